import { defineKind } from '../kind.ts'

export const email = defineKind({
  schema: { type: 'string', maxLength: 100 },
  must: [{ must: 'matches(value, "^[^@ ]+@[^@ ]+[.][^@. ]{2,}$")', say: '不是有效的邮箱，要有“@”和后面的域名，如 name@example.cn' }],
  name: 'email',
})
