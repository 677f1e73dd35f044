import { isProvincePrefix } from './provinces.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

export type DivisionLevel = 'province' | 'prefecture' | 'county' | 'township' | 'village'

export interface DivisionCode {
  /** The shortest usual form: 6 digits to county, 9 for a township, 12 for a village. */
  readonly code: string
  /** The twelve-digit statistical form. */
  readonly statistical: string
  readonly level: DivisionLevel
  /** The next division up in its shortest form; a province has none. */
  readonly parent: string | undefined
}

const ENDS: readonly (readonly [DivisionLevel, number])[] = [
  ['province', 2], ['prefecture', 4], ['county', 6], ['township', 9], ['village', 12],
]

/**
 * Reads a division code: six digits of GB/T 2260, or nine or twelve digits of the statistical
 * division codes (统计用区划代码), whose trailing zeros tell the level.
 */
export function parseDivisionCode(text: string): Result<DivisionCode, 'format' | 'division'> {
  const digits = text.trim()
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(digits)) return fail('format', '区划代码应为6位、9位或12位数字')
  if (!isProvincePrefix(digits.slice(0, 2))) return fail('division', '区划代码前两位不是有效的省级行政区划')
  const statistical = digits.padEnd(12, '0')
  const level = levelOf(statistical)
  if (level === undefined) return fail('division', '区划代码中间一级不能为零')
  return ok({ code: shorten(statistical, level), statistical, level, parent: parentOf(statistical, level) })
}

/** The level of a division code, or undefined when it is not one. */
export function divisionLevel(code: string): DivisionLevel | undefined {
  const parsed = parseDivisionCode(code)
  return parsed.ok ? parsed.value.level : undefined
}

/** The next division up in its shortest form; undefined for a province and for what is no code. */
export function divisionParent(code: string): string | undefined {
  const parsed = parseDivisionCode(code)
  return parsed.ok ? parsed.value.parent : undefined
}

/** All divisions above a code, nearest first. */
export function divisionAncestors(code: string): string[] {
  const parent = divisionParent(code)
  return parent === undefined ? [] : [parent, ...divisionAncestors(parent)]
}

/** Whether a division is the other one or lies inside it. */
export function isWithinDivision(code: string, area: string): boolean {
  const [inner, outer] = [parseDivisionCode(code), parseDivisionCode(area)]
  if (!inner.ok || !outer.ok) return false
  return inner.value.statistical.startsWith(outer.value.statistical.slice(0, endOf(outer.value.level)))
}

export type DivisionKind = '市辖区' | '县' | '县级市' | '统计专用区' | '街道' | '镇' | '乡' | '类似乡级单位' | '居委会' | '村委会' | '类似村级单位'

/**
 * The kind a code's own digits tell: GB/T 2260 clause 4 for counties, the segment rule of the
 * statistical codes for townships and villages. Undefined for provinces and prefectures.
 */
export function divisionKind(code: string): DivisionKind | undefined {
  const parsed = parseDivisionCode(code)
  if (!parsed.ok) return undefined
  const { statistical, level } = parsed.value
  if (level === 'county') return countyKind(Number(statistical.slice(4, 6)))
  if (level === 'township') return townshipKind(Number(statistical.slice(6, 9)))
  if (level === 'village') return villageKind(Number(statistical.slice(9, 12)))
  return undefined
}

function countyKind(number: number): DivisionKind {
  if (number >= 71 && number <= 79) return '统计专用区'
  if (number <= 20) return '市辖区'
  return number <= 80 ? '县' : '县级市'
}

function townshipKind(number: number): DivisionKind {
  if (number < 100) return '街道'
  if (number < 200) return '镇'
  return number < 400 ? '乡' : '类似乡级单位'
}

function villageKind(number: number): DivisionKind {
  if (number < 200) return '居委会'
  return number < 400 ? '村委会' : '类似村级单位'
}

function levelOf(statistical: string): DivisionLevel | undefined {
  const segments = [statistical.slice(2, 4), statistical.slice(4, 6), statistical.slice(6, 9), statistical.slice(9, 12)]
  const filled = segments.map((segment) => Number(segment) > 0)
  const depth = filled.lastIndexOf(true) + 1
  // Counties right under a province (4690xx) keep a filled prefecture pair, so a gap is always an error.
  if (filled.slice(0, depth).includes(false)) return undefined
  return ENDS[depth]?.[0]
}

function endOf(level: DivisionLevel): number {
  return ENDS.find(([name]) => name === level)?.[1] ?? 12
}

function shorten(statistical: string, level: DivisionLevel): string {
  return statistical.slice(0, Math.max(6, endOf(level)))
}

function parentOf(statistical: string, level: DivisionLevel): string | undefined {
  const above = ENDS[ENDS.findIndex(([name]) => name === level) - 1]
  if (!above) return undefined
  return shorten(statistical.slice(0, above[1]).padEnd(12, '0'), above[0])
}
