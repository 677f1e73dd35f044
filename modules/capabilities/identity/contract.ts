import { defineEvent, defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

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
  unit: Type.Union([Type.Object({ id: Type.String(), name: Type.String(), division: Type.String() }), Type.Null()]),
  demonstration: Type.Boolean(),
  /** The province's time now; it may have been moved in a demonstration. */
  now: Type.String(),
})
export type Session = Static<typeof Session>

export const readSession = defineRoute({ method: 'GET', path: '/session', permission: 'public', summary: '当前登录', input: Type.Object({}), reply: Session })

export const endSession = defineRoute({ method: 'POST', path: '/session/end', permission: 'public', summary: '退出登录', input: Type.Object({}), reply: Type.Object({}), repeatable: true })

export const chooseFace = defineRoute({
  method: 'POST', path: '/session/face', permission: 'signed-in', summary: '选择代表谁办理', repeatable: true,
  input: Type.Object({ firm: Type.Union([Type.String(), Type.Null()]) }), reply: Session, failures: ['identity/not-your-firm'],
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

export const authorise = defineRoute({
  method: 'POST', path: '/delegations', permission: 'signed-in', summary: '授权他人代企业办事',
  input: Type.Object({ firm: Type.String(), agent: Type.String({ minLength: 18, maxLength: 18 }), agentName: Type.String({ minLength: 2, maxLength: 60 }), until: Type.String({ format: 'date' }) }),
  reply: Type.Object({ id: Type.String() }),
  failures: ['identity/not-your-firm', 'identity/not-matched', 'identity/past-date'],
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

export const Delegation = Type.Object({ id: Type.String(), firm: Type.String(), firmName: Type.String(), agentName: Type.String(), until: Type.String(), revoked: Type.Boolean(), mine: Type.Boolean() })

export const listDelegations = defineRoute({ method: 'GET', path: '/delegations', permission: 'signed-in', summary: '我给出和得到的授权', input: Type.Object({}), reply: Type.Object({ delegations: Type.Array(Delegation) }) })

export const withdrawDelegation = defineRoute({
  method: 'POST', path: '/delegations/:id/withdrawal', permission: 'signed-in', summary: '撤回授权', repeatable: true,
  input: Type.Object({ id: Type.String({ format: 'uuid' }) }), reply: Type.Object({}), failures: ['identity/no-delegation'],
})

export const signedIn = defineEvent('identity.signed-in', 1, Type.Object({ account: Type.String(), kind: Type.String() }))

/** What other modules ask about the person who acts. */
export type Person = { readonly identityNumber: string; readonly name: string; readonly phone: string | null; readonly index: string }

export type Identity = {
  /** The acting person as the population register knows them. */
  readonly me: () => Promise<Person | undefined>
  /** Whether a person may act for a firm: its representative, or authorised and in time. */
  readonly mayActFor: (identityNumber: string, firm: string) => Promise<boolean>
  /** Opens a session without the protocol; for simulation and tests that run in one process. */
  readonly openFor: (login: string, firm?: string) => Promise<import('@xiangyun/kernel/permissions').Actor | undefined>
}

export const failures = defineFailures({
  'identity/wrong-password': [401, '账号或密码不对'],
  'identity/too-many-codes': [429, '验证码要得太多，请一小时后再试'],
  'identity/locked': [429, '错误次数太多，账号已锁定 15 分钟'],
  'identity/not-your-firm': [403, '您不是这家单位的法定代表人或被授权人'],
  'identity/not-matched': [400, '姓名、身份号码或手机号码与人口库不一致'],
  'identity/already-registered': [409, '这位居民已经注册，请直接登录'],
  'identity/weak-password': [400, '密码太简单'],
  'identity/invalid-number': [400, '公民身份号码不对'],
  'identity/no-telephone': [409, '人口库里没有您的手机号码，请到窗口办理'],
  'identity/no-gateway': [503, '短信发送暂时不可用，请稍后再试或到窗口办理'],
  'identity/past-date': [400, '授权期限应晚于今天'],
  'identity/no-delegation': [404, '没有找到这项授权'],
})
