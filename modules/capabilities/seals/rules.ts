import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { SealState } from './contract.ts'

export type Act = 'freeze' | 'restore' | 'cancel'

const moves: Readonly<Record<Act, { readonly from: readonly SealState[]; readonly to: SealState }>> = {
  freeze: { from: ['valid'], to: 'frozen' },
  restore: { from: ['frozen'], to: 'valid' },
  cancel: { from: ['valid', 'frozen'], to: 'cancelled' },
}

/** A cancelled seal never comes back; only a new one can be made (GB/T 38540-2020 clause 6.3). */
export function change(state: SealState, act: Act): Result<SealState, 'seals/not-possible'> {
  const move = moves[act]
  return move.from.includes(state) ? ok(move.to) : fail('seals/not-possible')
}

export type Edition = { readonly state: SealState; readonly validUntil: Date }

/** What to do when a unit wants to press: use the latest edition, make one, or refuse. A cancelled seal is not made anew by pressing. */
export function choose(latest: Edition | undefined, now: Date): 'use' | 'make' | 'refuse' {
  if (!latest) return 'make'
  if (latest.state !== 'valid') return 'refuse'
  return now <= latest.validUntil ? 'use' : 'make'
}

/** The words below the star of a purpose seal. */
const purposes: Readonly<Record<string, string>> = {
  registration: '登记专用章', 'food-business-permission': '食品经营许可专用章', 'real-estate-registration': '不动产登记专用章',
  'vehicle-management': '车辆管理专用章', 'tree-felling': '林木采伐专用章', 'marriage-registration': '婚姻登记专用章', household: '户口专用章',
  'construction-permission': '施工许可专用章', 'tax-collection': '征税专用章', 'water-abstraction': '取水许可专用章', 'transport-management': '运输管理专用章',
  'public-employment': '就业服务专用章', 'hygiene-permission': '卫生许可专用章', 'pension-review': '养老保险审核专用章', 'family-planning': '计划生育专用章', notary: '公证专用章',
  'administrative-approval': '行政审批专用章',
}

export const kindOf = (seal: string | undefined): string => (seal === undefined || seal === '' ? 'issuer' : seal)

/** Nothing for the unit's own seal; a purpose written in Chinese is its own words. */
export function purposeOf(kind: string): string | undefined {
  if (kind === 'issuer') return undefined
  return purposes[kind] ?? (/\p{Script=Han}/u.test(kind) ? kind : '业务专用章')
}
