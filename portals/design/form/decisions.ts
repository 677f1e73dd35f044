import { check, optionsOf, type Validate } from '@xiangyun/forms/check'
import type { Answers, Facts, JsonSchema, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
import { contextOf, run, settle } from '@xiangyun/forms/settle'
import type { Option } from '../field.ts'
import type { Mistake } from './published.ts'

/** What the form's own logic says of these answers; the server asks the same library again. */
export interface Decisions {
  isShown: (ask: PublishedAsk, pointer?: string) => boolean
  isSectionShown: (index: number) => boolean
  isRequired: (ask: PublishedAsk) => boolean
  optionsOf: (ask: PublishedAsk) => Option[]
  mistakes: () => readonly Mistake[]
}

export function decide(form: PublishedForm, answers: Answers, facts: Facts, validate: Validate): Decisions {
  const settled = settle(form, answers, facts)
  const context = contextOf(form, settled.answers, facts)
  const isShown = (ask: PublishedAsk, pointer = ask.at) => (pointer === '' ? !ask.when || run(ask.when, context) === true : settled.shown.has(pointer))
  return {
    isShown,
    isSectionShown(index) {
      const section = form.sections[index]
      if (!section || (section.when && run(section.when, context) !== true)) return false
      return section.asks.some((ask) => isShown(ask))
    },
    isRequired: (ask) => ask.required || (ask.require !== undefined && run(ask.require, context) === true),
    optionsOf: (ask) => optionsOf(form, ask, answers, facts).map(({ value, label }) => ({ value: String(value), label })),
    mistakes: () => check(form, validate, answers, facts).errors,
  }
}

/** The option as the schema wants it: numbers are chosen as text on the screen. */
export function chosen(form: PublishedForm, ask: PublishedAsk, answers: Answers, facts: Facts, text: string): string | number {
  const found = optionsOf(form, ask, answers, facts).find(({ value }) => String(value) === text)?.value
  return typeof found === 'number' ? found : text
}

/** Bounds that the schema sets on a list or a text, and the schema itself; a column's is found in the rows it belongs to. */
export function boundsOf(form: PublishedForm, ask: PublishedAsk): { least?: number, most?: number, longest?: number, schema?: JsonSchema } {
  const rows = form.sections.flatMap(({ asks }) => asks).find(({ columns }) => columns?.includes(ask))
  const table = rows && inside(form.schema, rows.path)
  const node = rows ? inside((table?.items ?? {}) as JsonSchema, ask.path) : inside(form.schema, ask.path)
  const limit = (name: string) => (typeof node?.[name] === 'number' ? node[name] : undefined)
  return { least: limit('minItems'), most: limit('maxItems'), longest: limit('maxLength'), schema: node }
}

const inside = (schema: JsonSchema, path: readonly string[]): JsonSchema | undefined =>
  path.reduce<JsonSchema | undefined>((node, part) => (node?.properties as Record<string, JsonSchema> | undefined)?.[part], schema)
