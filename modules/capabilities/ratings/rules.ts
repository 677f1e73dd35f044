/** An office has so many workdays to put right what a bad rating complains of (地方通行，可配置; reference 02). */
export const RECTIFY_WORKDAYS = 15

export const isBad = (grade: number): boolean => grade <= 2

export function stateOf(due: string, isReplied: boolean, today: string): 'open' | 'replied' | 'late' {
  if (isReplied) return 'replied'
  return today > due ? 'late' : 'open'
}
