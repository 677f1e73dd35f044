/** A place of the division tree; codes are 6, 9 or 12 digits as GB/T 2260 and the statistical codes write them. */
export interface Division { code: string, name: string }

export interface Address {
  /** Code of the lowest division chosen. */
  division: string
  /** Names from below the root down to it, as far as they are known. */
  names?: readonly string[]
  detail: string
}

/** Gives the divisions directly below one. */
export type LoadDivisions = (parent: string) => Promise<readonly Division[]>

export const levelWords = ['市（州）', '县（市、区）', '乡镇（街道）', '村（社区）']

/** The codes from the root's child down to the division: 220102001001 → 220100, 220102, 220102001, 220102001001. */
export function lineage(division: string, root = '220000'): string[] {
  const digits = division.replace(/0+$/, '')
  const line = [
    `${division.slice(0, 4)}00`,
    division.slice(0, 6),
    digits.length > 6 ? division.slice(0, 9) : '',
    digits.length > 9 ? division.slice(0, 12) : '',
  ].filter((code, level, all) => code && (level === 0 || code !== all[level - 1]))
  const from = line.indexOf(root)
  return line.slice(from + 1).filter((code) => code !== root)
}

/** 长春市南关区曙光街道平阳社区人民大街1号 */
export const addressWords = (address: Address | null | undefined): string =>
  address ? `${(address.names ?? []).join('')}${address.detail}` : ''
