import { hasProperties } from '@xiangyun/forms/kind'
import { addressText, placedAddressShape } from '../address/shape.ts'
import { defineKind } from '../kind.ts'

export const addressWithMap = defineKind({
  schema: placedAddressShape, fits: (schema) => hasProperties(schema, 'division', 'detail', 'longitude'),
  name: 'address-with-map',
  words: addressText,
})
