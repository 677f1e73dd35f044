import { prefills, withKnown as putKnown } from '@xiangyun/forms'
import type { Answers } from '@xiangyun/forms'
import type { Context } from '@xiangyun/kernel/modules'
import { correctionsPort } from '#modules/capabilities/corrections/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import type { Content } from './content.ts'

export type KnownValue = { value: unknown; source: string; correctable: boolean; register?: string; field?: string }

const sources: Record<string, string> = { applicant: '人口库', firm: '法人库' }

/** What the state knows already for the form: JSON pointer → value and where it comes from. */
export function knownValues(context: Context, own: ItemVersion, content: Content): Record<string, KnownValue> {
  const known: Record<string, KnownValue> = {}
  for (const { at, from, correctable } of prefills(own.form)) {
    if (at.includes('*')) continue
    const value = valueAt({ ...content.parties, ...content.facts, ...content.situations }, from)
    if (value === undefined || value === null || value === '') continue
    known[at] = { value, source: sourceOf(context, own, from), correctable, ...placeOf(context, own, content, from) }
  }
  return known
}

function sourceOf(context: Context, own: ItemVersion, path: string): string {
  const first = path.split('.')[0]!
  const fact = own.definition.facts?.find((f) => f.id === first)
  if (fact) return context.ask(registersPort).definition(fact.register)?.name ?? fact.register
  if (own.definition.situations.some((s) => s.id === first)) return '您刚才的回答'
  return own.definition.parties[first]?.concept === 'firm' ? sources['firm']! : sources['applicant']!
}

/** Where the acting person may have it put right: a field of a party's own record, when that record is theirs. */
function placeOf(context: Context, own: ItemVersion, { parties }: Content, path: string): { register: string; field: string } | undefined {
  const [first, field, ...deeper] = path.split('.')
  const record = parties[first!] as Record<string, unknown> | null | undefined
  if (!record || !field || deeper.length > 0) return undefined
  const corrections = context.ask(correctionsPort)
  return own.definition.parties[first!]?.concept === 'firm' ? corrections.place('legal-persons', record['creditCode'], field) : corrections.place('people', record['identityNumber'], field)
}

const valueAt = (facts: Record<string, unknown>, path: string): unknown => path.split('.').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined), facts)

/** Answers with what the state knows where that may not be corrected. */
export const withKnown = (answers: Record<string, unknown>, known: Record<string, KnownValue>): Record<string, unknown> => putKnown(answers as Answers, known) as Record<string, unknown>
