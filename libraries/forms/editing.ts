import { builtins } from '@xiangyun/feel/builtins'
import type { Ask, Column, Concept, Form, JsonSchema, Option, Rule, Section } from './form.ts'
import type { Role } from './kind.ts'
import { pathOf, pointerOf } from './pointer.ts'

/** Where a question stands: the section's number and its own in it. */
export interface Place { readonly section: number; readonly ask: number }

/** A question before it has a place. */
export interface Draft {
  readonly name: string
  readonly title: string
  readonly ask?: Omit<Ask, 'at' | 'title'>
  readonly schema?: JsonSchema
  readonly required?: boolean
}

/** A place in the definition that names an answer. */
export interface Mention { readonly at: string; readonly text: string }

type Node = Readonly<Record<string, unknown>>
type Key = string | number

/** Where a new key goes among those that are there, so that texts of forms differ in what was edited only. */
const ORDER = [
  'id', '$ref', 'at', 'name', 'was', 'kind', 'section', 'title', 'example', 'note', 'help', 'type', 'format', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum',
  'multipleOf', 'minItems', 'maxItems', 'uniqueItems', 'evidence', 'columns', 'options', 'accepts', 'material', 'same', 'text', 'unit', 'compute', 'prefill', 'correctable', 'when', 'require', 'look', 'must', 'say', 'whenDown', 'clause', 'schema',
  'required', 'properties', 'items', 'ui', 'ask', 'rules',
]

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** A copy with the key set, or without it when there is no value. */
function withKey<T extends object>(node: T, key: Key, value: unknown): T {
  if (Array.isArray(node)) return node.map((one: unknown, index) => (index === key ? value : one)) as unknown as T
  const entries = Object.entries(node).filter(([name]) => value !== undefined || name !== key)
  if (value === undefined || Object.hasOwn(node, key)) return Object.fromEntries(entries.map(([name, old]) => [name, name === key ? value : old])) as T
  const rank = ORDER.indexOf(String(key))
  const after = rank < 0 ? -1 : entries.findIndex(([name]) => ORDER.indexOf(name) > rank)
  entries.splice(after < 0 ? entries.length : after, 0, [String(key), value])
  return Object.fromEntries(entries) as T
}

const readIn = (root: unknown, path: readonly Key[]): unknown => path.reduce<unknown>((node, key) => (isNode(node) && Object.hasOwn(node, key) ? node[key] : undefined), root)

function setIn<T extends object>(root: T, path: readonly Key[], value: unknown): T {
  const [first, ...rest] = path
  if (first === undefined) return root
  const inner = (root as Node)[first]
  return withKey(root, first, rest.length ? setIn(isNode(inner) ? inner : {}, rest, value) : value)
}

const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index)
const inserted = <T>(list: readonly T[], index: number, one: T): T[] => [...list.slice(0, index), one, ...list.slice(index)]
const moved = <T>(list: readonly T[], from: number, to: number): T[] => (list[from] === undefined ? [...list] : inserted(without(list, from), to, list[from]))
/** Keys of the schema that lead to an answer. */
const inSchema = (path: readonly string[]): string[] => path.flatMap((name) => ['properties', name])
const nodeAt = (form: Form, path: readonly string[]): Node | undefined => readIn(form.schema, inSchema(path)) as Node | undefined

// Sections

const withUi = (form: Form, ui: readonly Section[]): Form => ({ ...form, ui })
const withAsks = (form: Form, section: number, edit: (asks: readonly Ask[]) => readonly Ask[]): Form =>
  withUi(form, form.ui.map((one, index) => (index === section ? { ...one, ask: edit(one.ask) } : one)))

export const addSection = (form: Form, at: number, title: string): Form => withUi(form, inserted(form.ui, at, { section: title, ask: [] }))
export const moveSection = (form: Form, from: number, to: number): Form => withUi(form, moved(form.ui, from, to))
/** `section` is its title; an empty value takes the key away. */
export const setSection = (form: Form, at: number, key: Exclude<keyof Section, 'ask'>, value: unknown): Form => setIn(form, ['ui', at, key], key === 'section' ? value : blankAsNone(value))

