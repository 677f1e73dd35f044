import { defineRoute, defineFailures, Type } from '@xiangyun/kernel/contract'
import type { ReplyOf } from '@xiangyun/kernel/contract'

const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const mine = 'cases:apply'

/** `topic`: why somebody gets it, and whether they can leave it. */
export const Message = Type.Object({
  id: Type.String(), at: Type.String(), title: Type.String(), text: Type.String(), link: Nullable(Type.String()), read: Type.Boolean(),
  topic: Nullable(Type.Object({ key: Type.String(), name: Type.String(), why: Type.String(), canLeave: Type.Boolean() })),
})
export const myMessages = defineRoute({ method: 'GET', path: '/my/messages', permission: mine, summary: '我的消息', copy: '消息', input: Type.Object({ before: Type.Optional(Type.String({ format: 'uuid' })) }), reply: Type.Object({ messages: Type.Array(Message), unread: Type.Integer() }) })
export const markRead = defineRoute({ method: 'POST', path: '/my/messages/read', permission: mine, summary: '消息已读', repeatable: true, input: Type.Object({}), reply: Type.Object({}) })

/** `law`: by which one has to hear of it. */
export const Topic = Type.Object({ key: Type.String(), name: Type.String(), what: Type.String(), law: Nullable(Type.String()), isOn: Type.Boolean() })
export const readSubscriptions = defineRoute({
  method: 'GET', path: '/my/subscriptions', permission: mine, summary: '我的订阅', copy: '订阅', input: Type.Object({}),
  reply: Type.Object({ topics: Type.Array(Topic), items: Type.Array(Type.Object({ item: Type.String(), name: Type.String(), since: Type.String(), isOffered: Type.Boolean() })),
    /** Where messages go as well, covered; `can`: whether the province sends mail at all. */
    mail: Type.Object({ address: Nullable(Type.String()), can: Type.Boolean() }) }),
})
export type Subscriptions = ReplyOf<typeof readSubscriptions>
export const changeSubscription = defineRoute({
  method: 'PUT', path: '/my/subscriptions/:topic', permission: mine, summary: '要或者不要一类消息', input: Type.Object({ topic: Type.String({ maxLength: 40 }), isOn: Type.Boolean() }), reply: Type.Object({}),
  failures: ['messages/no-topic', 'messages/by-law'],
})
export const followItem = defineRoute({
  method: 'PUT', path: '/my/followed-items/:item', permission: mine, summary: '关注或者不再关注一个事项', input: Type.Object({ item: Type.String({ minLength: 1, maxLength: 80 }), follows: Type.Boolean() }), reply: Type.Object({}),
  failures: ['items/no-item', 'items/not-in-force', 'items/not-described', 'messages/too-many'],
})

export const outbox = defineRoute({
  method: 'GET', path: '/outbox', permission: 'operations:read', summary: '发件箱：站内消息和邮件', input: Type.Object({}),
  reply: Type.Object({ messages: Type.Array(Type.Object({ id: Type.String(), at: Type.String(), to: Type.String(), channel: Type.String(), state: Type.String(), text: Type.String() })) }),
})
export const failures = defineFailures({
  'messages/no-topic': [404, '没有这类消息'],
  'messages/by-law': [409, '这类消息依法要告诉您，不能关'],
  'messages/too-many': [409, '最多关注 200 个事项'],
})
