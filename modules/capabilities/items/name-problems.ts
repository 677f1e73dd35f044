import { builtins, calledNames, freeNames, parse, parts } from '@xiangyun/feel'
import type { Tree } from '@xiangyun/feel'
import type { ItemDefinition } from './definition.ts'
import { offer } from './plain-problems.ts'

/** What expressions of one place may name. */
export type Names = {
  readonly free: readonly string[]
  /** Name → its fields, where they are known. */
  readonly fields: ReadonlyMap<string, readonly string[]>
  /** Situation → the values that can be chosen. */
  readonly options: ReadonlyMap<string, readonly string[]>
  /** Nothing where parameters may come from elsewhere. */
  readonly parameters: readonly string[] | undefined
}

/** Functions that the platform gives to every expression of an item. */
export const ownFunctions = ['parameter', 'ageOf', 'citizenNumber']

/** What is wrong with the names in an expression, in Chinese; nothing when all of them are there, or when it cannot be read at all. */
export function wrongNames(source: string, names: Names): string[] {
  const parsed = parse(source)
  if (!parsed.ok) return []
  const tree = unfiltered(parsed.value)
  return [
    ...freeNames(tree).filter((n) => !names.free.includes(n)).map((n) => `没有 ${n}${offer(n, names.free)}`),
    ...calledNames(tree).filter((n) => !ownFunctions.includes(n) && !builtins.has(n) && !names.free.includes(n)).map((n) => `没有函数 ${n}${offer(n, [...ownFunctions, ...builtins.keys()])}`),
    ...all(tree).flatMap((node) => wrongNode(node, names)),
  ]
}

function wrongNode(node: Tree, names: Names): string[] {
  if (node.kind === 'path' && node.of.kind === 'name') {
    const fields = names.fields.get(node.of.name)
    return fields && !fields.includes(node.name) ? [`${node.of.name} 没有 ${node.name}${offer(node.name, fields)}`] : []
  }
  if (node.kind === 'call' && node.of.kind === 'name' && node.of.name === 'parameter') {
    const [first] = node.args
    return first?.kind === 'string' && names.parameters && !names.parameters.includes(first.text) ? [`没有参数 ${first.text}（parameters/${first.text}.yaml）${offer(first.text, names.parameters)}`] : []
  }
  if (node.kind === 'compare') return node.right.kind === 'test' ? ['相等写一个 =，不等写 !='] : [...wrongOption(node.left, [node.right], names), ...wrongOption(node.right, [node.left], names)]
  return node.kind === 'in' ? wrongOption(node.of, node.tests, names) : []
}

function wrongOption(name: Tree, values: readonly Tree[], names: Names): string[] {
  const options = name.kind === 'name' ? names.options.get(name.name) : undefined
  if (!options || name.kind !== 'name') return []
  return values.flatMap((v) => (v.kind === 'string' && !options.includes(v.text) ? [`情形 ${name.name} 没有选项 ${v.text}${offer(v.text, options)}`] : []))
}

const all = (tree: Tree): Tree[] => [tree, ...parts(tree).flatMap(all)]

/** Inside a filter any name may be a field of the record; such names are left to the walk. */
function unfiltered(tree: Tree): Tree {
  return JSON.parse(JSON.stringify(tree), (_, value: unknown) => {
    const node = value as { kind?: string; of?: unknown } | null
    return node !== null && typeof node === 'object' && node.kind === 'filter' ? node.of : value
  }) as Tree
}

/** The names of an item that stand in every expression of it. */
export function namesOf(item: ItemDefinition, form: readonly string[] | undefined, registers: ReadonlyMap<string, { fields: Record<string, unknown> }>, parameters: readonly string[] | undefined): Names {
  const fields = new Map<string, readonly string[]>(form ? [['form', form]] : [])
  fields.set('applicant', Object.keys(registers.get('people')?.fields ?? {}))
  for (const [name, party] of Object.entries(item.parties)) {
    const register = registers.get(party.concept === 'firm' ? 'legal-persons' : 'people')
    if (register && (party.acts === 'applicant' || party.acts === 'applicant-or-agent')) fields.set(name, [...Object.keys(register.fields), ...(party.concept === 'firm' ? ['businessLicence'] : [])])
  }
  return {
    free: [...item.situations.map((s) => s.id), ...new Set(['applicant', ...Object.keys(item.parties)]), ...(item.facts ?? []).map((f) => f.id), 'form', 'today', 'now'],
    fields,
    options: new Map(item.situations.filter((s) => s.options).map((s) => [s.id, s.options!.map((o) => o.value)])),
    parameters,
  }
}
