import { defineKind } from '../kind.ts'

export const organisationName = defineKind({
  schema: { type: 'string', minLength: 2, maxLength: 100 },
  must: [{ must: 'matches(value, "^[^<>{}|^~@#$%*?!？！。；;]+$") and not(matches(value, "^[0-9 ]+$"))', say: '不像登记的名称，请照营业执照或登记证书上的全称填写' }],
  name: 'organisation-name',
})
