import { Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

/** What a verification comes to. Only the issuer's own record makes a licence revoked or suspended; silence never does. */
export const verdicts = {
  valid: '证照真实有效，文件未被改动',
  copy: '加注件真实有效，只能用于写明的用途',
  'copy-ended': '加注件是真的，但已过使用期限',
  genuine: '文书真实，文件未被改动',
  suspended: '证照是真的，但已被暂扣',
  revoked: '证照是真的，但已被撤销',
  cancelled: '证照是真的，但已注销',
  expired: '证照是真的，但有效期已过',
  replaced: '证照是真的，但已换发新证，请看新证',
  altered: '文件被改动过，不要采信',
  'unknown-seal': '印章不是登记过的印章，不要采信',
  'expired-seal': '盖章时印章已不在有效状态，不要采信',
  untrusted: '盖章所用的证书不受信任，不要采信',
  unsigned: '文件没有盖电子印章，无法验证',
  unreadable: '这不是能读出的 OFD 文件，无法验证',
  unchecked: '文件签章完好，但印章状态暂时未能核查，请稍后再试',
  'not-ours': '文件签章完好，但平台没有这份证照的记录，请向发证机关核实',
  'not-found': '没有找到这个证照标识',
  'code-ended': '出示码已过期，请持证人重新出示',
} as const
export type VerdictName = keyof typeof verdicts

export const Reason = Type.Object({
  title: Type.String(), outcome: Type.Enum(['passed', 'failed', 'not-checked']), detail: Type.String(),
  children: Type.Array(Type.Object({ title: Type.String(), outcome: Type.Enum(['passed', 'failed', 'not-checked']), detail: Type.String() })),
})
export type Reason = Static<typeof Reason>

const Nullable = <T extends import('@xiangyun/kernel/contract').TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** What anybody may know of a licence: no personal fields, the holder masked. */
export const PublicLicence = Type.Object({
  identifier: Type.String(), name: Type.String(), holder: Type.String(), state: Type.String(), issuer: Type.String(),
  issuedOn: Type.String(), validFrom: Type.String(), validUntil: Nullable(Type.String()), reason: Nullable(Type.String()),
})
export type PublicLicence = Static<typeof PublicLicence>

export const Report = Type.Object({
  verdict: Type.Enum(Object.keys(verdicts) as VerdictName[]), line: Type.String(), licence: Nullable(PublicLicence),
  copy: Nullable(Type.Object({ recipient: Type.String(), purpose: Type.String(), until: Type.String() })),
  /** By what the proof for checking without a network is asked for; null where there is none. */
  proof: Nullable(Type.String()),
  seals: Type.Array(Type.Object({ name: Type.String(), signer: Nullable(Type.String()), signedAt: Nullable(Type.String()) })), reasons: Type.Array(Reason),
})
export type Report = Static<typeof Report>
