import { defineRoute, defineFailures, Type } from '@xiangyun/kernel/contract'

export const Message = Type.Object({ id: Type.String(), at: Type.String(), title: Type.String(), text: Type.String(), link: Type.Union([Type.String(), Type.Null()]), read: Type.Boolean() })
export const myMessages = defineRoute({ method: 'GET', path: '/my/messages', permission: 'cases:apply', summary: '我的消息', input: Type.Object({ before: Type.Optional(Type.String({ format: 'uuid' })) }), reply: Type.Object({ messages: Type.Array(Message), unread: Type.Integer() }) })
export const markRead = defineRoute({ method: 'POST', path: '/my/messages/read', permission: 'cases:apply', summary: '消息已读', repeatable: true, input: Type.Object({}), reply: Type.Object({}) })
export const outbox = defineRoute({
  method: 'GET', path: '/outbox', permission: 'operations:read', summary: '发件箱：演示环境代替短信网关', input: Type.Object({}),
  reply: Type.Object({ messages: Type.Array(Type.Object({ id: Type.String(), at: Type.String(), to: Type.String(), channel: Type.String(), text: Type.String() })) }),
})
export const failures = defineFailures({})
