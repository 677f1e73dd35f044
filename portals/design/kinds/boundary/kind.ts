import { areaOf, areaWords, type Place } from '../../maps/geometry.ts'
import { defineKind } from '../kind.ts'

/** Proper crossings of edges that have no corner in common: each lies across the other. */
const clear = `{
  n: count(value),
  side: function(a, b, c) (b.longitude - a.longitude) * (c.latitude - a.latitude) - (b.latitude - a.latitude) * (c.longitude - a.longitude),
  cuts: function(a, b, c, d) side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0,
  clear: every i in 1..n satisfies every j in 1..n satisfies j <= i or not(cuts(value[i], value[if i = n then 1 else i + 1], value[j], value[if j = n then 1 else j + 1]))
}.clear`

/** Corners of a piece of land, in turn; the last one is joined to the first. Its area is reckoned from them, never told. */
export const boundary = defineKind({
  schema: {
    type: 'array', maxItems: 60,
    items: {
      type: 'object', required: ['longitude', 'latitude'], additionalProperties: false,
      properties: { longitude: { type: 'number', title: '经度', minimum: 73, maximum: 136 }, latitude: { type: 'number', title: '纬度', minimum: 3, maximum: 54 } },
    },
  },
  must: [
    { must: 'count(value) >= 3', say: '至少要三个点才能围成一块地' },
    { must: clear, say: '的边界自己与自己相交，请按顺序沿边界标点' },
  ],
  verb: '请标出', name: 'boundary',
  words: (value: readonly Place[]) => `${value.length} 个点围成，${areaWords(areaOf(value))}`,
})
