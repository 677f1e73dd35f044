import type { LicenceState } from '../contract.ts'

export const stateWords: Readonly<Record<LicenceState, string>> = { valid: '有效', suspended: '已暂扣', revoked: '已撤销', cancelled: '已注销', expired: '已过期', replaced: '已换发' }
export const stateTones: Readonly<Record<LicenceState, 'done' | 'soon' | 'late' | 'plain'>> = { valid: 'done', suspended: 'soon', revoked: 'late', cancelled: 'late', expired: 'late', replaced: 'plain' }

/** Identity numbers stay half hidden until the holder asks to see them. */
export const hidden = (text: string): string => text.replace(/(?<!\d)(\d{4})\d{10}(\d{3}[\dX])(?!\d)/g, '$1**********$2')

export const cardState = (state: LicenceState): 'valid' | 'expired' | 'suspended' | 'revoked' | 'cancelled' => (state === 'replaced' ? 'cancelled' : state)
