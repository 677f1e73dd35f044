import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'
import { Reach } from '../contract.ts'

const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const UnitId = Type.String({ pattern: '^[a-z][a-z-]{1,60}@\\d{6,12}$' })

/** One unit's work goes to another; `below`: so do the same departments in all divisions below. */
export const Merge = Type.Object({ unit: UnitId, into: UnitId, below: Type.Optional(Type.Boolean()) })
export type Merge = Static<typeof Merge>

export const ReorganisationState = Type.Enum(['planned', 'confirmed', 'withdrawn', 'done'])
export const Reorganisation = Type.Object({
  id: Type.String(), name: Type.String(), basis: Type.String(), effectiveOn: Type.String(), state: ReorganisationState, units: Type.Integer(), plannedBy: Type.String(), plannedAt: Type.String(), confirmedBy: Nullable(Type.String()), doneAt: Nullable(Type.String()), withdrawnWhy: Nullable(Type.String()),
  mayConfirm: Type.Boolean(), mayWithdraw: Type.Boolean(),
})
export type Reorganisation = Static<typeof Reorganisation>

/** A duty that stays behind, since whoever confirms could not give it in the unit that carries on. */
export const LeftDuty = Type.Object({ account: Type.String(), name: Type.String(), unitName: Type.String(), title: Type.String(), roleName: Type.String(), reach: Reach })
/** What comes of it; `people` and `left` for those who are in the units now, or on the day were. */
export const ReorganisationPlan = Type.Object({ ...Reorganisation.properties, merges: Type.Array(Type.Object({ unit: Type.String(), unitName: Type.String(), into: Type.String(), intoName: Type.String(), people: Type.Integer() })), more: Type.Boolean(), people: Type.Integer(), duties: Type.Integer(), cases: Type.Integer(), left: Type.Array(LeftDuty) })
export type ReorganisationPlan = Static<typeof ReorganisationPlan>

export const listReorganisations = defineRoute({
  method: 'GET', path: '/reorganisations', permission: 'reorganisations:read', summary: '机构调整', input: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }), reply: Type.Object({ reorganisations: Type.Array(Reorganisation), total: Type.Integer(), mayPlan: Type.Boolean() }),
})
export const readReorganisation = defineRoute({ method: 'GET', path: '/reorganisations/:id', permission: 'reorganisations:read', summary: '一次机构调整：哪些单位并入哪里，人员和职责怎样随转', input: Id, reply: ReorganisationPlan, failures: ['organisations/no-reorganisation'] })
export const planReorganisation = defineRoute({
  method: 'POST', path: '/reorganisations', permission: 'reorganisations:plan', summary: '拟订机构调整',
  input: Type.Object({ name: Type.String({ minLength: 2, maxLength: 60 }), basis: Type.String({ minLength: 2, maxLength: 120 }), effectiveOn: Type.String({ format: 'date' }), merges: Type.Array(Merge, { minItems: 1, maxItems: 50 }) }),
  reply: ReorganisationPlan, failures: ['organisations/no-unit', 'organisations/out-of-reach', 'organisations/wrong-term', 'organisations/wrong-merge'],
})
export const confirmReorganisation = defineRoute({
  method: 'POST', path: '/reorganisations/:id/confirmation', permission: 'reorganisations:confirm', summary: '复核机构调整：到日自动执行', repeatable: true, input: Id, reply: ReorganisationPlan,
  failures: ['organisations/no-reorganisation', 'organisations/out-of-reach', 'organisations/wrong-term', 'organisations/wrong-merge', 'organisations/not-planned', 'organisations/own-plan'],
})
export const withdrawReorganisation = defineRoute({
  method: 'POST', path: '/reorganisations/:id/withdrawal', permission: 'reorganisations:read', summary: '撤销还没有执行的机构调整', repeatable: true, input: Type.Object({ ...Id.properties, reason: Type.String({ minLength: 2, maxLength: 200 }) }), reply: ReorganisationPlan,
  failures: ['organisations/no-reorganisation', 'organisations/out-of-reach', 'organisations/not-planned'],
})

/** From now on a unit's open work, its officials and its systems are another's. What it did before stays under its name. */
export const unitMerged = defineEvent('organisations.unit-merged', 1, Type.Object({ unit: Type.String(), into: Type.String(), reorganisation: Type.String() }))

export const reorganisationFailures = defineFailures({
  'organisations/no-reorganisation': [404, '没有找到这次机构调整，或者不在您的管辖范围'],
  'organisations/wrong-merge': [400, '这样并入不行'],
  'organisations/not-planned': [409, '这次机构调整已经执行或者撤销'],
  'organisations/own-plan': [403, '自己拟订的机构调整要由别人复核'],
})
