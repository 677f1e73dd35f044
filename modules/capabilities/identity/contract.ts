import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'
import { PersonFace } from './acting/contract.ts'
import type { StandsInFor } from './acting/contract.ts'

export { authorise, listDelegations, listPersons, standIn, withdrawDelegation } from './acting/contract.ts'
export type { Delegation, PersonFace } from './acting/contract.ts'

export const Firm = Type.Object({ creditCode: Type.String(), name: Type.String(), via: Type.Union([Type.Literal('representative'), Type.Literal('agent')]), until: Type.Union([Type.String({ format: 'date' }), Type.Null()]) })

export const Session = Type.Object({
  signedIn: Type.Boolean(),
  name: Type.String(),
  kind: Type.Union([Type.Literal('anonymous'), Type.Literal('person'), Type.Literal('official')]),
  /** Masked identity number of a person; the post of an official. */
  detail: Type.String(),
  assurance: Type.String(),
  permissions: Type.Array(Type.String()),
  /** The firm one acts for now. */
  actsFor: Type.Union([Firm, Type.Null()]),
  firms: Type.Array(Firm),
  /** The person one acts for now. */
  actsForPerson: Type.Union([PersonFace, Type.Null()]),
  unit: Type.Union([Type.Object({ id: Type.String(), name: Type.String(), division: Type.String() }), Type.Null()]),
  /** Posts that an official may act in; `isChosen`: the one of now. */
  posts: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), unitName: Type.String(), roles: Type.Array(Type.String()), until: Type.Union([Type.String(), Type.Null()]), isChosen: Type.Boolean() })),
  demonstration: Type.Boolean(),
  /** The province's time now; it may have been moved in a demonstration. */
  now: Type.String(),
})
export type Session = Static<typeof Session>

export const readSession = defineRoute({ method: 'GET', path: '/session', permission: 'public', summary: '当前登录', input: Type.Object({}), reply: Session })

export const endSession = defineRoute({ method: 'POST', path: '/session/end', permission: 'public', summary: '退出登录', input: Type.Object({}), reply: Type.Object({}), repeatable: true })

export const chooseFace = defineRoute({
  method: 'POST', path: '/session/face', permission: 'signed-in', summary: '选择代表谁、在哪个岗位办理', repeatable: true,
  input: Type.Object({ firm: Type.Optional(Type.Union([Type.String(), Type.Null()])), person: Type.Optional(Type.String({ maxLength: 200 })), post: Type.Optional(Type.String({ maxLength: 100 })) }), reply: Session, failures: ['identity/not-your-firm', 'identity/not-your-post', 'identity/not-your-principal'],
})

export const register = defineRoute({
  method: 'POST', path: '/accounts', permission: 'public', summary: '实名注册', perMinute: 20,
  input: Type.Object({
    name: Type.String({ minLength: 2, maxLength: 60 }), identityNumber: Type.String({ minLength: 18, maxLength: 18 }),
    phone: Type.String({ pattern: '^1\\d{10}$' }), password: Type.String({ minLength: 8, maxLength: 100 }),
  }),
  reply: Type.Object({ assurance: Type.String() }),
  failures: ['identity/not-matched', 'identity/already-registered', 'identity/weak-password', 'identity/invalid-number'],
})

export const askStepUp = defineRoute({
  method: 'POST', path: '/session/step-up/code', permission: 'signed-in', summary: '发送验证码，提高核验等级', repeatable: true, input: Type.Object({}),
  reply: Type.Object({ sentTo: Type.String(), minutes: Type.Integer(), demonstrationCode: Type.Union([Type.String(), Type.Null()]) }), failures: ['identity/no-telephone', 'identity/no-gateway', 'identity/too-many-codes'],
})
export const proveStepUp = defineRoute({
  method: 'POST', path: '/session/step-up', permission: 'signed-in', summary: '用验证码提高核验等级', repeatable: true, input: Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }),
  reply: Type.Object({ assurance: Type.String(), accepted: Type.Boolean() }),
})

/** The way to a telephone; comes from outside. Tells whether the message was taken. */
export type SmsGateway = { readonly send: (phone: string, text: string) => Promise<boolean> }

export const signedIn = defineEvent('identity.signed-in', 1, Type.Object({ account: Type.String(), kind: Type.String() }))

/** What other modules ask about the person who acts. */
export type Person = { readonly identityNumber: string; readonly name: string; readonly phone: string | null; readonly index: string }

export type Identity = {
  /** The acting person as the population register knows them. */
  readonly me: () => Promise<Person | undefined>
  /** The firms for which the acting person may act today. */
  readonly firms: () => Promise<Session['firms']>
  /** Whether a person may act for a firm today: its representative, or authorised. */
  readonly mayActFor: (identityNumber: string, firm: string) => Promise<boolean>
  /** Whether what the firm let them do covers an item. */
  readonly isItemCovered: (identityNumber: string, firm: string, item: string) => Promise<boolean>
  /** Whether the acting person may act today for another, by that one's index, in an item. */
  readonly mayActForPerson: (person: string, item: string) => Promise<boolean>
  /** Officials for whom the acting official does what was handed to them, today and in their unit. */
  readonly standsInFor: () => Promise<readonly StandsInFor[]>
  /** Opens a session without the protocol; for simulation and tests that run in one process. */
  readonly openFor: (login: string, firm?: string) => Promise<import('@xiangyun/kernel/permissions').Actor | undefined>
}

export const failures = defineFailures({
  'identity/wrong-password': [401, '账号或密码不对'],
  'identity/too-many-codes': [429, '验证码要得太多或者刷脸太多次，请一小时后再试'],
  'identity/locked': [429, '错误次数太多，账号已锁定 15 分钟'],
  'identity/not-your-firm': [403, '您不是这家单位的法定代表人或被授权人'],
  'identity/not-your-principal': [403, '您现在不能替这个人办事'],
  'identity/not-delegated': [403, '授权不包括这件事'],
  'identity/in-person': [403, '这件事要本人亲自办，不能代办'],
  'identity/too-long': [400, '代自己办事的授权最长三年'],
  'identity/not-yourself': [400, '不用授权给自己'],
  'identity/no-item': [400, '没有这个事项'],
  'identity/not-your-post': [403, '您现在不在这个岗位上'],
  'identity/not-matched': [400, '姓名、身份号码或手机号码与人口库不一致'],
  'identity/already-registered': [409, '这位居民已经注册，请直接登录'],
  'identity/weak-password': [400, '密码太简单'],
  'identity/invalid-number': [400, '公民身份号码不对'],
  'identity/no-telephone': [409, '人口库里没有您的手机号码，请到窗口办理'],
  'identity/no-gateway': [503, '短信发送暂时不可用，请稍后再试或到窗口办理'],
  'identity/past-date': [400, '授权期限应晚于今天'],
  'identity/no-delegation': [404, '没有找到这项授权'],
  'identity/too-many-delegations': [409, '同时有效的授权太多，请先结束不用的'],
  'identity/no-colleague': [404, '没有这位同事，或者不在同一单位、同类岗位'],
})
