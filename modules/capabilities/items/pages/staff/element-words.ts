/** `5 workdays` as people say it. */
export function lengthWords(length: string): string {
  if (length === 'immediate') return '即办'
  if (length === 'long-term') return '长期'
  const [count, unit = ''] = length.split(' ')
  const units: Record<string, string> = { 'workdays': '个工作日', 'calendar-days': '天', 'months': '个月', 'years': '年' }
  return `${count} ${units[unit] ?? unit}`
}

export const belowNames: Record<string, string> = { place: '办理地点', hours: '办理时间', telephone: '咨询电话', promise: '承诺时限' }
export const originNames: Record<string, string> = { catalogue: '目录导入', browser: '在线编辑' }
