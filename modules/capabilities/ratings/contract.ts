import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'

const Id = Type.String({ format: 'uuid' })
const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** 5 非常满意 … 1 非常不满意; 1 and 2 are bad (国办发〔2019〕51号). */
export const gradeNames: Readonly<Record<number, string>> = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' }

const Rectification = Type.Object({ state: Type.Enum(['open', 'replied', 'late']), due: Type.String(), reply: Nullable(Type.String()), repliedAt: Nullable(Type.String()) })
export const Rating = Type.Object({ grade: Nullable(Type.Integer()), words: Nullable(Type.String()), tags: Type.Array(Type.String()), at: Nullable(Type.String()), rectification: Nullable(Rectification) })

export const rateCase = defineRoute({
  method: 'POST', path: '/cases/:id/rating', permission: 'cases:apply', summary: '评价（一事一评）',
  input: Type.Object({ id: Id, grade: Type.Integer({ minimum: 1, maximum: 5 }), words: Type.Optional(Type.String({ maxLength: 500 })), tags: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 8 })) }), reply: Rating,
  failures: ['ratings/no-case', 'ratings/already', 'ratings/not-yet'],
})
export const readRating = defineRoute({ method: 'GET', path: '/cases/:id/rating', permission: 'cases:apply', summary: '我的评价', input: Type.Object({ id: Id }), reply: Rating, failures: ['ratings/no-case'] })
export const listRectifications = defineRoute({
  method: 'GET', path: '/rectifications', permission: 'ratings:handle', summary: '差评整改', input: Type.Object({}),
  reply: Type.Object({ rectifications: Type.Array(Type.Object({ case: Type.String(), number: Type.String(), itemName: Type.String(), unitName: Type.String(), grade: Type.Integer(), words: Nullable(Type.String()), due: Type.String(), state: Type.String(), reply: Nullable(Type.String()) })) }),
})
export const replyRectification = defineRoute({
  method: 'POST', path: '/rectifications/:id/reply', permission: 'ratings:handle', summary: '回复差评整改', input: Type.Object({ id: Id, reply: Type.String({ minLength: 10, maxLength: 1000 }) }), reply: Type.Object({ state: Type.String() }),
  failures: ['ratings/no-case', 'ratings/already-replied'],
})

export const caseRated = defineEvent('ratings.rated', 1, Type.Object({ case: Type.String(), item: Type.String(), unit: Type.String(), grade: Type.Integer() }))
export const rectificationLate = defineEvent('ratings.rectification-late', 1, Type.Object({ case: Type.String(), unit: Type.String(), due: Type.String() }))

export const failures = defineFailures({
  'ratings/no-case': [404, '没有找到这个办件'],
  'ratings/already': [409, '这个办件已经评价过，一事一评'],
  'ratings/not-yet': [409, '办结后才能评价'],
  'ratings/already-replied': [409, '已经回复过'],
})
