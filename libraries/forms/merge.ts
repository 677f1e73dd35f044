import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import { Draft } from './draft.ts'
import type { Answers, Ask, Column, Facts, Form, FormProblem, Json, JsonSchema, PublishedForm, Rule, Section } from './form.ts'
import type { Common } from './merge-asks.ts'
import { commonAsk } from './merge-asks.ts'
import type { Moved, Wrap } from './merge-expressions.ts'
import { unused, wrapFor } from './merge-expressions.ts'
import type { FormToMerge, OwnAsk, OwnForm } from './merge-reading.ts'
import { namesOf, readOwn, together } from './merge-reading.ts'
import { pathOf, pointerOf, valueAt } from './pointer.ts'
import type { Surroundings } from './publish.ts'
import { publishForm } from './publish.ts'
import { keepAsked } from './schema.ts'
import { settle } from './settle.ts'

export { heldAlike } from './merge-reading.ts'
export type { FormToMerge } from './merge-reading.ts'

/** Where one form's question stands, and by whom it is asked. */
export interface AskedBy {
  readonly form: string
  readonly at: string
  readonly title: string
  readonly department?: string
  readonly clause?: string
}

/** Several forms as one. */
export interface Merged {
  readonly form: Form
  readonly published: PublishedForm
  /** The name under which each form's facts stand. */
  readonly facts: string
  readonly parts: readonly MergedPart[]
  /** What is asked once, for whom and by what clauses. */
  readonly shared: readonly { readonly at: string; readonly title: string; readonly by: readonly AskedBy[] }[]
  /** What asks for the same and cannot be asked as one, and why. */
  readonly separate: readonly { readonly title: string; readonly code: string; readonly message: string; readonly by: readonly AskedBy[] }[]
}

export interface MergedPart {
  readonly id: string
  readonly title: string
  readonly department?: string
  /** Name of its own questions in the merged answers, and of its facts. */
  readonly name: string
  readonly published: PublishedForm
  /** Where each of its questions stands now, by its own pointer. */
  readonly places: Readonly<Record<string, string>>
}

type Apart = Merged['separate'][number]

/**
 * Makes one form of several, for a bundle. Asked once is what asks for the same: the same field of the same concept at the
 * same place, or questions marked with the same `same`. Such a question is as strict as the strictest; what contradicts
 * itself is asked apart, and told.
 */
export function mergeForms(given: readonly FormToMerge[], surroundings: Surroundings): Result<Merged, FormProblem> {
  const read = given.map((one, index) => readOwn(one, index, surroundings))
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems))
  if (problems.length > 0) return fail(problems)
  const forms = read.map((one) => (one as { value: OwnForm }).value)
  const { commons, apart } = findCommons(forms)
  const whole = build(forms, commons, apart, surroundings)
  if (whole.ok || !whole.problems.some((one) => one.code === 'circular')) return whole
  // Each form alone is without a circle; a question whose conditions differ by form can still close one.
  const [free, bound] = [commons.filter((one) => !hasCondition(one)), commons.filter(hasCondition)]
  return build(forms, free, [...apart, ...bound.map((one) => apartFrom(one.from, forms, { code: 'circular', why: '各表单的条件合在一起会互相等待' }))], surroundings)
}

const hasCondition = ({ from }: Common): boolean => from.some(({ when, source }) => when !== undefined || source.require !== undefined)

function findCommons(forms: readonly OwnForm[]): { commons: Common[]; apart: Apart[] } {
  const byKey = new Map<string, OwnAsk[]>()
  for (const ask of forms.flatMap((form) => form.asks)) if (ask.key !== undefined) byKey.set(ask.key, [...(byKey.get(ask.key) ?? []), ask])
  const commons: Common[] = []
  const apart: Apart[] = []
  for (const [key, from] of byKey) {
    if (new Set(from.map(({ form }) => form)).size < 2) continue
    const found = new Set(from.map(({ form }) => form)).size < from.length ? { code: 'twice', why: '同一份表单里问了两次' } : commonAsk(key, from)
    if ('code' in found) apart.push(apartFrom(from, forms, found))
    else commons.push(found)
  }
  return { commons, apart }
}

function apartFrom(from: readonly OwnAsk[], forms: readonly OwnForm[], { code, why }: { code: string; why: string }): Apart {
  const title = from[0]!.ask.title
  return { title, code, message: `“${title}”不能合成一问：${why}；${forms.filter((_, index) => from.some((one) => one.form === index)).map(({ given }) => `《${given.form.title}》`).join('、')}分别填写`, by: from.map((one) => askedBy(one, forms)) }
}

