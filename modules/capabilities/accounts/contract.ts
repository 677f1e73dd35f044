import { defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'
import { FieldDefinition } from '#modules/data/registers/contract.ts'

const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** One field of a register about oneself. `from`: whose word it is; `isCorrectable`: one may say that it is wrong. */
export const ProfileField = Type.Object({ field: Type.String(), name: Type.String(), type: FieldDefinition.properties.type, value: Nullable(Type.String()), from: Type.String(), isCorrectable: Type.Boolean() })
export type ProfileField = Static<typeof ProfileField>
export const ProfileEntry = Type.Object({ register: Type.Enum(['people', 'legal-persons']), name: Type.String(), subject: Type.String(), recordedAt: Type.String(), fields: Type.Array(ProfileField) })
export type ProfileEntry = Static<typeof ProfileEntry>

export const Profile = Type.Object({
  name: Type.String(), number: Type.String(), phone: Nullable(Type.String()),
  /** Oneself, and the firm for which one acts now. */
  entries: Type.Array(ProfileEntry),
  /** Who stands in the same household register. */
  family: Type.Array(Type.Object({ name: Type.String(), relation: Type.String() })),
  firms: Type.Array(Type.Object({ creditCode: Type.String(), name: Type.String(), via: Type.Union([Type.Literal('representative'), Type.Literal('agent')]), until: Nullable(Type.String()) })),
})
export type Profile = Static<typeof Profile>

export const readProfile = defineRoute({ method: 'GET', path: '/my/profile', permission: 'cases:apply', summary: '我的信息：登记了什么、谁登记的', reads: 'personal', copy: '我的信息', input: Type.Object({}), reply: Profile })

export const readCopy = defineRoute({
  method: 'GET', path: '/my/copy', permission: 'cases:apply', summary: '下载我的个人信息副本', reads: 'personal', perMinute: 4, input: Type.Object({}), reply: Type.Unknown(), failures: ['accounts/own-only', 'kernel/step-up-needed'],
})

export const failures = defineFailures({
  'accounts/own-only': [403, '您现在替别人办事，换回本人才能下载自己的信息'],
})
