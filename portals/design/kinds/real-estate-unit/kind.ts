import { defineKind } from '../kind.ts'
import { estateUnitShown } from '../../input-kinds.ts'
/** Division 6, cadastral area 3 and part 3, kind of parcel 2 and its number 5, kind of building 1 and its number 8 (GB/T 37346). */
export const realEstateUnit = defineKind({
  schema: { type: 'string', maxLength: 28 },
  must: [{ must: 'matches(value, "^[0-9]{12}[A-Z]{2}[0-9]{5}[FLQW][0-9]{8}$")', say: '不是有效的不动产单元号，请照不动产权证书核对 28 位' }],
  name: 'real-estate-unit',
  words: (value: string) => estateUnitShown(value),
})