/** With its questions and their places in the schema. */
export function removeSection(form: Form, at: number): Form {
  const emptied = (form.ui[at]?.ask ?? []).reduce<Form>((left) => removeAsk(left, { section: at, ask: 0 }), form)
  return withUi(emptied, without(emptied.ui, at))
}

const blankAsNone = (value: unknown): unknown => (value === '' || value === null || (Array.isArray(value) && value.length === 0) ? undefined : value)

// Questions

export const askAt = (form: Form, { section, ask }: Place): Ask | undefined => form.ui[section]?.ask[ask]

const RESERVED = /^(if|then|else|for|return|some|every|satisfies|in|between|and|or|not|null|true|false|function|external|instance|of|item|row|value|today|now)$/

/** A name that no answer has and no expression misreads. */
export function freeName(form: Form, wish = 'question', taken: readonly string[] = []): string {
  const known = new Set([...Object.keys((form.schema['properties'] ?? {}) as object), ...taken])
  const word = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(wish) && !RESERVED.test(wish) ? wish : 'question'
  if (word !== 'question' && !known.has(word)) return word
  for (let number = word === 'question' ? 1 : 2; ; number++) if (!known.has(`${word}${number}`)) return `${word}${number}`
}

/** What a question needs at least to be asked, by its kind's role. */
export function blankOf(role: Role | undefined): Pick<Draft, 'ask' | 'schema' | 'required'> {
  const options: Option[] = ['选项一', '选项二'].map((label) => ({ value: label, label }))
  switch (role) {
    case 'choice': case 'choices': return { ask: { options }, required: true }
    case 'rows': return { ask: { columns: ['column1'] }, schema: { type: 'array', items: { type: 'object', properties: { column1: { title: '第1列', type: 'string', maxLength: 200 } } } }, required: true }
    case 'affirmation': return { ask: { text: '本人承诺所填内容真实。' }, required: true }
    case 'computed': return { ask: { compute: '0' } }
    case 'note': return { ask: { text: '请在这里写要让填表人知道的事。' } }
    default: return { required: true }
  }
}

/** Puts a question with its place in the schema; a note has none. */
export function addAsk(form: Form, place: Place, draft: Draft, isNote = false): Form {
  const put = (ask: Ask) => withAsks(isNote ? form : placed(form, draft), place.section, (asks) => inserted(asks, place.ask, ask))
  return isNote ? put({ ...draft.ask, title: draft.title }) : put({ at: pointerOf([draft.name]), ...draft.ask })
}

function placed(form: Form, { name, title, schema, required }: Draft): Form {
  const grown = setIn(form, ['schema', 'properties', name], { title, ...schema })
  return required ? withRequired(grown, [], name, true) : grown
}

/** Asks for what a concept of the catalogue holds: each of these fields, first filled from the same field of `prefill`. */
export function addConcept(form: Form, place: Place, given: { readonly name: string; readonly concept: string; readonly fields: readonly string[]; readonly prefill?: string; readonly fixed?: readonly string[] }): Form {
  const grown = setIn(form, ['schema', 'properties', given.name], { $ref: `concept:${given.concept}` })
  const asks = given.fields.map((field): Ask => ({
    at: pointerOf([given.name, field]), ...(given.prefill ? { prefill: `${given.prefill}.${field}` } : {}), ...(given.prefill && given.fixed?.includes(field) ? { correctable: false } : {}),
  }))
  return withAsks(grown, place.section, (known) => [...known.slice(0, place.ask), ...asks, ...known.slice(place.ask)])
}

/** Takes the question away, its place in the schema when nobody else asks there, and the aim of rules at it. */
export function removeAsk(form: Form, place: Place): Form {
  const gone = askAt(form, place)
  if (!gone) return form
  const left = withAsks(form, place.section, (asks) => without(asks, place.ask))
  if (gone.at === undefined || asksOf(left).some((ask) => ask.at === gone.at)) return left
  const rules = left.rules?.map((rule) => (rule.at === gone.at ? withKey(rule, 'at', undefined) : rule))
  return withoutUnasked(rules ? { ...left, rules } : left, pathOf(gone.at))
}

const asksOf = (form: Form): Ask[] => form.ui.flatMap((section) => section.ask)
const isUnder = (pointer: string, above: string): boolean => pointer === above || pointer.startsWith(`${above}/`)

