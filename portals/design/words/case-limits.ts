import { shortDay } from './dates.ts'
import { limitWords, type LampColour } from './limits.ts'

/** What a case's summary says of its lawful clock. */
export interface CaseClock { lamp: string, dueOn: string | null, promiseOn: string | null, workdaysLeft: number | null, endedAt: string | null, outcomeName: string | null }

export const lampNames: Record<string, string> = { red: '超过法定时限', yellow: '临近时限', green: '时限正常', paused: '暂停计时', none: '尚未计时' }

const colours = new Set(['red', 'yellow', 'green'])
export const lampColour = (lamp: string): LampColour => (colours.has(lamp) ? lamp as LampColour : 'paused')

/** The lamp in words: promised day first, the lawful one when it matters. */
export function caseLimitWords({ lamp, dueOn, promiseOn, workdaysLeft, endedAt, outcomeName }: CaseClock): string {
  if (endedAt) return outcomeName ? `已办结 · ${outcomeName}` : '已办结'
  if (lamp === 'none' || !promiseOn || workdaysLeft === null) return '待受理，尚未计时'
  if (lamp === 'red') return `超过法定时限（${shortDay(dueOn)}）`
  if (workdaysLeft < 0 && lamp !== 'paused') return `超承诺 ${-workdaysLeft} 个工作日（法定 ${shortDay(dueOn)}）`
  return limitWords({ until: promiseOn, left: workdaysLeft, paused: lamp === 'paused' })
}
