import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import type { Form, FormProblem, Formats, JsonSchema, Paper, PublishedAsk, PublishedForm, PublishedSection, Section } from './form.ts'
import { definitionProblems } from './definition-limits.ts'
import { ownFormats } from './formats.ts'
import { checkKeys, expand, publishAsk } from './publish-ask.ts'
import type { Kinds } from './kind.ts'
import { pathOf, pointerOf } from './pointer.ts'
import { both } from './both.ts'
import type { Registers } from './publish-rules.ts'
import { publishRules } from './publish-rules.ts'
import { feel, settleOrder } from './published-trees.ts'
import { checkWords } from './schema-words.ts'
import type { Concepts, Refined, Tell } from './schema.ts'
import { formatsIn, implied, refineAsked, resolveSchema, schemaAt } from './schema.ts'

export interface Surroundings {
  readonly concepts: Concepts
  /** Formats besides our own, such as `citizen-number` and `credit-code`. */
  readonly formats: Formats
  /** The ways of asking. */
  readonly kinds: Kinds
  /** What forms may ask of each register; left out, any register may be named and asked anything. */
  readonly registers?: Registers
}

const SECTION_KEYS = ['section', 'when', 'note', 'evidence', 'ask']
const FORM_KEYS = ['id', 'title', 'example', 'schema', 'ui', 'rules', 'paper']

/**
 * Turns a form into what server and browser run: concepts resolved, FEEL read into trees, every question tied to
 * its place in the schema. All problems at once, each with its place in the definition.
 */
export function publishForm(form: Form, surroundings: Surroundings): Result<PublishedForm, FormProblem> {
  const beyond = definitionProblems(form)
  if (beyond.length > 0) return fail(beyond)
  const problems: FormProblem[] = []
  const tell: Tell = (at, code, message) => void problems.push({ at, code, message })
  checkKeys(form, FORM_KEYS, '', tell)
  const resolved = resolveSchema({ type: 'object', ...form.schema }, surroundings.concepts, tell)
  const sections = form.ui.map((section, index) => publishSection(section, resolved, surroundings.kinds, `/ui/${index}`, tell))
  const asks = sections.flatMap((section) => section.asks.map((ask) => withWhen(ask, section)))
  checkPlaces(asks, resolved, tell)
  const placed = asks.filter((ask) => ask.at !== '')
  const schema = refineAsked(resolved, placed.map((ask) => refineFor(ask, surroundings.kinds)))
  const formats = new Set(Object.keys({ ...ownFormats, ...surroundings.formats }))
  for (const format of formatsIn(schema)) if (!formats.has(format)) tell('/schema', 'unknown-format', `没有名为“${format}”的格式`)
  checkWords(schema, '/schema', tell)
  const { rules, looks } = publishRules(form.rules ?? [], asks, surroundings.registers, tell)
  const order = settleOrder(placed, tell)
  if (form.paper) checkPaper(form.paper, new Set(placed.map((ask) => ask.at)), tell)
  if (problems.length > 0) return fail(problems)
  const published = { format: 2, id: form.id, title: form.title, example: form.example === true, schema, sections, rules, ...(form.paper ? { paper: form.paper } : {}), ...(looks.length > 0 ? { looks } : {}), order } as const
  return ok(JSON.parse(JSON.stringify(published)) as PublishedForm)
}

/** A paper may name only what is asked, and says its words as texts. */
function checkPaper(paper: Paper, places: ReadonlySet<string>, tell: Tell): void {
  checkKeys(paper, ['head', 'title', 'columns', 'wide', 'office', 'notes'], '/paper', tell)
  const isText = (value: unknown): boolean => value === undefined || (typeof value === 'string' && value.length <= 500)
  for (const key of ['head', 'title'] as const) if (!isText(paper[key])) tell(`/paper/${key}`, 'shape', '须是不超过 500 字的文字')
  if (paper.columns !== undefined && paper.columns !== 1 && paper.columns !== 2) tell('/paper/columns', 'shape', '只能是一栏或两栏')
  for (const key of ['wide', 'notes', 'office'] as const) if (paper[key] !== undefined && !Array.isArray(paper[key])) tell(`/paper/${key}`, 'shape', '须是一列')
  listOf(paper.wide).forEach((at, index) => { if (!places.has(at as string)) tell(`/paper/wide/${index}`, 'unknown-place', `没有问题填在“${String(at)}”`) })
  listOf(paper.notes).forEach((note, index) => { if (typeof note !== 'string' || note.length > 2000) tell(`/paper/notes/${index}`, 'shape', '须是不超过 2,000 字的文字') })
  listOf(paper.office).forEach((box, index) => { if (typeof (box as { title?: unknown } | null)?.title !== 'string') tell(`/paper/office/${index}/title`, 'shape', '单位填写栏没有名称') })
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

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
  checkEarlier(asks, seen, tell)
  const firsts = new Set([...seen].map((at) => pathOf(at)[0]))
  for (const name of (schema['required'] as readonly string[] | undefined) ?? []) {
    if (!firsts.has(name)) tell('/schema/required', 'never-asked', `必填的“${name}”没有问题来填`)
  }
}

/** Where an answer stood in an earlier version: a place that nobody else has now. */
function checkEarlier(asks: readonly PublishedAsk[], places: ReadonlySet<string>, tell: Tell): void {
  const claimed = new Set<string>()
  const look = (ask: PublishedAsk, was: string, isPlace: boolean, isTaken: boolean): void => {
    if (isPlace && !/^(\/[^/]+)+$/.test(was)) tell(ask.at, 'bad-was', `“${ask.title}”原来的位置“${was}”不是 / 开头的路径`)
    if (isTaken) tell(ask.at, 'was-taken', `“${ask.title}”原来的位置“${was}”现在另有问题`)
    if (claimed.has(was)) tell(ask.at, 'was-taken', `两个问题都说原来在“${was}”`)
    claimed.add(was)
  }
  for (const ask of asks) {
    if (ask.was !== undefined) look(ask, ask.was, true, places.has(ask.was))
    for (const column of ask.columns ?? []) if (column.was !== undefined) look({ ...column, at: ask.at }, `${ask.at}/*/${column.was}`, false, ask.columns!.some((one) => one.path[0] === column.was))
  }
}

/** What the kind of a question brings, also to the columns of a table. */
function refineFor({ path, kind, columns }: PublishedAsk, kinds: Kinds): Refined {
  const refine = (inner: JsonSchema): JsonSchema => {
    const full = implied(kinds[kind]!, inner)
    if (!columns) return full
    return { ...full, items: refineAsked(full['items'] as JsonSchema, columns.map((column) => ({ path: column.path, refine: (cell) => implied(kinds[column.kind]!, cell) }))) }
  }
  return { path, refine }
}

/** The schema of one answer of a published form. */
export const schemaOf = (published: PublishedForm, path: readonly string[]): JsonSchema | undefined => schemaAt(published.schema, path)
