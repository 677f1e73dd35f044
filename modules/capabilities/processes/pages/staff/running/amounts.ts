const rounded = (value: number): string => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value)).toLocaleString('zh-CN')

/** 25 分钟, 3.5 小时, 4 天: as exact as people speak. */
export function hoursWords(hours: number | null | undefined): string {
  if (hours === null || hours === undefined) return '—'
  if (hours < 1 / 60) return '不到 1 分钟'
  if (hours < 1) return `${Math.round(hours * 60)} 分钟`
  return hours < 48 ? `${rounded(hours)} 小时` : `${rounded(hours / 24)} 天`
}

/** A part of 1 as per cent. */
export const shareWords = (share: number): string => (share > 0 && share < .01 ? '不到 1%' : `${Math.round(share * 100)}%`)

export const countWords = (count: number): string => count.toLocaleString('zh-CN')