const askedBy = ({ form, ask }: OwnAsk, forms: readonly OwnForm[]): AskedBy => {
  const { id, department } = forms[form]!.given
  return { form: id, at: ask.at, title: ask.title, ...(department === undefined ? {} : { department }), ...(ask.clause === undefined ? {} : { clause: ask.clause }) }
}

/** Where everything of the merged form stands. */
interface Layout {
  readonly facts: string
  readonly shared: string
  readonly names: readonly string[]
  readonly wraps: readonly Wrap[]
  readonly to: ReadonlyMap<OwnAsk, readonly string[]>
  readonly fieldOf: ReadonlyMap<Common, string>
}

function layOut(forms: readonly OwnForm[], commons: readonly Common[]): Layout {
  const taken = forms.flatMap(namesOf)
  const shared = unused('shared', taken)
  const facts = unused('facts', taken)
  const names: string[] = []
  for (const { given } of forms) names.push(unused(camel(given.id), [...taken, ...names, shared, facts]))
  const fieldOf = new Map<Common, string>()
  for (const one of commons) fieldOf.set(one, unused(camel(one.from[0]!.path.join('-')), [...fieldOf.values()]))
  const common = new Map(commons.flatMap((one) => one.from.map((ask) => [ask, [shared, fieldOf.get(one)!]] as const)))
  const to = new Map(forms.flatMap((form, index) => form.asks.map((ask) => [ask, common.get(ask) ?? [names[index]!, ...ask.path]] as const)))
  const wraps = forms.map((form, index) => wrapFor({ facts: `${facts}.${names[index]!}`, space: names[index]!, asks: form.asks.map((ask): Moved => ({ path: ask.path, to: to.get(ask)!, isShared: common.has(ask), when: ask.when })) }))
  return { facts, shared, names, wraps, to, fieldOf }
}

const camel = (text: string): string => {
  const found = text.replace(/[^\p{L}\p{N}_]+(\p{L}|\p{N}|$)/gu, (_, next: string) => next.toUpperCase())
  return /^[\p{L}_]/u.test(found) ? found : `form${found}`
}

function build(forms: readonly OwnForm[], commons: readonly Common[], apart: readonly Apart[], surroundings: Surroundings): Result<Merged, FormProblem> {
  const layout = layOut(forms, commons)
  const common = commons.map((one) => commonOf(one, layout))
  const form: Form = {
    id: forms.map(({ given }) => given.id).join('+'), title: forms.map(({ given }) => given.form.title).join('、'), ...(forms.some(({ given }) => given.form.example) ? { example: true } : {}),
    schema: { type: 'object', properties: {
      ...(common.length > 0 ? { [layout.shared]: { type: 'object', required: common.filter((one) => one.isRequired).map((one) => one.field), properties: Object.fromEntries(common.map((one) => [one.field, one.schema])) } } : {}),
      ...Object.fromEntries(forms.flatMap((one, index) => ownSchema(one, layout, layout.names[index]!))),
    } },
    ui: [...commonSections(commons, common.map((one) => one.ask), forms), ...forms.flatMap((one, index) => ownSections(one, layout, layout.wraps[index]!))],
    rules: forms.flatMap((one, index) => (one.given.form.rules ?? []).map((rule) => movedRule(rule, one, layout, layout.wraps[index]!))),
  }
  const published = publishForm(form, surroundings)
  if (!published.ok) return published
  return ok({
    form, published: published.value, facts: layout.facts, separate: apart,
    parts: forms.map((one, index) => ({
      id: one.given.id, title: one.given.form.title, ...(one.given.department === undefined ? {} : { department: one.given.department }), name: layout.names[index]!, published: one.published,
      places: Object.fromEntries(one.asks.map((ask) => [ask.ask.at, pointerOf(layout.to.get(ask)!)])),
    })),
    shared: commons.map((one, index) => ({ at: common[index]!.ask.at!, title: one.ask.title!, by: one.from.map((ask) => askedBy(ask, forms)) })),
  })
}

/** Shown when any form shows it; required when any form that shows it requires it. */
function commonOf(one: Common, { wraps, shared, fieldOf }: Layout): { ask: Ask; schema: JsonSchema; field: string; isRequired: boolean } {
  const field = fieldOf.get(one)!
  const conditions = one.from.map(({ form, when }) => (when === undefined ? undefined : wraps[form]!(when)))
  const when = conditions.includes(undefined) ? undefined : together(conditions, 'or')
  const needs = one.from.flatMap(({ ask, source, form }, index) => {
    const need = ask.required ? 'true' : source.require === undefined ? undefined : wraps[form]!(source.require)
    return need === undefined ? [] : [together([conditions[index], need === 'true' && conditions[index] !== undefined ? undefined : need])!]
  })
  const isRequired = needs.includes('true') || one.from.every(({ ask }) => ask.required)
  const require = isRequired ? undefined : together(needs, 'or')
  return { ask: { at: pointerOf([shared, field]), ...one.ask, ...(when === undefined ? {} : { when }), ...(require === undefined ? {} : { require }) }, schema: one.schema, field, isRequired }
}

