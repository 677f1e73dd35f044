import { defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Id = Type.String({ format: 'uuid' })
const Page = Type.Optional(Type.Integer({ minimum: 1, maximum: 500 }))

/** opened: waits for an engineer to register · asked: waits for approval · approved · refused · suspended: known, and let in no more */
export const ConnectionState = Type.Enum(['opened', 'asked', 'approved', 'refused', 'suspended'])
export type ConnectionState = Static<typeof ConnectionState>

/** What a system may be told of a person, and the words in which the person is asked. */
export const scopeWords: Readonly<Record<string, string>> = {
  openid: '知道是您在登录（每个系统看到的编号不同）', profile: '您的姓名；工作人员还有单位和角色', 'identity-number': '您的公民身份号码', phone: '您登记的手机号码', offline_access: '您离开以后继续使用，直到您撤回',
}
export const Scope = Type.Enum(['openid', 'profile', 'identity-number', 'phone', 'offline_access'])
/** Audience (a URI) and what is asked there. */
const Audience = Type.String({ pattern: '^https?://[A-Za-z0-9.:/_-]{3,200}$' })
const Offer = Type.String({ pattern: '^[a-z][a-z0-9-]{0,30}(:[a-z][a-z0-9-]{0,30})?$' })
export const Call = Type.Object({ audience: Audience, scopes: Type.Array(Offer, { minItems: 1, maxItems: 20 }) })
export type Call = Static<typeof Call>

export const Connection = Type.Object({
  id: Type.String(), unit: Type.String(), unitName: Type.String(), name: Type.String(), purpose: Type.String(), state: ConnectionState, openedBy: Type.String(), openedAt: Type.String(),
  protocol: Type.Enum(['oidc', 'cas', 'saml']), client: Nullable(Type.String()), redirects: Type.Array(Type.String()), method: Nullable(Type.String()), grants: Type.Array(Type.String()),
  scopes: Type.Array(Type.String()), audience: Nullable(Type.String()), offers: Type.Array(Type.String()), calls: Type.Array(Call), decidedBy: Nullable(Type.String()), decidedAt: Nullable(Type.String()), reason: Nullable(Type.String()),
})
export type Connection = Static<typeof Connection>

export const listConnections = defineRoute({
  method: 'GET', path: '/connections', permission: 'connections:read', summary: '接入的系统', input: Type.Object({ state: Type.Optional(ConnectionState), page: Page }), reply: Type.Object({ connections: Type.Array(Connection), total: Type.Integer(), mayDecide: Type.Boolean(), mayOpen: Type.Boolean() }),
})
/** How an elder system signs people in: by CAS 3 (its address), or SAML 2.0 (its entity, where responses go, the certificate by which it signs requests; `logout`: where its single logout goes on by the browser, `hears`: where it hears by SOAP that somebody signed out). */
export const Bridge = Type.Union([
  Type.Object({ protocol: Type.Literal('cas'), service: Type.String({ maxLength: 500 }) }),
  Type.Object({ protocol: Type.Literal('saml'), entity: Type.String({ minLength: 3, maxLength: 500 }), consumer: Type.String({ maxLength: 500 }), certificate: Type.Optional(Type.String({ maxLength: 10_000 })), logout: Type.Optional(Type.String({ maxLength: 500 })), hears: Type.Optional(Type.String({ maxLength: 500 })) }),
])
export type Bridge = Static<typeof Bridge>

export const openConnection = defineRoute({
  method: 'POST', path: '/connections', permission: 'connections:open', summary: '登记要接入的系统；用 OpenID Connect 的得到一次有效的接入码',
  input: Type.Object({ name: Type.String({ minLength: 2, maxLength: 60 }), purpose: Type.String({ minLength: 5, maxLength: 500 }), bridge: Type.Optional(Bridge) }),
  reply: Type.Object({ connection: Connection, ticket: Nullable(Type.String()), until: Nullable(Type.String()) }), failures: ['identity/unsafe-address', 'identity/entity-taken', 'identity/wrong-certificate'],
})
export const decideConnection = defineRoute({
  method: 'POST', path: '/connections/:id/decision', permission: 'connections:decide', summary: '批准、拒绝或停用一个接入的系统', repeatable: true,
  input: Type.Object({
    id: Id, decision: Type.Enum(['approved', 'refused', 'suspended']), reason: Type.String({ minLength: 2, maxLength: 300 }), scopes: Type.Optional(Type.Array(Scope, { maxItems: 5 })),
    audience: Type.Optional(Audience), offers: Type.Optional(Type.Array(Offer, { maxItems: 50 })), calls: Type.Optional(Type.Array(Call, { maxItems: 20 })),
  }),
  reply: Connection, failures: ['identity/no-connection', 'identity/not-registered', 'identity/audience-taken', 'identity/no-audience'],
})

export const connectionFailures = defineFailures({
  'identity/no-connection': [404, '没有找到这个接入的系统'],
  'identity/unsafe-address': [400, '地址要以 https:// 开头，不带参数和 #'],
  'identity/entity-taken': [409, '这个实体编号已经登记过'],
  'identity/wrong-certificate': [400, '证书读不出来，请粘贴 PEM 格式的 X.509 证书'],
  'identity/not-registered': [409, '工程师还没有用接入码登记，不能批准'],
  'identity/audience-taken': [409, '这个接口地址已经属于另一个系统'],
  'identity/no-audience': [400, '要调用的接口没有登记，或者没有开放这些权限'],
})
