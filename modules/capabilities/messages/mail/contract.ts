import { defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'

const mine = 'cases:apply'

export const askMailAddress = defineRoute({
  method: 'POST', path: '/my/mail-address', permission: mine, summary: '登记收消息的邮箱：发验证码', repeatable: true, perMinute: 20, input: Type.Object({ address: Type.String({ minLength: 3, maxLength: 100 }) }),
  reply: Type.Object({ minutes: Type.Integer(), demonstrationCode: Type.Union([Type.String(), Type.Null()]) }), failures: ['messages/not-an-address', 'messages/no-mail', 'messages/too-many-codes'],
})
export const proveMailAddress = defineRoute({
  method: 'POST', path: '/my/mail-address/proof', permission: mine, summary: '用验证码确认邮箱', repeatable: true, perMinute: 30, input: Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }), reply: Type.Object({ accepted: Type.Boolean() }),
})
export const dropMailAddress = defineRoute({ method: 'POST', path: '/my/mail-address/removal', permission: mine, summary: '不再用邮箱收消息', repeatable: true, input: Type.Object({}), reply: Type.Object({}) })

export const mailFailures = defineFailures({
  'messages/not-an-address': [400, '邮箱地址不对'],
  'messages/no-mail': [503, '邮件暂时发不出去，请稍后再试'],
  'messages/too-many-codes': [429, '验证码要得太多，请一小时后再试'],
})