/** Takes places out of the schema that nobody asks for any more, and what held only them. */
function withoutUnasked(form: Form, path: readonly string[]): Form {
  const pointer = pointerOf(path)
  const name = path.at(-1)
  if (name === undefined || asksOf(form).some(({ at }) => at !== undefined && (isUnder(at, pointer) || isUnder(pointer, at)))) return form
  const above = inSchema(path.slice(0, -1))
  const isThere = readIn(form.schema, [...above, 'properties', name]) !== undefined
  return withoutUnasked(isThere ? withRequired(setIn(form, ['schema', ...above, 'properties', name], undefined), above, name, false) : form, path.slice(0, -1))
}

/** `to` counts without the question itself. */
export function moveAsk(form: Form, from: Place, to: Place): Form {
  const ask = askAt(form, from)
  if (!ask) return form
  return withAsks(withAsks(form, from.section, (asks) => without(asks, from.ask)), to.section, (asks) => inserted(asks, to.ask, ask))
}

/** A second question like it, behind it; a field of a concept is asked once. */
export function duplicateAsk(form: Form, place: Place, name?: string): Form {
  const ask = askAt(form, place)
  if (!ask) return form
  const behind = { section: place.section, ask: place.ask + 1 }
  if (ask.at === undefined) return withAsks(form, place.section, (asks) => inserted(asks, behind.ask, ask))
  const path = pathOf(ask.at)
  const node = nodeAt(form, path)
  if (!node || path.length !== 1) return form
  const own = name ?? freeName(form, path[0])
  const copy = setIn(form, ['schema', 'properties', own], node)
  const { was: _, same: __, ...rest } = ask
  return withAsks(withRequired(copy, [], own, isRequiredAt(form, path)), place.section, (asks) => inserted(asks, behind.ask, { ...rest, at: pointerOf([own]) }))
}

// What is set of a question or column

interface Spot { readonly own: readonly Key[]; readonly above: readonly string[]; readonly name: string }

function spotOf(form: Form, place: Place, column?: number): Spot | undefined {
  const ask = askAt(form, place)
  const own: Key[] = ['ui', place.section, 'ask', place.ask]
  if (!ask) return undefined
  const path = ask.at === undefined ? [] : pathOf(ask.at)
  if (column === undefined) return { own, above: inSchema(path.slice(0, -1)), name: path.at(-1) ?? '' }
  const found = columnsOf(form, place)[column]
  return found && { own: [...own, 'columns', column], above: [...inSchema(path), 'items'], name: found.name }
}

/** The columns of a table as they stand, names made whole. */
export function columnsOf(form: Form, place: Place): Column[] {
  const ask = askAt(form, place)
  if (ask?.at === undefined) return []
  const properties = readIn(form.schema, [...inSchema(pathOf(ask.at)), 'items', 'properties']) as Node | undefined
  return (ask.columns ?? Object.keys(properties ?? {})).map((one) => (typeof one === 'string' ? { name: one } : one))
}

const withColumns = (form: Form, place: Place, columns: readonly (string | Column)[]): Form => setIn(form, ['ui', place.section, 'ask', place.ask, 'columns'], columns.map((one) => (typeof one === 'string' || Object.keys(one).length > 1 ? one : one.name)))

/** Whether the author's own schema describes the answer; a concept's fields are described once for all forms. */
export function isOwn(form: Form, place: Place, column?: number): boolean {
  const spot = spotOf(form, place, column)
  return spot !== undefined && readIn(form.schema, [...spot.above, 'properties', spot.name]) !== undefined
}

export const isRequiredAt = (form: Form, path: readonly string[], concepts: Readonly<Record<string, Concept>> = {}): boolean => requiredIn(form, inSchema(path.slice(0, -1)), concepts).includes(path.at(-1) ?? '')

function requiredIn(form: Form, above: readonly string[], concepts: Readonly<Record<string, Concept>>): readonly string[] {
  const node = readIn(form.schema, above) as Node | undefined
  const concept = concepts[/^concept:(.+)$/.exec(String(node?.['$ref']))?.[1] ?? '']
  return (node?.['required'] ?? concept?.schema['required'] ?? []) as readonly string[]
}

