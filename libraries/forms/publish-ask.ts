import type { Ask, Column, JsonSchema, Option, PublishedAsk } from './form.ts'
import { kindFor } from './kind.ts'
import type { Kind, Kinds, Role } from './kind.ts'
import { pathOf, pointerOf } from './pointer.ts'
import { feel } from './published-trees.ts'
import type { Tell } from './schema.ts'
import { isRequired, schemaAt } from './schema.ts'

const ASKED_KEYS = ['kind', 'title', 'help', 'when', 'require', 'compute', 'options', 'prefill', 'correctable', 'clause', 'unit']
const ASK_KEYS = [...ASKED_KEYS, 'at', 'columns', 'accepts', 'material', 'text', 'same', 'was']
const COLUMN_KEYS = [...ASKED_KEYS, 'name', 'was']

/** A word that the definition does not know is a mistake, never ignored. */
export function checkKeys(given: object, known: readonly string[], at: string, tell: Tell): void {
  for (const key of Object.keys(given)) if (!known.includes(key)) tell(`${at}/${key}`, 'unknown-field', `不认识的字段“${key}”`)
}

/** Asking for a whole concept asks for each of its fields, in the order of its schema. */
export function expand(ask: Ask, schema: JsonSchema, kinds: Kinds): Ask[] {
  if (ask.at === undefined || ask.kind !== undefined || ask.compute !== undefined) return [ask]
  const inner = schemaAt(schema, pathOf(ask.at))
  const properties = inner?.['properties'] as Readonly<Record<string, JsonSchema>> | undefined
  if (!inner || !properties || kindFor(inner, kinds) !== undefined) return [ask]
  return Object.keys(properties).flatMap((name) => {
    const { title: _, prefill, ...shared } = ask
    return expand({ ...shared, at: `${ask.at ?? ''}${pointerOf([name])}`, ...(prefill === undefined ? {} : { prefill: `${prefill}.${name}` }) }, schema, kinds)
  })
}

/** Ties one question to its place in the schema. */
export function publishAsk(ask: Ask, schema: JsonSchema, kinds: Kinds, at: string, tell: Tell): PublishedAsk | undefined {
  checkKeys(ask, ASK_KEYS, at, tell)
  if (ask.kind !== undefined && Object.hasOwn(kinds, ask.kind) && kinds[ask.kind]!.role === 'note') return publishNote(ask, ask.kind, at, tell)
  if (ask.at === undefined || !/^(\/[^/]+)+$/.test(ask.at)) return void tell(`${at}/at`, 'no-place', '问题没有指明填在哪里（at）')
  const path = pathOf(ask.at)
  const inner = schemaAt(schema, path)
  if (!inner) return void tell(`${at}/at`, 'unknown-place', `结构中没有“${ask.at}”`)
  const required = isRequired(schemaAt(schema, path.slice(0, -1)), path.at(-1))
  const asked = publishAsked({ ...ask, path, required }, inner, kinds, at, tell)
  if (!asked) return undefined
  const columns = asked.role === 'rows' ? publishColumns(ask, inner, kinds, at, tell) : undefined
  const { columnRole } = kinds[asked.kind]!
  if (columnRole) columns?.forEach((column, index) => { if (column.role !== columnRole) tell(`${at}/columns/${index}`, 'column-kind', `“${column.title}”的问法在这里用不上`) })
  if (ask.columns && asked.role !== 'rows') tell(`${at}/columns`, 'stray-columns', '只有表格才有列')
  return { ...asked, ...(columns ? { columns } : {}), ...given(ask, ['accepts', 'material', 'text']) }
}

function publishNote(ask: Ask, kind: string, at: string, tell: Tell): PublishedAsk {
  if (ask.at !== undefined) tell(`${at}/at`, 'note-with-place', '说明文字不填写内容，不能有 at')
  if (ask.text === undefined) tell(`${at}/text`, 'no-text', '说明文字没有内容')
  const when = feel(ask.when, `${at}/when`, tell)
  return { at: '', path: [], kind, role: 'note', title: ask.title ?? '', required: false, correctable: false, ...(when ? { when } : {}), ...given(ask, ['text', 'help', 'clause']) }
}

type Placed = (Ask | Column) & { readonly path: readonly string[]; readonly required: boolean }

