import { isCalm } from '@xiangyun/feel/builtins/calm-pattern'
import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import type { Form, FormProblem, Formats, JsonSchema, PublishedAsk, PublishedForm, PublishedRule, PublishedSection, Rule, Section } from './form.ts'
import { ownFormats } from './formats.ts'
import { checkKeys, expand, publishAsk } from './publish-ask.ts'
import type { Kinds } from './kind.ts'
import { pathOf, pointerOf } from './pointer.ts'
import { both } from './both.ts'
import { feel, settleOrder } from './published-trees.ts'
import type { Concepts, Tell } from './schema.ts'
import { formatsIn, implied, keepAsked, patternsIn, refineAt, resolveSchema, schemaAt } from './schema.ts'

export interface Surroundings {
  readonly concepts: Concepts
  /** Formats besides our own, such as `citizen-number` and `credit-code`. */
  readonly formats: Formats
  /** The ways of asking. */
  readonly kinds: Kinds
}

const SECTION_KEYS = ['section', 'when', 'note', 'evidence', 'ask']
const RULE_KEYS = ['must', 'say', 'when', 'at', 'clause']
const FORM_KEYS = ['id', 'title', 'example', 'schema', 'ui', 'rules']

/**
 * Turns a form into what server and browser run: concepts resolved, FEEL read into trees, every question tied to
 * its place in the schema. All problems at once, each with its place in the definition.
 */
export function publishForm(form: Form, surroundings: Surroundings): Result<PublishedForm, FormProblem> {
  const problems: FormProblem[] = []
  const tell: Tell = (at, code, message) => void problems.push({ at, code, message })
  checkKeys(form, FORM_KEYS, '', tell)
  const resolved = resolveSchema({ type: 'object', ...form.schema }, surroundings.concepts, tell)
  const sections = form.ui.map((section, index) => publishSection(section, resolved, surroundings.kinds, `/ui/${index}`, tell))
  const asks = sections.flatMap((section) => section.asks.map((ask) => withWhen(ask, section)))
  checkPlaces(asks, resolved, tell)
  const placed = asks.filter((ask) => ask.at !== '')
  const schema = keepAsked(placed.reduce((refined, ask) => refineFor(refined, ask, surroundings.kinds), resolved), placed.map((ask) => ask.path))
  const formats = new Set(Object.keys({ ...ownFormats, ...surroundings.formats }))
  for (const format of formatsIn(schema)) if (!formats.has(format)) tell('/schema', 'unknown-format', `没有名为“${format}”的格式`)
  for (const pattern of patternsIn(schema)) if (!isCalm(pattern, '')) tell('/schema', 'endless-pattern', `格式 ${pattern} 里重复的一组中又有重复或“|”，有的内容会查不完，请改写`)
  const rules = (form.rules ?? []).map((rule, index) => publishRule(rule, `/rules/${index}`, asks, tell)).filter((rule) => rule !== undefined)
  const order = settleOrder(placed, tell)
  if (problems.length > 0) return fail(problems)
  const published = { format: 2, id: form.id, title: form.title, example: form.example === true, schema, sections, rules, order } as const
  return ok(JSON.parse(JSON.stringify(published)) as PublishedForm)
}

const withWhen = (ask: PublishedAsk, section: PublishedSection): PublishedAsk => {
  const when = both(section.when, ask.when)
  return when ? { ...ask, when } : ask
}

function publishSection(section: Section, schema: JsonSchema, kinds: Kinds, at: string, tell: Tell): PublishedSection {
  checkKeys(section, SECTION_KEYS, at, tell)
  const when = feel(section.when, `${at}/when`, tell)
  const asks = section.ask.flatMap((ask, index) => expand(ask, schema, kinds).map((one) => publishAsk(one, schema, kinds, `${at}/ask/${index}`, tell))).filter((ask) => ask !== undefined)
  return { title: section.section, ...(section.note === undefined ? {} : { note: section.note }), ...(section.evidence === undefined ? {} : { evidence: section.evidence }), ...(when ? { when } : {}), asks }
}

/** Every field of the schema is asked once; nobody can answer what is not asked. */
function checkPlaces(asks: readonly PublishedAsk[], schema: JsonSchema, tell: Tell): void {
  const seen = new Set<string>()
  for (const ask of asks.filter((one) => one.at !== '')) {
    if (seen.has(ask.at)) tell(ask.at, 'asked-twice', `“${ask.title}”问了两次`)
    seen.add(ask.at)
  }
  for (const ask of asks) for (let length = 1; length < ask.path.length; length++) {
    const around = pointerOf(ask.path.slice(0, length))
    if (seen.has(around)) tell(ask.at, 'asked-twice', `“${ask.title}”已经包含在 ${around} 里`)
  }
  for (const name of (schema['required'] as readonly string[] | undefined) ?? []) {
    if (![...seen].some((at) => pathOf(at)[0] === name)) tell('/schema/required', 'never-asked', `必填的“${name}”没有问题来填`)
  }
}

/** Requirements are asked by what is shown, so they leave the schema; kinds bring what they imply. */
function refineFor(schema: JsonSchema, ask: PublishedAsk, kinds: Kinds): JsonSchema {
  return refineAt(schema, ask.path, (inner) => {
    const full = implied(kinds[ask.kind]!, inner)
    if (!ask.columns) return full
    const items = ask.columns.reduce((rows, column) => refineAt(rows, column.path, (cell) => implied(kinds[column.kind]!, cell)), full['items'] as JsonSchema)
    return { ...full, items: keepAsked(items, ask.columns.map((column) => column.path)) }
  })
}

function publishRule(rule: Rule, at: string, asks: readonly PublishedAsk[], tell: Tell): PublishedRule | undefined {
  checkKeys(rule, RULE_KEYS, at, tell)
  const must = feel(rule.must, `${at}/must`, tell)
  const when = feel(rule.when, `${at}/when`, tell)
  if (rule.at !== undefined && !asks.some((ask) => ask.at === rule.at)) tell(`${at}/at`, 'unknown-place', `规则指向的“${rule.at}”没有问题`)
  if (!must) return undefined
  return { must, say: rule.say, at: rule.at ?? '', ...(when ? { when } : {}), ...(rule.clause === undefined ? {} : { clause: rule.clause }) }
}

/** The schema of one answer of a published form. */
export const schemaOf = (published: PublishedForm, path: readonly string[]): JsonSchema | undefined => schemaAt(published.schema, path)