function withRequired(form: Form, above: readonly string[], name: string, on: boolean, concepts: Readonly<Record<string, Concept>> = {}): Form {
  const list = requiredIn(form, above, concepts)
  if (list.includes(name) === on || readIn(form.schema, above) === undefined) return form
  const order = Object.keys((readIn(form.schema, [...above, 'properties']) ?? {}) as object)
  const behind = list.findIndex((other) => order.indexOf(other) > order.indexOf(name))
  const next = on ? inserted(list, behind < 0 ? list.length : behind, name) : list.filter((other) => other !== name)
  const isInherited = readIn(form.schema, [...above, '$ref']) !== undefined
  return setIn(form, ['schema', ...above, 'required'], next.length || isInherited ? next : undefined)
}

/** Paths: a key of the question (`unit`, `options`, `columns/0/help`), `schema/maxLength` for what answers look like, `title`, `required`. */
export function readSetting(form: Form, place: Place, at: string, concepts: Readonly<Record<string, Concept>> = {}, column?: number): unknown {
  const spot = spotOf(form, place, column)
  if (!spot) return undefined
  const asked = column === undefined ? askAt(form, place) : columnsOf(form, place)[column]
  const node = readIn(form.schema, [...spot.above, 'properties', spot.name])
  if (at === 'title') return asked?.title ?? readIn(node, ['title'])
  if (at === 'required') return requiredIn(form, spot.above, concepts).includes(spot.name)
  const path = at.split('/')
  return path[0] === 'schema' ? readIn(node, path.slice(1)) : readIn(asked, path)
}

/** An empty value takes the setting away; what a concept says of a field is not set here. */
export function setSetting(form: Form, place: Place, at: string, value: unknown, concepts: Readonly<Record<string, Concept>> = {}, column?: number): Form {
  const spot = spotOf(form, place, column)
  if (!spot) return form
  if (at === 'required') return spot.name === '' ? form : withRequired(form, spot.above, spot.name, value === true, concepts)
  const node = [...spot.above, 'properties', spot.name]
  const path = at.split('/')
  if (at === 'title' && isOwn(form, place, column) && readIn(whole(form, place, column), [...spot.own, 'title']) === undefined) return setIn(form, ['schema', ...node, 'title'], value)
  if (path[0] === 'schema') return isOwn(form, place, column) ? setIn(form, ['schema', ...node, ...path.slice(1)], blankAsNone(value)) : form
  return setIn(whole(form, place, column), [...spot.own, ...path], at === 'title' ? value : blankAsNone(value))
}

export const retitle = (form: Form, place: Place, title: string, column?: number): Form => setSetting(form, place, 'title', title, {}, column)

/** A column that is only named, written out so that more can be said of it. */
function whole(form: Form, place: Place, column: number | undefined): Form {
  const columns = askAt(form, place)?.columns
  if (column === undefined || (columns && typeof columns[column] !== 'string')) return form
  return setIn(form, ['ui', place.section, 'ask', place.ask, 'columns'], columnsOf(form, place).map((one, index) => (index === column ? one : columns?.[index] ?? one.name)))
}

const SHARED: readonly (keyof Ask)[] = ['was', 'same', 'help', 'when', 'require', 'clause', 'prefill', 'correctable', 'material']

/** Asks the same thing another way: its name, title, conditions and whether it is required stay, options and limits where they fit. */
export function changeKind(form: Form, place: Place, kind: string, given: { readonly role?: Role; readonly wasRole?: Role; readonly draft?: Pick<Draft, 'ask' | 'schema'>; readonly keeps?: readonly string[] } = {}): Form {
  const ask = askAt(form, place)
  if (ask?.at === undefined || given.role === 'note' || readSetting(form, place, 'title') === undefined) return form
  if (!isOwn(form, place)) return setSetting(form, place, 'kind', kind)
  const path = pathOf(ask.at)
  const node = nodeAt(form, path) ?? {}
  const bothChoose = [given.role, given.wasRole].every((role) => role === 'choice' || role === 'choices')
  const options = bothChoose ? ask.options ?? optionsOfSchema(node) : undefined
  const shared = Object.fromEntries([...SHARED, ...(given.role === 'choice' || given.role === 'choices' ? [] : ['unit' as const])].filter((key) => ask[key] !== undefined).map((key) => [key, ask[key]]))
  const kept = Object.fromEntries(['title', ...(given.keeps ?? [])].filter((key) => node[key] !== undefined).map((key) => [key, node[key]]))
  const { title: _, ...fresh } = { title: '', ...given.draft?.ask }
  const next: Ask = { at: ask.at, kind, ...(ask.title === undefined ? {} : { title: ask.title }), ...fresh, ...(options ? { options } : {}), ...shared }
  const changed = setIn(form, ['ui', place.section, 'ask', place.ask], next)
  return setIn(changed, ['schema', ...inSchema(path)], { ...kept, ...given.draft?.schema })
}

