import type { Ask, Form, FormProblem, JsonSchema, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
import { pathOf } from '@xiangyun/forms/pointer'
import { publishForm, schemaOf, type Surroundings } from '@xiangyun/forms/publish'
import type { Sort, Subject } from './designing.ts'

/** A question published by itself, so that a mistake elsewhere does not hide it. */
export interface Drawn {
  /** A concept asked whole gives each of its fields. */
  readonly asks: readonly PublishedAsk[]
  readonly form?: PublishedForm
  /** Places in the question: `/when`. */
  readonly problems: readonly FormProblem[]
}

interface Kept { readonly node: unknown, readonly required: boolean, readonly drawn: Drawn }
const kept = new WeakMap<Ask, Kept>()

export function draw(form: Form, ask: Ask, surroundings: Surroundings): Drawn {
  const first = ask.at === undefined ? undefined : pathOf(ask.at)[0]
  const node = first === undefined ? undefined : (form.schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined)?.[first]
  const required = first !== undefined && ((form.schema['required'] ?? []) as readonly string[]).includes(first)
  const known = kept.get(ask)
  if (known && known.node === node && known.required === required) return known.drawn
  const schema = { type: 'object', ...(first !== undefined && required && node ? { required: [first] } : {}), properties: first !== undefined && node ? { [first]: node } : {} }
  const alone = (one: Ask): Form => ({ id: 'one', title: '', schema, ui: [{ section: '', ask: [one] }] })
  const drawn = drawnFrom(alone(ask), alone(bare(ask)), surroundings)
  kept.set(ask, { node, required, drawn })
  return drawn
}

function drawnFrom(whole: Form, bare: Form, surroundings: Surroundings): Drawn {
  const first = publishForm(whole, surroundings)
  if (first.ok) return { asks: first.value.sections[0]?.asks ?? [], form: first.value, problems: [] }
  const problems = first.problems.map((one) => ({ ...one, at: one.at.replace(/^\/ui\/0\/ask\/0/, '') }))
  const second = publishForm(bare, surroundings)
  return second.ok ? { asks: second.value.sections[0]?.asks ?? [], form: second.value, problems } : { asks: [], problems }
}

/** Without its expressions: as it looks when only they are wrong. */
function bare(ask: Ask): Ask {
  const { when: _, require: __, options, ...rest } = ask
  return { ...rest, ...(ask.compute === undefined ? {} : { compute: 'null' }), ...(options === undefined || typeof options === 'string' ? {} : { options }), ...(typeof options === 'string' ? { options: [{ value: '1', label: '（由表达式算出）' }] } : {}) }
}

/** What conditions may ask of the answers to these questions. */
export const subjectsOf = (drawn: readonly Drawn[]): Subject[] => drawn.flatMap(({ asks, form }) => asks.filter((ask) => ask.at !== '').map((ask) => ({
  path: ask.path.join('.'), title: ask.title, sort: sortOf(ask, form), ...(ask.options ? { options: ask.options } : {}),
})))

function sortOf(ask: PublishedAsk, form: PublishedForm | undefined): Sort {
  if (ask.role === 'choice' || ask.role === 'choices') return ask.role
  if (ask.role === 'affirmation') return 'yes-no'
  const schema = form && schemaOf(form, ask.path)
  if (schema?.['type'] === 'boolean') return 'yes-no'
  if (schema?.['type'] === 'number' || schema?.['type'] === 'integer') return 'figure'
  if (schema?.['format'] === 'date') return 'day'
  return schema?.['type'] === 'string' ? 'text' : ask.role === 'computed' ? 'figure' : 'other'
}
