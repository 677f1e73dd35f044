import { freeNames } from '@xiangyun/feel/free-names'
import { parse } from '@xiangyun/feel/parse'
import type { Tree } from '@xiangyun/feel/tree'
import type { Ask, Form, FormProblem, JsonSchema } from '@xiangyun/forms/form'
import { pathOf } from '@xiangyun/forms/pointer'
import { isUnfinished, pathOfTree } from './conditions.ts'
import type { Wrong } from './designing.ts'
import type { Drawn } from './drawn.ts'

/** Where a mistake stands: at a question or section, at a rule, or nowhere in particular. */
export interface Found {
  readonly message: string
  readonly section?: number
  readonly ask?: number
  readonly rule?: number
  /** What of it is wrong: `when`, `options`, `columns/1/compute`. */
  readonly setting: string
}

/** The place in the definition that a problem names. */
export function placed(form: Form, { at, message }: Wrong): Found {
  const [, section, ask, setting] = /^\/ui\/(\d+)(?:\/ask\/(\d+))?\/?(.*)$/.exec(at) ?? []
  if (section !== undefined) return { message, section: Number(section), ...(ask === undefined ? {} : { ask: Number(ask) }), setting: setting ?? '' }
  const [, rule, part] = /^\/rules\/(\d+)\/?(.*)$/.exec(at) ?? []
  if (rule !== undefined) return { message, rule: Number(rule), setting: part ?? '' }
  const pointer = /^\/schema\/properties(\/[^/]+)/.exec(at)?.[1] ?? (at.startsWith('/schema') ? undefined : at)
  return { message, ...(pointer ? askNamed(form, pointer) : {}), setting: 'schema' }
}

function askNamed(form: Form, pointer: string): { section: number, ask: number } | undefined {
  for (const [section, { ask: asks }] of form.ui.entries()) {
    const ask = asks.findIndex((one) => one.at !== undefined && (one.at === pointer || pathOf(one.at)[0] === pathOf(pointer)[0]))
    if (ask >= 0) return { section, ask }
  }
  return undefined
}

/** Every mistake once: of each question by itself, of the whole, of names, and those that the server told. */
export function foundIn(form: Form, drawn: (ask: Ask) => Drawn, whole: readonly FormProblem[], told: readonly Wrong[], names: readonly string[], wereCalled: ReadonlyMap<string, string> = new Map()): Found[] {
  const own = form.ui.flatMap((one, section) => one.ask.flatMap((ask, number) => drawn(ask).problems.map(({ at, message }): Found =>
    ({ message: unfinished(ask, at) ?? message, section, ask: number, setting: at.replace(/^\//, '') }))))
  const others = [...whole, ...strangeNames(form, names, wereCalled), ...told].map((one) => placed(form, { ...one, message: unfinished(form, one.at) ?? one.message }))
  return others.reduce<Found[]>((list, one) => (list.some((known) => isTold(known, one)) ? list : [...list, one]), own)
}

/** A sentence that waits for its answer is told in plain words. */
function unfinished(root: object, at: string): string | undefined {
  const feel = pathOf(at).reduce<unknown>((node, key) => (typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined), root)
  return typeof feel === 'string' && isUnfinished(feel) ? '有一个条件还没有写完：选了哪道题，还没有写答案' : undefined
}

/** The same mistake at the same place; the whole form may not know the place that the question itself does. */
const isTold = (known: Found, one: Found) => known.message === one.message && (one.section === undefined && one.rule === undefined ? true : known.section === one.section && known.ask === one.ask && known.rule === one.rule)
  || (known.section === one.section && known.ask === one.ask && known.rule === one.rule && known.setting === one.setting && one.setting !== '' && one.setting !== 'schema')

/** Names that are neither answers nor facts; a library cannot know the facts, the designer does. */
export function strangeNames(form: Form, names: readonly string[], wereCalled: ReadonlyMap<string, string> = new Map()): Wrong[] {
  if (names.length === 0) return []
  const known = new Set([...names.map((name) => name.split('.')[0]!), ...Object.keys((form.schema['properties'] ?? {}) as object), 'today', 'now'])
  const look = (at: string, feel: unknown, more: readonly string[] = []): Wrong[] => {
    if (typeof feel !== 'string') return []
    const parsed = parse(feel)
    if (!parsed.ok) return []
    return freeNames(outside(parsed.value, form)).filter((name) => !known.has(name) && !more.includes(name)).map((name) => ({ at, message: wereCalled.has(name) ? `提到的“${wereCalled.get(name)}”这道题已经没有了` : `提到的“${name}”没有这道题，也不是已知的情况` }))
  }
  return [
    ...form.ui.flatMap((section, index) => [
      ...look(`/ui/${index}/when`, section.when),
      ...section.ask.flatMap((ask, number) => {
        const columns = ask.columns?.map((one) => (typeof one === 'string' ? one : one.name)) ?? []
        const parts = ['when', 'require', 'compute', 'options'] as const
        return [
          ...parts.flatMap((key) => look(`/ui/${index}/ask/${number}/${key}`, ask[key])),
          ...(ask.columns ?? []).flatMap((one, column) => (typeof one === 'string' ? [] : parts.flatMap((key) => look(`/ui/${index}/ask/${number}/columns/${column}/${key}`, one[key], [...columns, 'row'])))),
        ]
      }),
    ]),
    ...(form.rules ?? []).flatMap((rule, index) => [
      // A rule that asks a register reads what it found.
      ...look(`/rules/${index}/must`, rule.must, rule.look ? ['found'] : []), ...look(`/rules/${index}/when`, rule.when),
    ]),
  ]
}

/** Inside a filter the columns of the rows are names too; of rows that nobody here describes, every name may be one. */
function outside(tree: Tree, form: Form): Tree {
  return JSON.parse(JSON.stringify(tree), (_, value: unknown) => {
    const node = value as Tree | null
    if (node === null || typeof node !== 'object' || node.kind !== 'filter') return value
    const columns = columnsOf(node.of, form)
    return columns ? { ...node, by: withoutNames(node.by, columns) } : node.of
  }) as Tree
}

const withoutNames = (tree: Tree, names: readonly string[]): Tree => JSON.parse(JSON.stringify(tree), (_, value: unknown) => {
  const node = value as Tree | null
  return node !== null && typeof node === 'object' && node.kind === 'name' && names.includes(node.name) ? { kind: 'null' } : value
}) as Tree

function columnsOf(of: Tree, form: Form): string[] | undefined {
  const path = of.kind === 'filter' ? undefined : pathOfTree(of)?.split('.')
  const rows = path?.reduce<JsonSchema | undefined>((node, name) => (node?.['properties'] as Readonly<Record<string, JsonSchema>> | undefined)?.[name], form.schema)
  const properties = (rows?.['items'] as JsonSchema | undefined)?.['properties']
  return properties ? Object.keys(properties) : undefined
}
