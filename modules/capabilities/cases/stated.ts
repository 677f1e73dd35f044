import type { Stated } from '#modules/capabilities/items/definition.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import type { Act, ActProblem } from './actions.ts'
import type { TaskAsk } from './contract.ts'

const defined = (own: ItemVersion, action: string): readonly Stated[] => own.definition.process.asks?.[action] ?? []

/** What an official is asked to state at a step of this item. */
export const asksOf = (own: ItemVersion, action: string): TaskAsk[] =>
  defined(own, action).map((ask) => ({ name: ask.name, title: ask.title, kind: ask.kind, options: ask.options ?? [], unit: ask.unit ?? null, required: ask.required === true }))

/** Who sends a case back states nothing yet. */
const goesBack = new Set(['supplement', 'returned', 'refused-acceptance'])
const isBlank = (value: unknown): boolean => value === undefined || value === null || value === ''

const fits: Readonly<Record<TaskAsk['kind'], (value: unknown, ask: Stated) => boolean>> = {
  text: (value) => typeof value === 'string' && value.length <= 500,
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  'yes-no': (value) => typeof value === 'boolean',
  choose: (value, ask) => ask.options?.includes(String(value)) ?? false,
}

/** What is missing or wrong in what was stated. */
export function statedProblems(own: ItemVersion, action: string, act: Act): ActProblem[] {
  return defined(own, action).flatMap((ask) => {
    const value = act.values?.[ask.name]
    if (isBlank(value)) return ask.required && !goesBack.has(act.decision) ? [{ at: `/values/${ask.name}`, code: 'required', message: `请填写“${ask.title}”` }] : []
    return fits[ask.kind](value, ask) ? [] : [{ at: `/values/${ask.name}`, code: 'value', message: `“${ask.title}”填得不对` }]
  })
}

/** What was stated, in words for the time line. */
export function statedWords(own: ItemVersion, action: string, act: Act): string {
  const said = defined(own, action).filter((ask) => !isBlank(act.values?.[ask.name]))
  return said.map((ask) => `${ask.title}：${wordsOf(act.values?.[ask.name])}${ask.unit ? ` ${ask.unit}` : ''}`).join('；')
}

const wordsOf = (value: unknown): string => (typeof value === 'boolean' ? (value ? '是' : '否') : String(value))
