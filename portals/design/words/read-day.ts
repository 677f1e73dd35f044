const figures: Readonly<Record<string, number>> = { 〇: 0, 零: 0, '○': 0, 元: 1, 正: 1, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }

/** 113, 一百一十三 and 二〇二六 as numbers. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  if (!/[十百]/.test(text)) return Number([...text].map((sign) => figures[sign] ?? '').join(''))
  const [, hundreds, tens, ones] = /^(?:(.)百)?零?(?:(.)?十)?(.)?$/.exec(text) ?? []
  return (figures[hundreds ?? ''] ?? 0) * 100 + (text.includes('十') ? (figures[tens ?? '一'] ?? 1) * 10 : 0) + (figures[ones ?? ''] ?? 0)
}

const sign = '[\\d〇零○元正一二三四五六七八九十百]'
const day = new RegExp(`^(?:中华)?(民国)?(${sign}{1,6})[-/.年](${sign}{1,3})[-/.月](${sign}{1,3})[日号]?$`, 'u')

export interface DayParts { year: string, month: string, day: string }

/** A whole date as papers and tables write it: 2026.3.5, 20260305, 二〇二六年三月五日, 民国113年3月5日. */
export function readDay(text: string): DayParts | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  const [, republic, year, month, date] = day.exec(plain) ?? []
  if (!year || !month || !date) return undefined
  const whole = numberOf(year) + (republic ? 1911 : 0)
  return whole >= 1000 && whole <= 9999 ? { year: String(whole), month: String(numberOf(month)), day: String(numberOf(date)) } : undefined
}
