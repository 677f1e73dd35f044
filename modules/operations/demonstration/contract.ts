import { defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const moveClock = defineRoute({
  method: 'POST', path: '/demonstration/clock', permission: 'operations:clock', summary: '把演示环境的时钟向前拨', repeatable: true,
  input: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660 })), hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 87_840 })), to: Type.Optional(Type.String({ format: 'date-time' })) }),
  reply: Type.Object({ now: Type.String(), movedBy: Type.Integer() }), failures: ['demonstration/no-clock', 'demonstration/one-way', 'demonstration/too-far', 'demonstration/not-here'],
})

/** Synthetic people fit for a walk: an applicant, the firm they represent when one was asked for, and the people of their household. */
export const Figure = Type.Object({
  identityNumber: Type.String(), name: Type.String(), sex: Type.String(), age: Type.Integer(), hukou: Type.String(), division: Type.String(), maritalState: Type.String(),
  firm: Nullable(Type.Object({ creditCode: Type.String(), name: Type.String(), kind: Type.String(), state: Type.String(), division: Type.String() })),
  household: Type.Array(Type.Object({ identityNumber: Type.String(), name: Type.String(), relation: Type.String(), age: Type.Integer() })),
})
export type Figure = Static<typeof Figure>

export const findPeople = defineRoute({
  method: 'GET', path: '/demonstration/people', permission: 'public', summary: '演示用的合成居民和企业',
  input: Type.Object({
    firm: Type.Optional(Type.Enum(['valid', 'revoked', 'individual'])), household: Type.Optional(Type.Enum(['rural', 'urban'])), sex: Type.Optional(Type.Enum(['男', '女'])), marital: Type.Optional(Type.Enum(['未婚', '已婚', '离婚', '丧偶'])),
    ageFrom: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })), ageTo: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })), division: Type.Optional(Type.String({ pattern: '^\\d{2,6}$' })),
    skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })), count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  reply: Type.Object({ people: Type.Array(Figure) }), failures: ['demonstration/not-here'],
})

export const putRecord = defineRoute({
  method: 'POST', path: '/demonstration/records', permission: 'operations:clock', summary: '为合成居民补一条库内记录', repeatable: true,
  input: Type.Object({ register: Type.String({ maxLength: 60 }), of: Type.String({ pattern: '^2299\\d{13}[\\dX]$|^\\d{2}[0-9A-HJ-NPQRTUWXY]{16}$' }), values: Type.Record(Type.String(), Type.Unknown()) }),
  reply: Type.Object({ id: Type.String(), version: Type.Integer() }), failures: ['demonstration/not-here', 'demonstration/no-register'],
})

export const failures = defineFailures({
  'demonstration/not-here': [404, '只有演示环境有这项功能'],
  'demonstration/no-register': [404, '没有这个数据库'],
  'demonstration/no-clock': [409, '这个环境的时钟不能拨动'],
  'demonstration/one-way': [400, '时钟只能向前拨'],
  'demonstration/too-far': [400, '一次最多拨十年'],
})
