import { defineKind } from '../kind.ts'

export const mobile = defineKind({
  schema: { type: 'string', format: 'mobile' }, formats: ['mobile', 'mobile-number'], name: 'mobile',
})
