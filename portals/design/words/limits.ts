import { shortDay } from './dates.ts'

/** What a lamp or a sentence says about a time limit; the counting itself is the server's. */
export interface Limit {
  until: string
  /** Days left; negative when overdue. */
  left: number
  unit?: 'workdays' | 'days'
  paused?: boolean
}

export type LampColour = 'green' | 'yellow' | 'red' | 'paused'

const unitWords = { workdays: '个工作日', days: '天' }

/** 还剩 3 个工作日（12月4日前） */
export function limitWords({ until, left, unit = 'workdays', paused }: Limit): string {
  const days = unitWords[unit]
  if (paused) return `已暂停计时，还剩 ${left} ${days}`
  if (left < 0) return `已超期 ${-left} ${days}（应于${shortDay(until)}前办结）`
  if (left === 0) return `今天到期（${shortDay(until)}）`
  return `还剩 ${left} ${days}（${shortDay(until)}前）`
}

/** Yellow is the last two days; red is late. */
export function lampOf({ left, paused }: Limit, soon = 2): LampColour {
  if (paused) return 'paused'
  if (left < 0) return 'red'
  return left <= soon ? 'yellow' : 'green'
}
