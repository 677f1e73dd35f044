import { defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Id = Type.String({ format: 'uuid' })

export const AuditLine = Type.Object({
  id: Type.String(), at: Type.String(), actor: Type.String(), actorName: Type.String(), actorKind: Type.String(), act: Type.String(), actName: Type.String(), object: Type.String(),
  subject: Nullable(Type.String()), purpose: Nullable(Type.String()), law: Nullable(Type.String()), detail: Type.Unknown(),
})
export type AuditLine = Static<typeof AuditLine>

export const Head = Type.Object({ size: Type.Integer(), at: Type.String(), root: Type.String() })
export const Lag = Type.Object({ pending: Type.Integer(), oldest: Nullable(Type.String()), seconds: Type.Number() })

export const readAudit = defineRoute({
  method: 'GET', path: '/audit', permission: 'audit:read', summary: '审计日志',
  input: Type.Object({
    actor: Type.Optional(Type.String({ maxLength: 200 })), object: Type.Optional(Type.String({ maxLength: 300 })), subject: Type.Optional(Type.String({ maxLength: 200 })), act: Type.Optional(Type.String({ maxLength: 100 })),
    from: Type.Optional(Type.String({ format: 'date' })), to: Type.Optional(Type.String({ format: 'date' })), before: Type.Optional(Id),
  }),
  reply: Type.Object({ lines: Type.Array(AuditLine), next: Nullable(Type.String()), lag: Lag, head: Nullable(Head) }),
})

export const proveLine = defineRoute({
  method: 'GET', path: '/audit/:id/proof', permission: 'audit:read', summary: '一条审计记录的存在证明', input: Type.Object({ id: Id }), failures: ['data-security/no-line', 'data-security/waiting'],
  reply: Type.Object({
    line: AuditLine, mac: Type.String(), leaf: Type.String(), position: Type.Integer(), size: Type.Integer(), path: Type.Array(Type.String()), root: Type.String(), at: Type.String(), signed: Type.String(), signature: Type.String(), publicKey: Type.String(),
  }),
})

export const Problem = Type.Object({ kind: Type.Enum(['changed', 'lost', 'inserted', 'reordered', 'head']), row: Nullable(Type.String()), position: Nullable(Type.Integer()), message: Type.String() })

export const verifyAudit = defineRoute({
  method: 'POST', path: '/audit/verification', permission: 'audit:verify', summary: '核验整本审计日志', input: Type.Object({}), repeatable: true,
  reply: Type.Object({ intact: Type.Boolean(), rows: Type.Integer(), heads: Type.Integer(), problems: Type.Array(Problem), problemCount: Type.Integer(), milliseconds: Type.Integer(), head: Nullable(Head) }),
})

export const MyRead = Type.Object({ id: Type.String(), at: Type.String(), who: Type.String(), act: Type.String(), what: Type.String(), purpose: Nullable(Type.String()), law: Nullable(Type.String()), case: Nullable(Type.String()), byMyself: Type.Boolean() })

export const myReads = defineRoute({
  method: 'GET', path: '/my/reads', permission: 'cases:apply', summary: '谁查看过我的数据', copy: '谁查看过我的数据', input: Type.Object({ before: Type.Optional(Id), others: Type.Optional(Type.Boolean()) }),
  reply: Type.Object({ reads: Type.Array(MyRead), next: Nullable(Type.String()) }),
})

export const failures = defineFailures({
  'data-security/no-line': [404, '没有这条审计记录'],
  'data-security/waiting': [409, '这条记录正在入日志，请一秒后再试'],
})
