import { hasProperties } from '@xiangyun/forms/kind'
import { defineKind } from '../kind.ts'
import { addressShape, addressText } from './shape.ts'

export const address = defineKind({
  schema: addressShape, fits: (schema) => hasProperties(schema, 'division', 'detail') && !hasProperties(schema, 'longitude'),
  name: 'address',
  words: addressText,
})