/** What is common comes first, in the sections of the first form that asks it. */
function commonSections(commons: readonly Common[], asks: readonly Ask[], forms: readonly OwnForm[]): Section[] {
  const sections = new Map<string, Ask[]>()
  for (const [index, one] of commons.entries()) {
    const { form, section } = one.from[0]!
    const title = forms[form]!.given.form.ui[section]!.section
    sections.set(title, [...(sections.get(title) ?? []), asks[index]!])
  }
  return [...sections].map(([section, ask]) => ({ section, ask }))
}

function ownSchema({ asks, schema }: OwnForm, { to, shared }: Layout, name: string): [string, JsonSchema][] {
  const own = asks.filter((ask) => to.get(ask)![0] !== shared || name === shared).map(({ path }) => path)
  return own.length > 0 ? [[name, keepAsked(schema, own)]] : []
}

function ownSections({ given: { form }, sections, asks }: OwnForm, layout: Layout, wrap: Wrap): Section[] {
  const moved = new Map(asks.map((ask) => [ask.source, ask]))
  return form.ui.flatMap((section, index): Section[] => {
    const ask = sections[index]!.flatMap((source): Ask[] => {
      const own = moved.get(source)
      if (own && layout.to.get(own)![0] === layout.shared) return []
      return [movedAsk(source, own && pointerOf(layout.to.get(own)!), wrap)]
    })
    if (ask.length === 0) return []
    return [{ ...section, section: `${form.title}：${section.section}`, ...(section.when === undefined ? {} : { when: wrap(section.when) }), ask }]
  })
}

function movedAsk({ same: _, was: __, ...source }: Ask, at: string | undefined, wrap: Wrap): Ask {
  const columns = source.columns?.map((column) => (typeof column === 'string' ? column : { ...column, ...wrapped(column, (text) => wrap(text, (source.columns ?? []).map((one) => (typeof one === 'string' ? one : one.name)))) }))
  return { ...source, ...(at === undefined ? {} : { at }), ...wrapped(source, wrap), ...(columns ? { columns } : {}) }
}

const wrapped = (asked: Ask | Column, wrap: Wrap): Partial<Ask & Column> =>
  Object.fromEntries((['when', 'require', 'compute', 'options'] as const).flatMap((name) => (typeof asked[name] === 'string' ? [[name, wrap(asked[name])]] : [])))

function movedRule(rule: Rule, { asks }: OwnForm, { to }: Layout, wrap: Wrap): Rule {
  const own = asks.find((ask) => ask.ask.at === rule.at)
  const look = rule.look && { ...rule.look, by: Object.fromEntries(Object.entries(rule.look.by).map(([field, source]) => [field, wrap(source)])) }
  return { ...rule, must: wrap(rule.must, look ? ['found'] : []), ...(look ? { look } : {}), ...(rule.when === undefined ? {} : { when: wrap(rule.when) }), ...(own ? { at: pointerOf(to.get(own)!) } : {}) }
}

/** The facts of each form, as the merged form reads them; the clock's are the same for all. */
export function mergedFacts({ facts, parts }: Merged, given: Readonly<Record<string, Facts>>): Facts {
  const clock = Object.assign({}, ...parts.map(({ id }) => Object.fromEntries(Object.entries(given[id] ?? {}).filter(([name]) => name === 'today' || name === 'now')))) as Facts
  return { ...clock, [facts]: Object.fromEntries(parts.map(({ id, name }) => [name, given[id] ?? {}])) }
}

/** Answers of the merged form as each form would hold them; with its facts, only what it shows, and its own figures. */
export function split({ parts }: Merged, answers: Answers, facts?: Readonly<Record<string, Facts>>): Readonly<Record<string, Answers>> {
  return Object.fromEntries(parts.map(({ id, places, published }) => {
    const own = new Draft({})
    for (const [from, to] of Object.entries(places)) {
      const value: Json | undefined = valueAt(answers, pathOf(to))
      if (value !== undefined) own.put(pathOf(from), value)
    }
    const given = own.snapshot()
    return [id, facts ? settle(published, given, facts[id] ?? {}).answers : given]
  }))
}
