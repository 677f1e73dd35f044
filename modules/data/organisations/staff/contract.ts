import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'
import { Reach } from '../contract.ts'

const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Id = Type.String({ format: 'uuid' })
const Day = Type.String({ format: 'date' })
const Account = Type.String({ minLength: 3, maxLength: 100 })
/** A new account: small Latin letters, digits and hyphens; never a dot, which belongs to the demonstration's own. */
const NewAccount = Type.String({ pattern: '^[a-z][a-z0-9-]{2,31}$' })
const UnitId = Type.String({ pattern: '^[a-z][a-z-]{1,60}@\\d{6,12}$' })
const Title = Type.String({ minLength: 2, maxLength: 40 })
const Why = Type.String({ minLength: 2, maxLength: 200 })
const Page = Type.Optional(Type.Integer({ minimum: 1, maximum: 500 }))

export const StaffLine = Type.Object({ account: Type.String(), name: Type.String(), post: Type.String(), unit: Type.String(), unitName: Type.String(), title: Type.String(), since: Type.String(), until: Nullable(Type.String()), roles: Type.Array(Type.String()) })
export type StaffLine = Static<typeof StaffLine>

export const Duty = Type.Object({
  id: Type.String(), role: Type.String(), roleName: Type.String(), reach: Reach, since: Type.String(), until: Nullable(Type.String()), givenBy: Type.String(), givenAt: Type.String(), confirmedOn: Nullable(Type.String()), confirmedBy: Nullable(Type.String()),
  /** Whether the reader may take it away. */
  mayTake: Type.Boolean(),
})
export type Duty = Static<typeof Duty>
/** What the reader may give in a post: a role, how far at most, until when at most. */
export const Gift = Type.Object({ role: Type.String(), name: Type.String(), reaches: Type.Array(Reach), until: Nullable(Type.String()) })
export const Post = Type.Object({
  id: Type.String(), unit: Type.String(), unitName: Type.String(), title: Type.String(), since: Type.String(), until: Nullable(Type.String()), state: Type.Enum(['coming', 'in', 'over']),
  /** Units in which the post was before they were merged. */
  former: Type.Array(Type.Object({ unitName: Type.String(), until: Type.String() })),
  duties: Type.Array(Duty), mayManage: Type.Boolean(), gives: Type.Array(Gift),
})
export type Post = Static<typeof Post>
/** One thing that somebody may do, and the duties from which it comes. */
export const Power = Type.Object({ permission: Type.String(), name: Type.String(), from: Type.Array(Type.Object({ roleName: Type.String(), title: Type.String(), unitName: Type.String(), reach: Reach, givenBy: Type.String(), until: Nullable(Type.String()) })) })
export type Power = Static<typeof Power>
export const StaffMember = Type.Object({ account: Type.String(), name: Type.String(), phone: Nullable(Type.String()), leftOn: Nullable(Type.String()), isSelf: Type.Boolean(), posts: Type.Array(Post), powers: Type.Array(Power) })
export type StaffMember = Static<typeof StaffMember>
const Review = Type.Object({ duty: Type.String(), account: Type.String(), name: Type.String(), unitName: Type.String(), title: Type.String(), roleName: Type.String(), reach: Reach, since: Type.String(), until: Nullable(Type.String()), givenBy: Type.String(), mayTake: Type.Boolean() })
export type Review = Static<typeof Review>

/** What is asked of every change: the post in which one acts reaches there, and it is not one's own. */
const manage = ['organisations/no-member', 'organisations/no-post', 'organisations/out-of-reach', 'organisations/own-post', 'organisations/no-unit', 'organisations/wrong-term']

