import { freeNames } from '@xiangyun/feel/free-names'
import { parse } from '@xiangyun/feel/parse'
import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import type { Ask, Form, FormProblem, JsonSchema, PublishedAsk, PublishedForm } from './form.ts'
import { pathOf, pointerOf } from './pointer.ts'
import { expand } from './publish-ask.ts'
import type { Surroundings } from './publish.ts'
import { publishForm } from './publish.ts'
import { implied, resolveSchema, schemaAt } from './schema.ts'

export interface FormToMerge {
  readonly id: string
  readonly form: Form
  /** Who receives the answers. */
  readonly department?: string
  /** Questions that ask for what others ask too, by pointer: `<concept>.<field>`, as `same` on the question says it. */
  readonly same?: Readonly<Record<string, string>>
}

/** A question of one form, with all that is needed to ask it elsewhere. */
export interface OwnAsk {
  readonly form: number
  readonly section: number
  readonly source: Ask
  readonly ask: PublishedAsk
  readonly path: readonly string[]
  /** What its kind implies and its author said. */
  readonly schema: JsonSchema
  /** Its condition with that of its section. */
  readonly when: string | undefined
  /** What it asks for, when others may ask the same. */
  readonly key: string | undefined
}

export interface OwnForm {
  readonly given: FormToMerge
  readonly published: PublishedForm
  /** With concepts in place. */
  readonly schema: JsonSchema
  readonly asks: readonly OwnAsk[]
  /** Notes and questions as written, by section. */
  readonly sections: readonly (readonly Ask[])[]
}

/** Reads a form for merging; only what can be published alone can be merged. */
export function readOwn(given: FormToMerge, index: number, surroundings: Surroundings): Result<OwnForm, FormProblem> {
  const { form } = given
  const published = publishForm(form, surroundings)
  if (!published.ok) return fail(published.problems.map((one) => ({ ...one, at: `/${given.id}${one.at}` })))
  const schema = resolveSchema({ type: 'object', ...form.schema }, surroundings.concepts, () => undefined)
  const known = new Map(published.value.sections.flatMap((section) => section.asks).map((ask) => [ask.at, ask]))
  const sections = form.ui.map((section) => section.ask.flatMap((ask) => expand(ask, schema, surroundings.kinds)))
  const asks = sections.flatMap((list, section) => list.filter((source) => source.at !== undefined).map((source): OwnAsk => {
    const [ask, path] = [known.get(source.at!)!, pathOf(source.at!)]
    return {
      form: index, section, source, ask, path, schema: implied(surroundings.kinds[ask.kind]!, schemaAt(schema, path)!),
      when: together([form.ui[section]!.when, source.when]), key: given.same?.[ask.at] ?? source.same ?? sameIn(form.schema, path) ?? conceptOf(form.schema, path),
    }
  }))
  return ok({ given, published: published.value, schema, asks, sections })
}

/** Both conditions, as text. */
export function together(conditions: readonly (string | undefined)[], word: 'and' | 'or' = 'and'): string | undefined {
  const given = [...new Set(conditions.filter((one) => one !== undefined))]
  return given.length < 2 ? given[0] : given.map((one) => `(${one}\n)`).join(` ${word} `)
}

/** A field of a concept is the same wherever the same concept stands at the same place. */
function conceptOf(schema: JsonSchema, path: readonly string[]): string | undefined {
  let at: JsonSchema | undefined = schema
  for (const [index, part] of path.entries()) {
    at = (at?.['properties'] as Readonly<Record<string, JsonSchema>> | undefined)?.[part]
    if (typeof at?.['$ref'] === 'string') return `${at['$ref']}${pointerOf(path.slice(0, index + 1))}#${path.slice(index + 1).join('.')}`
  }
  return undefined
}

function sameIn(schema: JsonSchema, path: readonly string[]): string | undefined {
  const same = schemaAt(schema, path)?.['same']
  return typeof same === 'string' ? same : undefined
}

/** Names that a form uses anywhere: of questions, columns and facts. */
export function namesOf({ given: { form }, asks }: OwnForm): string[] {
  const sources: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value === 'string') sources.push(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk)
  }
  walk([form.ui, form.rules ?? []])
  const read = sources.flatMap((source) => {
    const parsed = parse(source)
    return parsed.ok ? freeNames(parsed.value) : []
  })
  return [...asks.flatMap(({ path, ask }) => [...path, ...(ask.columns ?? []).map((column) => column.path[0]!)]), ...read]
}

/**
 * Marks for questions that only show what a register holds and that nobody may put right: two of them that are filled from
 * the same place hold the same, whatever they are called. For forms that name no concepts.
 */
export function heldAlike(form: Form): Record<string, string> {
  const held = form.ui.flatMap((section) => section.ask).filter((ask) => ask.at !== undefined && ask.prefill !== undefined && ask.correctable === false)
  return Object.fromEntries(held.map((ask) => [ask.at!, `held.${ask.prefill!}`]))
}
