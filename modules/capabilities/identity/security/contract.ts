import { defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

/** How somebody proved who they are, by the words of RFC 8176; `recovery` is a code from a counter. */
export const wayWords: Readonly<Record<string, string>> = { pwd: '密码', sms: '短信验证码', hwk: '通行密钥', swk: '通行密钥', recovery: '窗口发的登录码', upstream: '国家平台账号', certificate: '数字证书', pop: '', otp: '', mfa: '', user: '' }

export const waysInWords = (how: readonly string[]): string => [...new Set(how.map((way) => wayWords[way] ?? way).filter(Boolean))].join('、') || '密码'

const Time = Type.String({ format: 'date-time' })
export const OwnSession = Type.Object({ id: Type.String(), device: Type.String(), address: Type.String(), how: Type.Array(Type.String()), assurance: Type.String(), since: Time, seen: Time, isThis: Type.Boolean() })
export const Passkey = Type.Object({ id: Type.String(), name: Type.String(), synced: Type.Boolean(), since: Time, used: Type.Union([Time, Type.Null()]) })
/** A department's system that knows something of the holder by their own consent. */
export const OwnSystem = Type.Object({ client: Type.String(), name: Type.String(), unitName: Type.String(), told: Type.Array(Type.String()), done: Type.Array(Type.String()), since: Time })
export type OwnSession = Static<typeof OwnSession>
export type Passkey = Static<typeof Passkey>
export type OwnSystem = Static<typeof OwnSystem>

export const readSecurity = defineRoute({
  method: 'GET', path: '/account/security', permission: 'signed-in', summary: '登录与安全', copy: '登录与安全', input: Type.Object({}),
  reply: Type.Object({
    sessions: Type.Array(OwnSession), passkeys: Type.Array(Passkey), systems: Type.Array(OwnSystem),
    /** `none`: signs in without one; `chosen`: by one that the holder has chosen. */
    password: Type.Union([Type.Literal('none'), Type.Literal('chosen')]),
    /** A new password is set without the old one, because a counter's code was used just now. */
    isRecovered: Type.Boolean(),
    /** Whether the province's address can have passkeys at all. */
    canHavePasskeys: Type.Boolean(),
  }),
})

export const SignIn = Type.Object({ id: Type.String(), at: Time, outcome: Type.Union([Type.Literal('in'), Type.Literal('failed'), Type.Literal('locked')]), how: Type.Array(Type.String()), device: Type.String(), address: Type.String() })
export type SignIn = Static<typeof SignIn>

export const listSignIns = defineRoute({
  method: 'GET', path: '/account/sign-ins', permission: 'signed-in', summary: '我的登录记录', copy: '登录记录', input: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
  reply: Type.Object({ signIns: Type.Array(SignIn), total: Type.Integer() }),
})

export const endOwnSession = defineRoute({
  method: 'POST', path: '/account/sessions/:id/end', permission: 'signed-in', summary: '让一处登录退出', repeatable: true,
  input: Type.Object({ id: Type.String({ format: 'uuid' }) }), reply: Type.Object({}), failures: ['identity/no-session'],
})
export const endOtherSessions = defineRoute({
  method: 'POST', path: '/account/sessions/end-others', permission: 'signed-in', summary: '让别处的登录全部退出', repeatable: true, input: Type.Object({}), reply: Type.Object({ ended: Type.Integer() }),
})

export const withdrawConsent = defineRoute({
  method: 'POST', path: '/account/systems/:client/withdrawal', permission: 'signed-in', summary: '撤回对一个系统的同意', repeatable: true,
  input: Type.Object({ client: Type.String({ minLength: 1, maxLength: 200 }) }), reply: Type.Object({}), failures: ['identity/no-consent'],
})

/** Options and answers have the shapes of Web Authentication Level 3, 5.1.9 and 5.1.10; the library checks them. */
const Options = Type.Record(Type.String(), Type.Unknown())
const Answer = Type.Record(Type.String(), Type.Unknown())

export const askPasskey = defineRoute({
  method: 'POST', path: '/account/passkeys/options', permission: 'signed-in', summary: '准备添加通行密钥', repeatable: true, input: Type.Object({}), reply: Type.Object({ options: Options }),
  failures: ['identity/prove-first', 'identity/no-passkeys-here', 'identity/too-many-passkeys'],
})
export const addPasskey = defineRoute({
  method: 'POST', path: '/account/passkeys', permission: 'signed-in', summary: '添加通行密钥',
  input: Type.Object({ name: Type.String({ minLength: 1, maxLength: 40 }), answer: Answer }), reply: Type.Object({ id: Type.String() }), failures: ['identity/passkey-not-taken', 'identity/no-passkeys-here'],
})
export const removePasskey = defineRoute({
  method: 'POST', path: '/account/passkeys/:id/removal', permission: 'signed-in', summary: '删除通行密钥', repeatable: true,
  input: Type.Object({ id: Type.String({ minLength: 1, maxLength: 2000 }) }), reply: Type.Object({}), failures: ['identity/no-passkey'],
})

export const askPasskeyProof = defineRoute({
  method: 'POST', path: '/session/step-up/passkey/options', permission: 'signed-in', summary: '准备用通行密钥提高核验等级', repeatable: true, input: Type.Object({}), reply: Type.Object({ options: Options }),
  failures: ['identity/no-passkey', 'identity/no-passkeys-here'],
})
export const provePasskey = defineRoute({
  method: 'POST', path: '/session/step-up/passkey', permission: 'signed-in', summary: '用通行密钥提高核验等级', repeatable: true, input: Type.Object({ answer: Answer }),
  reply: Type.Object({ assurance: Type.String(), accepted: Type.Boolean() }), failures: ['identity/no-passkeys-here'],
})

export const changePassword = defineRoute({
  method: 'POST', path: '/account/password', permission: 'signed-in', summary: '设置或修改密码', repeatable: true,
  input: Type.Object({ old: Type.Optional(Type.String({ maxLength: 100 })), password: Type.String({ minLength: 8, maxLength: 100 }) }), reply: Type.Object({}),
  failures: ['identity/wrong-password', 'identity/weak-password', 'identity/locked', 'identity/prove-first', 'identity/no-password-here'],
})

/** The clerk has looked at the document; its kind is written down. */
export const documentsSeen = ['居民身份证', '临时居民身份证', '户口簿', '护照', '社会保障卡'] as const

/** What they signed in with was lost or may be in other hands: passkeys and certificates are stopped, and every session ends. */
const Lost = Type.Optional(Type.Boolean())
const Recovery = Type.Object({ code: Type.String(), until: Time, stopped: Type.Union([Type.Object({ passkeys: Type.Integer(), certificates: Type.Integer(), sessions: Type.Integer() }), Type.Null()]) })

export const recoverAccount = defineRoute({
  method: 'POST', path: '/account-recoveries', permission: 'accounts:recover', summary: '给忘记密码的人发登录码',
  input: Type.Object({ identityNumber: Type.String({ minLength: 18, maxLength: 18 }), name: Type.String({ minLength: 2, maxLength: 60 }), document: Type.Enum([...documentsSeen]), lost: Lost }),
  reply: Recovery, failures: ['identity/not-matched', 'identity/invalid-number'],
})
export const recoverOfficial = defineRoute({
  method: 'POST', path: '/staff-recoveries', permission: 'staff:grant', summary: '给工作人员发登录码',
  input: Type.Object({ account: Type.String({ minLength: 2, maxLength: 200 }), reason: Type.String({ minLength: 5, maxLength: 200 }), lost: Lost }),
  reply: Recovery, failures: ['identity/no-member', 'identity/own-account'],
})

export const securityFailures = defineFailures({
  'identity/no-session': [404, '这处登录已经退出了'],
  'identity/no-consent': [404, '没有给过这个系统同意，或者已经撤回'],
  'identity/prove-first': [403, '请先用验证码或通行密钥证明是您本人，再改登录方式'],
  'identity/no-passkeys-here': [409, '这个网址不能用通行密钥，请用域名打开'],
  'identity/too-many-passkeys': [409, '通行密钥最多 10 个，请先删除不用的'],
  'identity/passkey-not-taken': [400, '这个通行密钥没有通过核对，请再试一次'],
  'identity/no-passkey': [404, '没有找到这个通行密钥'],
  'identity/no-password-here': [409, '工作账号不设密码，请用通行密钥登录'],
  'identity/own-account': [403, '不能给自己发登录码，请找同事办理'],
  'identity/no-member': [404, '没有找到这位工作人员，或者不归您管'],
})
