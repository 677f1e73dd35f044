// Dates as residents read them. A date is 'YYYY-MM-DD'; an instant is ISO 8601 and is shown in the province's zone.

const weekdays = ['日', '一', '二', '三', '四', '五', '六']
const zone = 'Asia/Shanghai'

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
})

interface Moment { year: number, month: number, day: number, time?: string }

function moment(value: string | Date): Moment | undefined {
  if (typeof value === 'string') {
    const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
    if (plain) return { year: Number(plain[1]), month: Number(plain[2]), day: Number(plain[3]) }
  }
  const instant = value instanceof Date ? value : new Date(value)
  if (Number.isNaN(instant.getTime())) return undefined
  const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value: text }) => [type, text]))
  return { year: Number(part.year), month: Number(part.month), day: Number(part.day), time: `${part.hour}:${part.minute}` }
}

const weekday = ({ year, month, day }: Moment) => weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]

/** 2026年11月23日（周一） */
export function dateWords(value: string | Date | undefined | null): string {
  const at = value ? moment(value) : undefined
  return at ? `${at.year}年${at.month}月${at.day}日（周${weekday(at)}）` : ''
}

/** 2026年11月23日 */
export function dayWords(value: string | Date | undefined | null): string {
  const at = value ? moment(value) : undefined
  return at ? `${at.year}年${at.month}月${at.day}日` : ''
}

/** 12月4日 */
export function shortDay(value: string | Date | undefined | null): string {
  const at = value ? moment(value) : undefined
  return at ? `${at.month}月${at.day}日` : ''
}

/** 2026年11月23日（周一）14:05 */
export function timeWords(value: string | Date | undefined | null): string {
  const at = value ? moment(value) : undefined
  return at ? `${dateWords(value)}${at.time ?? ''}` : ''
}

/** 14:05 */
export function hourWords(value: string | Date): string {
  return moment(value)?.time ?? ''
}

/** 2026-11-23 in the province's zone, as <time datetime> and registers want it. */
export function isoDay(value: string | Date): string {
  const at = moment(value)
  return at ? `${at.year}-${String(at.month).padStart(2, '0')}-${String(at.day).padStart(2, '0')}` : ''
}

/** Whether the text is a day of the calendar. */
export function isDay(value: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? moment(value) : undefined
  if (!at) return false
  const real = new Date(Date.UTC(at.year, at.month - 1, at.day))
  return real.getUTCMonth() === at.month - 1 && real.getUTCDate() === at.day
}
