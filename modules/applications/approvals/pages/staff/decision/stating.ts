import { isDay } from '#design/words/dates.ts'
import type { TaskAsk } from '#modules/capabilities/cases/contract.ts'

const goesBack = new Set(['supplement', 'returned', 'refused-acceptance'])

/** What was typed, as the values that are sent; what was left empty is left out. */
export function statedValues(asks: readonly TaskAsk[], typed: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(asks.flatMap(({ name, kind }) => {
    const text = (typed[name] ?? '').trim()
    if (!text) return []
    return [[name, kind === 'number' ? Number(text) : kind === 'yes-no' ? text === 'true' : text]]
  }))
}

/** What is still missing or wrong; the server asks the same again. */
export function statedMistakes(asks: readonly TaskAsk[], typed: Readonly<Record<string, string>>, decision: string): { at: string, message: string }[] {
  return asks.flatMap(({ name, title, kind, required }) => {
    const text = (typed[name] ?? '').trim()
    if (!text) return required && !goesBack.has(decision) ? [{ at: `stated-${name}`, message: `请填写“${title}”` }] : []
    if (kind === 'number' && !Number.isFinite(Number(text))) return [{ at: `stated-${name}`, message: `“${title}”要填数字` }]
    return kind === 'date' && !isDay(text) ? [{ at: `stated-${name}`, message: `“${title}”不是一个日期` }] : []
  })
}