function publishAsked(ask: Placed, schema: JsonSchema, kinds: Kinds, at: string, tell: Tell): PublishedAsk | undefined {
  const kind = kindOf(ask, schema, kinds, at, tell)
  if (!kind) return undefined
  const { role, verb, must } = kinds[kind]!
  checkNeeds(ask, kinds[kind]!, at, tell)
  const trees = (['when', 'require', 'compute'] as const).map((name) => [name, feel(ask[name], `${at}/${name}`, tell)] as const).filter(([, tree]) => tree !== undefined)
  if (role === 'computed' && ask.compute === undefined) tell(`${at}/compute`, 'no-compute', '计算得出的问题没有算式（compute）')
  const title = ask.title ?? (typeof schema['title'] === 'string' ? schema['title'] : undefined)
  if (title === undefined) tell(`${at}/title`, 'no-title', `“${ask.path.join('.')}”没有中文名称（title）`)
  return {
    at: pointerOf(ask.path), path: ask.path, kind, ...(role ? { role } : {}), ...(verb ? { verb } : {}), ...(must ? { must: must.map((one) => ({ must: feel(one.must, at, tell)!, say: one.say })) } : {}), title: title ?? '', required: ask.required && ask.compute === undefined,
    correctable: ask.compute === undefined && ask.correctable !== false, ...Object.fromEntries(trees), ...options(ask, role, schema, at, tell),
    ...given(ask, ['help', 'prefill', 'clause', 'unit', 'was']),
  }
}

/** A kind that is not set up is told, never published; columns have no `accepts`, so what needs it is no column. */
function checkNeeds(ask: Placed, { needs = {} }: Kind, at: string, tell: Tell): void {
  for (const [name, words] of Object.entries(needs)) {
    const value = (ask as object as Readonly<Record<string, unknown>>)[name]
    if (!Array.isArray(value) || value.length === 0) tell(`${at}/${name}`, 'missing-setting', words)
  }
}

function kindOf(ask: Placed, schema: JsonSchema, kinds: Kinds, at: string, tell: Tell): string | undefined {
  if (ask.kind !== undefined && !Object.hasOwn(kinds, ask.kind)) return void tell(`${at}/kind`, 'unknown-kind', `不认识的问法“${String(ask.kind)}”`)
  const ofRole = (role: Role) => Object.keys(kinds).find((name) => kinds[name]!.role === role)
  const kind = ask.compute === undefined ? (ask.kind ?? (ask.options === undefined ? kindFor(schema, kinds) : ofRole('choice'))) : (ask.kind ?? ofRole('computed'))
  if (!kind) tell(`${at}/kind`, 'no-kind', `“${ask.path.join('.')}”看不出怎么问，请写明 kind`)
  return kind
}

function options(ask: Placed, role: Role | undefined, schema: JsonSchema, at: string, tell: Tell): { options?: readonly Option[] } | { optionsFrom?: PublishedAsk['optionsFrom'] } {
  if (role !== 'choice' && role !== 'choices') {
    if (ask.options !== undefined) tell(`${at}/options`, 'stray-options', '只有选择题才有选项')
    return {}
  }
  if (typeof ask.options === 'string') return { optionsFrom: feel(ask.options, `${at}/options`, tell) }
  if (ask.options && ask.options.length > 0) return { options: ask.options }
  const items = role === 'choices' ? ((schema['items'] ?? {}) as JsonSchema) : schema
  const values = items['enum'] as readonly (string | number)[] | undefined
  if (!values || values.length === 0) tell(`${at}/options`, 'no-options', '选择题没有选项')
  return { options: (values ?? []).map((value) => ({ value, label: String(value) })) }
}

function publishColumns(ask: Ask, schema: JsonSchema, kinds: Kinds, at: string, tell: Tell): PublishedAsk[] | undefined {
  const items = (schema['items'] ?? {}) as JsonSchema
  const properties = items['properties'] as Readonly<Record<string, JsonSchema>> | undefined
  if (!properties) return void tell(`${at}/at`, 'no-rows', '表格的结构须是对象的数组')
  const columns = ask.columns ?? Object.keys(properties)
  const missing = ((items['required'] ?? []) as readonly string[]).filter((name) => !columns.some((one) => (typeof one === 'string' ? one : one.name) === name))
  for (const name of missing) tell(`${at}/columns`, 'never-asked', `必填的列“${name}”没有列出`)
  return columns.map((one, index) => publishColumn(typeof one === 'string' ? { name: one } : one, items, kinds, `${at}/columns/${index}`, tell)).filter((column) => column !== undefined)
}

function publishColumn(column: Column, items: JsonSchema, kinds: Kinds, at: string, tell: Tell): PublishedAsk | undefined {
  checkKeys(column, COLUMN_KEYS, at, tell)
  const inner = schemaAt(items, [column.name])
  if (!inner) return void tell(at, 'unknown-place', `表格中没有列“${column.name}”`)
  const found = publishAsked({ ...column, path: [column.name], required: isRequired(items, column.name) }, inner, kinds, at, tell)
  if (found?.role === 'rows' || found?.role === 'note') return void tell(at, 'nested-rows', '表格的列不能再是表格或说明')
  return found
}

function given<K extends keyof Ask>(ask: Ask | Column, names: readonly K[]): Partial<Pick<Ask, K>> {
  const found = ask as Ask
  return Object.fromEntries(names.filter((name) => found[name] !== undefined).map((name) => [name, found[name]])) as Partial<Pick<Ask, K>>
}
