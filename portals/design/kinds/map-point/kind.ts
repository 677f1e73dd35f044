import { placeWords, type Place } from '../../maps/geometry.ts'
import { defineKind } from '../kind.ts'

/** A place of the province in degrees (CGCS2000). */
export const mapPoint = defineKind({
  schema: {
    type: 'object', required: ['longitude', 'latitude'], additionalProperties: false,
    properties: { longitude: { type: 'number', minimum: 73, maximum: 136 }, latitude: { type: 'number', minimum: 3, maximum: 54 } },
  },
  must: [{ must: 'value.longitude = null or value.latitude = null or (value.longitude > 121 and value.longitude < 132 and value.latitude > 40 and value.latitude < 47)', say: '不在本省范围内，请核对经度、纬度' }],
  verb: '请标出', name: 'map-point',
  words: (value: Partial<Place>) => placeWords(value),
})
