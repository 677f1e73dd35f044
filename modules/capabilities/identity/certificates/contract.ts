import { defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

const Time = Type.String({ format: 'date-time' })

export const OwnCertificate = Type.Object({ id: Type.String(), name: Type.String(), issuer: Type.String(), serial: Type.String(), until: Time, since: Time, used: Type.Union([Time, Type.Null()]), isValid: Type.Boolean() })
export type OwnCertificate = Static<typeof OwnCertificate>

export const listCertificates = defineRoute({
  method: 'GET', path: '/account/certificates', permission: 'signed-in', summary: '我的数字证书', input: Type.Object({}),
  /** `can`: whether the province trusts any authority of such certificates. */
  reply: Type.Object({ certificates: Type.Array(OwnCertificate), can: Type.Boolean() }),
})
export const addCertificate = defineRoute({
  method: 'POST', path: '/account/certificates', permission: 'signed-in', summary: '登记数字证书（SM2）', body: 'bytes', perMinute: 30, input: Type.Object({}), reply: OwnCertificate,
  failures: ['identity/prove-first', 'identity/no-certificates-here', 'identity/not-a-certificate', 'identity/certificate-not-trusted', 'identity/not-your-certificate', 'identity/certificate-taken'],
})
export const removeCertificate = defineRoute({
  method: 'POST', path: '/account/certificates/:id/removal', permission: 'signed-in', summary: '停用数字证书', repeatable: true, input: Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }), reply: Type.Object({}), failures: ['identity/no-certificate'],
})

export const certificateFailures = defineFailures({
  'identity/no-certificates-here': [409, '本平台还没有设置信任的证书机构'],
  'identity/not-a-certificate': [400, '这个文件不是 SM2 数字证书'],
  'identity/certificate-not-trusted': [400, '这张证书不是本平台信任的机构发的，或者不在有效期内'],
  'identity/not-your-certificate': [403, '证书上的姓名和您的不一样'],
  'identity/certificate-taken': [409, '这张证书已经登记过'],
  'identity/no-certificate': [404, '没有找到这张证书'],
})
