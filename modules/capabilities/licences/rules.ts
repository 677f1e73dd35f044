import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Field, LicenceState } from './contract.ts'
import type { LicenceType } from './definition.ts'

export type Act = 'suspend' | 'restore' | 'revoke' | 'cancel' | 'replace'

const moves: Readonly<Record<Act, { readonly from: readonly LicenceState[]; readonly to: LicenceState }>> = {
  suspend: { from: ['valid'], to: 'suspended' },
  restore: { from: ['suspended'], to: 'valid' },
  revoke: { from: ['valid', 'suspended'], to: 'revoked' },
  cancel: { from: ['valid', 'suspended', 'expired'], to: 'cancelled' },
  replace: { from: ['valid', 'expired'], to: 'replaced' },
}

const words: Readonly<Record<LicenceState, string>> = { valid: '有效', suspended: '暂扣', revoked: '已撤销', cancelled: '已注销', expired: '已过期', replaced: '已换发' }

/** Revoked, cancelled and replaced are ends: nothing leads out of them (GB/T 36903; 行政许可法 第六十九条、第七十条). */
export function change(state: LicenceState, act: Act): Result<LicenceState, 'licences/not-possible'> {
  const move = moves[act]
  return move.from.includes(state) ? ok(move.to) : fail('licences/not-possible', `证照现在是“${words[state]}”`)
}

/** A licence in force whose last day has passed has expired; the calendar says so, nobody has to write it. */
export const stateOn = (state: LicenceState, validUntil: string | null, today: string): LicenceState =>
  (state === 'valid' && validUntil !== null && validUntil < today ? 'expired' : state)

const issuerLabels = ['发证机关', '登记机关', '签发机关', '认定机构', '签发机构']
const dayLabels = ['发证日期', '登记日期', '签发日期', '批准日期', '备案日期', '出具日期', '发卡日期', '出证日期']
const numberLabels = [
  '编号', '证号', '证书编号', '许可证编号', '许可证号', '证件编号', '证编号', '证明号', '证书号码', '结婚证字号', '离婚证字号', '登记编号', '登记号', '报告编号', '备案号', '公证书号', '出生证编号', '文号', '户号',
]

/** The face in the type's order; what only the issuing act knows (number, issuer, dates) is filled in, empty items are left out. */
export function completeFace(type: LicenceType, given: readonly Field[], known: { number: string; issuer: string; issuedOn: string; validFrom: string; validUntil: string | null }): Field[] {
  const until = known.validUntil ?? '长期'
  const own = (label: string): string | undefined => {
    if (issuerLabels.includes(label)) return known.issuer
    if (dayLabels.includes(label)) return known.issuedOn
    if (label === '有效期至') return until
    if (label === '有效期限' || label === '有效期') return known.validUntil ? `${known.validFrom} 至 ${until}` : '长期'
    return numberLabels.includes(label) ? known.number : undefined
  }
  const values = new Map(given.map((f) => [f.label, f.value]))
  const listed = type.fields.map(({ label }) => ({ label, value: values.get(label) ?? own(label) ?? '' }))
  const extra = given.filter((f) => !type.fields.some((t) => t.label === f.label))
  return [...listed, ...extra].filter((f) => f.value.trim() !== '')
}

/** The identity number that a pattern with {holder} needs: given, or standing on the face. */
export function holderNumber(type: LicenceType, holder: { kind: string; key: string }, fields: readonly Field[], values: Readonly<Record<string, unknown>>): string | undefined {
  if (holder.kind === 'firm') return holder.key
  if (typeof values['identityNumber'] === 'string') return values['identityNumber']
  const label = type.fields.find((f) => f.kind === 'identity-number' && fields.some((g) => g.label === f.label && /^\d{17}[\dX]$/.test(g.value)))?.label
  return fields.find((f) => f.label === label)?.value
}