const optionsOfSchema = (node: Node): Option[] | undefined => ((node['enum'] ?? readIn(node, ['items', 'enum'])) as readonly (string | number)[] | undefined)?.map((value) => ({ value, label: String(value) }))

// Columns of a table

export function addColumn(form: Form, place: Place, index: number, draft: Omit<Draft, 'ask'> & { readonly column?: Omit<Column, 'name' | 'title'> }): Form {
  const spot = spotOf(form, place)
  if (!spot) return form
  const columns = askAt(form, place)?.columns ?? columnsOf(form, place).map(({ name }) => name)
  const items = [...spot.above, 'properties', spot.name, 'items']
  const grown = setIn(form, ['schema', ...items, 'properties', draft.name], { title: draft.title, ...draft.schema })
  const listed = withColumns(grown, place, inserted(columns, index, { name: draft.name, ...draft.column }))
  return draft.required ? withRequired(listed, items, draft.name, true) : listed
}

export function removeColumn(form: Form, place: Place, index: number): Form {
  const spot = spotOf(form, place, index)
  if (!spot) return form
  const listed = withColumns(form, place, without(askAt(form, place)?.columns ?? columnsOf(form, place), index))
  return withRequired(setIn(listed, ['schema', ...spot.above, 'properties', spot.name], undefined), spot.above, spot.name, false)
}

export const moveColumn = (form: Form, place: Place, from: number, to: number): Form => withColumns(form, place, moved(askAt(form, place)?.columns ?? columnsOf(form, place), from, to))

// Rules over several answers

const withRules = (form: Form, rules: readonly Rule[]): Form => withKey(form, 'rules', rules.length ? rules : undefined)
export const addRule = (form: Form, at: number, rule: Rule): Form => withRules(form, inserted(form.rules ?? [], at, rule))
export const removeRule = (form: Form, at: number): Form => withRules(form, without(form.rules ?? [], at))
export const moveRule = (form: Form, from: number, to: number): Form => withRules(form, moved(form.rules ?? [], from, to))
export const setRule = (form: Form, at: number, key: keyof Rule, value: unknown): Form => (form.rules?.[at] ? setIn(form, ['rules', at, key], key === 'must' || key === 'say' ? value : blankAsNone(value)) : form)

// Names in expressions

const spaced = [...builtins.keys()].filter((name) => name.includes(' ')).map((name) => name.replaceAll(' ', '\\s+')).join('|')
const TOKEN = new RegExp(`"(?:\\\\.|[^"\\\\])*"|/\\*[\\s\\S]*?\\*/|//[^\\n]*|(?:${spaced})(?=\\s*\\()|(?<![\\p{L}\\p{N}_.])[\\p{L}_][\\p{L}\\p{N}_]*(?:\\s*\\.\\s*[\\p{L}_][\\p{L}\\p{N}_]*)*(?![\\p{L}\\p{N}_]|\\s*[:(])`, 'gu')

