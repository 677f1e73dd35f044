import { weekday } from '@xiangyun/kernel/time'

const days = ['日', '一', '二', '三', '四', '五', '六']

/** 2026-11-23 → 2026年11月23日（周一） */
export function dayWords(day: string | null): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? '') ?? []
  return year ? `${year}年${Number(month)}月${Number(date)}日（周${days[weekday(`${year}-${month}-${date}`)]}）` : ''
}

/** Fills {names} in; words in [brackets] stand only when every name in them is known. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  const whole = text.replace(/\[([^\]]*)\]/g, (_, part: string) => ([...part.matchAll(/\{(\w+)\}/g)].every((found) => values[found[1]!]) ? part : ''))
  return whole.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}
