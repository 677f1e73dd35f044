/** A division code no longer in force, and the one that took its place. */
export interface RetiredDivision {
  readonly code: string
  readonly name: string
  readonly successor: string
  readonly year: number
  /** A: checked against a published source; B: general knowledge, not checked line by line. */
  readonly certainty: 'A' | 'B'
}

/** Retired codes of Jilin that identity numbers and old records still carry (GB/T 2260). */
export const RETIRED_DIVISIONS: readonly RetiredDivision[] = [
  { code: '220381', name: '公主岭市（属四平市）', successor: '220184', year: 2020, certainty: 'A' },
  { code: '220181', name: '九台市', successor: '220113', year: 2014, certainty: 'B' },
  { code: '220724', name: '扶余县', successor: '220781', year: 2013, certainty: 'B' },
  { code: '220625', name: '江源县', successor: '220605', year: 2006, certainty: 'B' },
  { code: '220125', name: '双阳县', successor: '220112', year: 1995, certainty: 'B' },
  { code: '222301', name: '白城市（县级）', successor: '220802', year: 1993, certainty: 'B' },
  { code: '222302', name: '洮南市（属白城地区）', successor: '220881', year: 1993, certainty: 'B' },
  { code: '222304', name: '大安市（属白城地区）', successor: '220882', year: 1993, certainty: 'B' },
  { code: '222323', name: '长岭县（属白城地区）', successor: '220722', year: 1992, certainty: 'B' },
  { code: '222324', name: '前郭尔罗斯蒙古族自治县（属白城地区）', successor: '220721', year: 1992, certainty: 'B' },
  { code: '222326', name: '镇赉县（属白城地区）', successor: '220821', year: 1993, certainty: 'B' },
  { code: '222327', name: '通榆县（属白城地区）', successor: '220822', year: 1993, certainty: 'B' },
  { code: '222328', name: '乾安县（属白城地区）', successor: '220723', year: 1992, certainty: 'B' },
]

/** The retired division behind a code of six or more digits, if it is one. */
export function retiredDivision(code: string): RetiredDivision | undefined {
  return RETIRED_DIVISIONS.find((entry) => entry.code === code.slice(0, 6))
}

/** The code in force today for a six-digit code; a code that was never retired answers itself. */
export function currentDivision(code: string): string {
  const seen = new Set<string>()
  let current = code
  for (let next = retiredDivision(current); next && !seen.has(current); next = retiredDivision(current)) {
    seen.add(current)
    current = next.successor
  }
  return current
}
