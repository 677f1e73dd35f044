export type InputKind =
  | 'text' | 'number' | 'money' | 'identity-number' | 'mobile' | 'credit-code' | 'bank-account'
  | 'person-name' | 'search' | 'password' | 'new-password' | 'one-time-code' | 'email'
  | 'landline' | 'phone' | 'postcode' | 'web' | 'plate' | 'vin' | 'estate-unit' | 'organisation-name'

interface InputRule {
  type?: string
  mode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search'
  complete?: string
  longest?: number
  /** Width in characters, so that the box shows how long the answer is. */
  width?: number
  /** What is kept of what was typed. */
  clean?: (typed: string) => string
  /** How the kept value is shown while the person is elsewhere. */
  show?: (kept: string) => string
}

const narrow = (typed: string) => typed.normalize('NFKC')
const digits = (typed: string) => narrow(typed).replace(/\D/g, '')
const inFours = (kept: string) => kept.replace(/(.{4})(?=.)/g, '$1 ')
/** 2201020010 02GB… → 220102 001 002 GB00001 F00010001, as the register prints it. */
export const estateUnitShown = (kept: string): string => [[0, 6], [6, 9], [9, 12], [12, 19], [19, 28]].map(([from, to]) => kept.slice(from, to)).filter(Boolean).join(' ')
const dashed = (typed: string) => narrow(typed).replace(/[()\s–—]+/g, '-').replace(/^-/, '').replace(/[^\d-]/g, '')
const codeSigns = (typed: string) => narrow(typed).toUpperCase().replace(/[^\p{Script=Han}0-9A-Z]/gu, '')
const figure = (typed: string) => narrow(typed).replaceAll(',', '').replaceAll('。', '.').replace(/[¥￥\s]/g, '')

export const inputRules: Record<InputKind, InputRule> = {
  'text': {},
  'search': { type: 'search', mode: 'search' },
  'password': { type: 'password', complete: 'current-password' },
  'new-password': { type: 'password', complete: 'new-password' },
  'one-time-code': { mode: 'numeric', complete: 'one-time-code', longest: 8, width: 10, clean: digits },
  'email': { type: 'email', mode: 'email', complete: 'email', clean: (typed) => narrow(typed).trim() },
  'number': { mode: 'decimal', width: 12, clean: figure },
  'money': { mode: 'decimal', width: 16, clean: figure, show: (kept) => kept.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ',')) },
  'identity-number': { complete: 'off', longest: 18, width: 22, clean: (typed) => narrow(typed).toUpperCase().replace(/[^0-9X*]/g, '') },
  'credit-code': { complete: 'off', longest: 18, width: 22, clean: (typed) => narrow(typed).toUpperCase().replace(/[^0-9A-Z]/g, '') },
  'mobile': { type: 'tel', mode: 'tel', complete: 'tel-national', longest: 11, width: 16, clean: (typed) => narrow(typed).replace(/^\+?86(?=1\d{10})/, '').replace(/[^\d*]/g, '') },
  'bank-account': { mode: 'numeric', complete: 'off', longest: 30, width: 26, clean: (typed) => narrow(typed).replace(/[^\d*]/g, ''), show: inFours },
  'landline': { type: 'tel', mode: 'tel', complete: 'tel-national', longest: 20, width: 18, clean: dashed },
  'phone': { type: 'tel', mode: 'tel', complete: 'tel-national', longest: 20, width: 18, clean: (typed) => dashed(typed).replace(/^(?:86-?)?(?=1\d{10}$)/, '') },
  'postcode': { mode: 'numeric', complete: 'postal-code', longest: 6, width: 8, clean: digits },
  'web': { type: 'url', mode: 'text', complete: 'url', clean: (typed) => narrow(typed).trim() },
  'plate': { complete: 'off', longest: 10, width: 12, clean: codeSigns, show: (kept) => kept.replace(/^(..)(?=.{5})/u, '$1·') },
  'vin': { complete: 'off', longest: 20, width: 22, clean: codeSigns },
  'estate-unit': { complete: 'off', longest: 34, width: 36, clean: codeSigns, show: estateUnitShown },
  'organisation-name': { complete: 'organization', clean: (typed) => typed.replaceAll('(', '（').replaceAll(')', '）').trimStart() },
  'person-name': { complete: 'name', width: 16, clean: (typed) => typed.replace(/[•・∙]/g, '·').trimStart() },
}

/** A number when the text is one; else the text itself, so that nothing typed is lost. */
export function asNumber(text: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text
}