export const listStaff = defineRoute({
  method: 'GET', path: '/staff', permission: 'staff:read', summary: '人员与岗位', input: Type.Object({ unit: Type.Optional(UnitId), text: Type.Optional(Type.String({ maxLength: 60 })), page: Page }),
  reply: Type.Object({ staff: Type.Array(StaffLine), total: Type.Integer(), more: Type.Boolean(), mayJoin: Type.Boolean(), unit: Type.String() }),
})
export const findStaffUnits = defineRoute({
  method: 'GET', path: '/staff-units', permission: 'staff:read', summary: '管辖范围内的单位', input: Type.Object({ text: Type.String({ maxLength: 60 }) }), reply: Type.Object({ units: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), division: Type.String() })) }),
})
export const readMember = defineRoute({ method: 'GET', path: '/staff/:account', permission: 'staff:read', summary: '一名工作人员的岗位、职责和权限', input: Type.Object({ account: Account }), reply: StaffMember, failures: ['organisations/no-member'] })
export const joinStaff = defineRoute({
  method: 'POST', path: '/staff', permission: 'staff:manage', summary: '办理入职', input: Type.Object({ account: NewAccount, name: Type.String({ minLength: 2, maxLength: 60 }), phone: Type.Optional(Type.String({ pattern: '^[0-9+-]{7,20}$' })), unit: UnitId, title: Title, since: Day }),
  reply: StaffMember, failures: ['organisations/account-taken', 'organisations/out-of-reach', 'organisations/no-unit', 'organisations/wrong-term'],
})
export const addPost = defineRoute({ method: 'POST', path: '/staff/:account/posts', permission: 'staff:manage', summary: '增加一个岗位（兼任）', input: Type.Object({ account: Account, unit: UnitId, title: Title, since: Day }), reply: StaffMember, failures: manage })
export const movePost = defineRoute({
  method: 'POST', path: '/posts/:id/move', permission: 'staff:manage', summary: '调岗：原岗位到前一天为止，职责不带走', repeatable: true, input: Type.Object({ id: Id, unit: UnitId, title: Title, on: Day }), reply: StaffMember, failures: manage,
})
export const endPost = defineRoute({ method: 'POST', path: '/posts/:id/end', permission: 'staff:manage', summary: '离岗：最后一天', repeatable: true, input: Type.Object({ id: Id, until: Day }), reply: StaffMember, failures: manage })
export const leaveStaff = defineRoute({ method: 'POST', path: '/staff/:account/leaving', permission: 'staff:manage', summary: '离职：所有岗位到这一天为止', repeatable: true, input: Type.Object({ account: Account, until: Day }), reply: StaffMember, failures: manage })

export const giveDuty = defineRoute({
  method: 'POST', path: '/posts/:id/duties', permission: 'staff:grant', summary: '授予职责', input: Type.Object({ id: Id, role: Type.String({ pattern: '^[a-z][a-z-]{1,40}$' }), reach: Reach, since: Day, until: Type.Optional(Day) }), reply: StaffMember,
  failures: ['organisations/no-post', 'organisations/own-duty', 'organisations/no-role', 'organisations/reach-too-wide', 'organisations/not-yours-to-give', 'organisations/longer-than-own', 'organisations/hands-apart', 'organisations/already-held', 'organisations/wrong-term'],
})
export const takeDuty = defineRoute({ method: 'POST', path: '/duties/:id/withdrawal', permission: 'staff:grant', summary: '收回职责', repeatable: true, input: Type.Object({ id: Id, reason: Why }), reply: StaffMember, failures: ['organisations/no-duty', 'organisations/not-yours-to-give', 'organisations/own-duty'] })

export const listReviews = defineRoute({
  method: 'GET', path: '/duty-reviews', permission: 'staff:confirm', summary: '本季度要复核的职责', input: Type.Object({ page: Page }), reply: Type.Object({ reviews: Type.Array(Review), total: Type.Integer(), more: Type.Boolean(), quarter: Type.String(), due: Type.String() }),
})
export const confirmDuty = defineRoute({ method: 'POST', path: '/duties/:id/confirmation', permission: 'staff:confirm', summary: '复核：仍然需要', repeatable: true, input: Type.Object({ id: Id }), reply: Type.Object({}), failures: ['organisations/no-duty', 'organisations/own-duty'] })
export const myPowers = defineRoute({ method: 'GET', path: '/my/powers', permission: 'signed-in', summary: '我的权限从哪里来', input: Type.Object({}), reply: StaffMember })

/** Somebody lost duties in a post: it ended, they were taken or ran out. What they may still do is asked of the directory. */
export const dutiesEnded = defineEvent('organisations.duties-ended', 1, Type.Object({ account: Type.String(), unit: Type.String() }))

export const staffFailures = defineFailures({
  'organisations/no-member': [404, '没有找到这名工作人员，或者不在您的管辖范围'],
  'organisations/no-post': [404, '没有找到这个岗位，或者不在您的管辖范围'],
  'organisations/no-duty': [404, '没有找到这项职责：已经收回，或者不在您的管辖范围'],
  'organisations/no-unit': [400, '没有这个单位'],
  'organisations/no-role': [400, '没有这个角色'],
  'organisations/account-taken': [409, '这个账号已经有人用了，请换一个'],
  'organisations/out-of-reach': [403, '这个单位不在您的管辖范围'],
  'organisations/own-post': [403, '不能办理自己的岗位，请由别的管理员办理'],
  'organisations/own-duty': [403, '不能给自己授权、收权或者复核，请由别的管理员办理'],
  'organisations/wrong-term': [400, '日期前后不对'],
  'organisations/reach-too-wide': [400, '这个角色不能管这么远'],
  'organisations/not-yours-to-give': [403, '您的职责里没有这项授权，或者超出了您的管辖范围'],
  'organisations/longer-than-own': [403, '不能授予得比自己的职责更久'],
  'organisations/hands-apart': [409, '系统、安全、审计管理员要由三个人担任，也不能兼办业务'],
  'organisations/already-held': [409, '这段时间已经有这项职责'],
})
