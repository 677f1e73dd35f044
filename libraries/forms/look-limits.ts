import type { Tree } from '@xiangyun/feel/tree'
import { parts } from '@xiangyun/feel/tree'
import type { Tell } from './schema.ts'

/** What forms may ask of a register: by which fields, which fields they may compare, and of which only whether there is one. */
export interface Asked {
  readonly by: readonly string[]
  readonly tells: readonly string[]
  readonly has?: readonly string[]
}

/** A form that asks more often than this is no form but a search. */
export const MOST_LOOKS = 10
/** Each compared value is one bit that a person may learn of somebody else. */
const MOST_COMPARED = 12

/**
 * Whether a condition over `found` learns no more than whether there is an entry and whether told fields are what the
 * form compares them with. Anything that takes a field apart, such as the first sign of a number, would tell all of it bit by bit.
 */
export function checkFound(must: Tree, register: string, asked: Asked, at: string, tell: Tell): void {
  const compared: Tree[] = []
  const walk = (tree: Tree): void => {
    if (!readsFound(tree)) return
    if (tree.kind === 'and' || tree.kind === 'or') return parts(tree).forEach(walk)
    const refused = refusalOf(tree, asked, compared)
    if (refused === 'form') tell(at, 'found-form', 'found 只能写 found = null、found != null，或把一个字段与填的内容、固定的值比是否相等（=、!=、in），用 and、or 连接')
    else if (refused !== undefined) tell(at, 'found-field', `登记库“${register}”不供表单核对“${refused}”，可以核对的是${[...asked.tells, ...asked.has ?? []].join('、') || '有没有登记'}`)
  }
  walk(must)
  if (compared.length > MOST_COMPARED) tell(at, 'found-many', `一条规则最多比较 ${MOST_COMPARED} 个值`)
}

/** The field that may not be compared so, `form` when it is no plain comparison. */
function refusalOf(tree: Tree, asked: Asked, compared: Tree[]): string | undefined {
  if (tree.kind === 'in') {
    const field = fieldOf(tree.of)
    const values = tree.tests.flatMap((one) => (one.kind === 'list' ? one.items : [one]))
    if (field === undefined || !values.every(isFixed)) return 'form'
    compared.push(...values)
    return asked.tells.includes(field) ? undefined : field
  }
  if (tree.kind !== 'compare' || (tree.op !== '=' && tree.op !== '!=')) return 'form'
  const [own, other] = readsFound(tree.left) ? [tree.left, tree.right] : [tree.right, tree.left]
  if (readsFound(other)) return 'form'
  if (own.kind === 'name') return other.kind === 'null' ? undefined : 'form'
  const field = fieldOf(own)
  if (field === undefined) return 'form'
  compared.push(other)
  return asked.tells.includes(field) || (other.kind === 'null' && asked.has?.includes(field)) ? undefined : field
}

const fieldOf = (tree: Tree): string | undefined => (tree.kind === 'path' && tree.of.kind === 'name' && tree.of.name === 'found' ? tree.name : undefined)

/** Written out, so that nobody can send a list of a thousand values to be compared at once. */
const isFixed = (tree: Tree): boolean => tree.kind === 'string' || tree.kind === 'number' || tree.kind === 'boolean' || tree.kind === 'at'

/** Also where a loop or a function calls something of its own `found`: nobody has to tell the two apart. */
const readsFound = (tree: Tree): boolean => (tree.kind === 'name' && /^found\b/.test(tree.name)) || parts(tree).some(readsFound)
