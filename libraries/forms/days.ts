/** 没有这一天，2026年2月最多 28 天: why a text that looks like a day is none; nothing when it is one, or looks like none. */
export function noDay(text: string): string | undefined {
  const [, year, month, day] = (/^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined) return undefined
  if (month < 1 || month > 12) return '没有这一天，月份是 1 到 12'
  const most = new Date(Date.UTC(2000 + year % 400, month, 0)).getUTCDate()
  return day < 1 || day > most ? `没有这一天，${year}年${month}月最多 ${most} 天` : undefined
}