/** Gives every path of names in an expression (`home.detail`) to `edit`; words of the text that are no names stay. */
const eachPath = (feel: string, edit: (path: readonly string[]) => readonly string[]): string => feel.replace(TOKEN, (token) => {
  if (/^["/]/.test(token) || /^\S+\s/.test(token.replace(/\s*\.\s*/g, '.'))) return token
  const path = token.split('.').map((part) => part.trim())
  const next = edit(path)
  return next === path ? token : next.join('.')
})

type EditFeel = (feel: string, at: string, columns: readonly string[]) => string
const ASKED_FEEL = ['when', 'require', 'compute', 'options'] as const

/** Every expression of the form through `edit`; in a column the row's own names stand before the form's. */
function eachFeel(form: Form, edit: EditFeel): Form {
  const through = <T extends object>(node: T, keys: readonly string[], at: string, columns: readonly string[] = []): T => keys.reduce((left, key) => {
    const feel = (left as Node)[key]
    return typeof feel === 'string' ? withKey(left, key, edit(feel, `${at}/${key}`, columns)) : left
  }, node)
  const ui = form.ui.map((section, index) => ({
    ...through(section, ['when'], `/ui/${index}`),
    ask: section.ask.map((ask, number) => {
      const at = `/ui/${index}/ask/${number}`
      const names = ask.columns?.map((one) => (typeof one === 'string' ? one : one.name)) ?? []
      const columns = ask.columns?.map((one, column) => (typeof one === 'string' ? one : through(one, ASKED_FEEL, `${at}/columns/${column}`, names)))
      return { ...through(ask, ASKED_FEEL, at), ...(columns ? { columns } : {}) }
    }),
  }))
  const rules = form.rules?.map((rule, index) => {
    const said = through(rule, ['must', 'when'], `/rules/${index}`)
    return said.look ? { ...said, look: { ...said.look, by: through(said.look.by, Object.keys(said.look.by), `/rules/${index}/look/by`) } } : said
  })
  return { ...form, ui, ...(rules ? { rules } : {}) }
}

const startsWith = (path: readonly string[], start: readonly string[]): boolean => start.every((name, index) => path[index] === name)

/** Where an answer is spoken of: conditions, figures, rules. Told before it is taken away. */
export function mentionsOf(form: Form, pointer: string): Mention[] {
  const start = pathOf(pointer)
  const found: Mention[] = []
  eachFeel(form, (feel, at, columns) => {
    let isSaid = false
    eachPath(feel, (path) => { isSaid ||= startsWith(path, start) && !columns.includes(path[0]!); return path })
    if (isSaid) found.push({ at, text: feel })
    return feel
  })
  return [...found, ...(form.rules ?? []).flatMap((rule, index) => (rule.at !== undefined && isUnder(rule.at, pointer) ? [{ at: `/rules/${index}/at`, text: rule.say }] : []))]
}

/**
 * Gives an answer another name, in the schema, the questions, the rules and every expression; a name that is taken changes nothing.
 * `isKept`: drafts of an earlier version have it, so the question says where it was.
 */
export function renameAnswer(form: Form, pointer: string, name: string, isKept = false): Form {
  const path = pathOf(pointer)
  const above = inSchema(path.slice(0, -1))
  const properties = readIn(form.schema, [...above, 'properties']) as Node | undefined
  const old = path.at(-1)
  if (old === undefined || !properties || !Object.hasOwn(properties, old) || Object.hasOwn(properties, name) || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || RESERVED.test(name)) return form
  const next = [...path.slice(0, -1), name]
  const point = (at: string) => (isUnder(at, pointer) ? pointerOf(next) + at.slice(pointer.length) : at)
  const pointed = <T extends { readonly at?: string }>(one: T): T => (one.at === undefined ? one : withKey(one, 'at', point(one.at)))
  const required = readIn(form.schema, [...above, 'required']) as readonly string[] | undefined
  const keyed = setIn(form, ['schema', ...above, 'properties'], Object.fromEntries(Object.entries(properties).map(([key, node]) => [key === old ? name : key, node])))
  const listed = required ? setIn(keyed, ['schema', ...above, 'required'], required.map((one) => (one === old ? name : one))) : keyed
  const said = eachFeel(listed, (feel, _, columns) => eachPath(feel, (at) => (startsWith(at, path) && !columns.includes(at[0]!) ? [...next, ...at.slice(path.length)] : at)))
  const remembered = (ask: Ask): Ask => {
    const next = pointed(ask)
    if (next.at === ask.at) return ask
    return next.was === next.at ? withKey(next, 'was', undefined) : isKept && next.was === undefined ? withKey(next, 'was', ask.at) : next
  }
  return { ...said, ui: said.ui.map((section) => ({ ...section, ask: section.ask.map(remembered) })), ...(said.rules ? { rules: said.rules.map(pointed) } : {}) }
}
