import type { Tree } from '@xiangyun/feel/tree'
import { parts } from '@xiangyun/feel/tree'
import { valueAt } from './pointer.ts'
import type { Facts, Json } from './form.ts'

export type Path = readonly string[]

/** Paths of names that an expression reads, such as `operator.premises`. */
export function pathsIn(tree: Tree): string[][] {
  const own = chain(tree)
  if (own) return [own]
  const inner = parts(tree).flatMap(pathsIn)
  return tree.kind === 'path' && inner.length === 0 ? [] : inner
}

function chain(tree: Tree): string[] | undefined {
  if (tree.kind === 'name') return [tree.name]
  if (tree.kind !== 'path') return undefined
  const before = chain(tree.of)
  return before && [...before, tree.name]
}

/** Whether a change at one path can be seen at the other. */
export function overlap(left: Path, right: Path): boolean {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) if (left[at] !== right[at]) return false
  return true
}

/** What is known of an expression without running it. */
export interface Reads {
  readonly paths: readonly Path[]
  /** First names of the paths, each once. */
  readonly names: readonly string[]
  /** How large it is. */
  readonly nodes: number
}

const known = new WeakMap<Tree, Reads>()

export function readsOf(tree: Tree): Reads {
  let found = known.get(tree)
  if (!found) {
    const paths = [...new Map(pathsIn(tree).flatMap(alsoWithin).map((path) => [JSON.stringify(path), path])).values()]
    found = { paths, names: [...new Set(paths.map((path) => path[0]!))], nodes: sizeOf(tree) }
    known.set(tree, found)
  }
  return found
}

/** A name with a dot may also be the entry of a context. */
const alsoWithin = (path: Path): Path[] => (path[0]!.includes('.') ? [path, [...path[0]!.split('.').map((step) => step.trim()), ...path.slice(1)]] : [path])

const sizeOf = (tree: Tree): number => parts(tree).reduce((sum, part) => sum + sizeOf(part), 1)

/** A round of a loop takes as long as so many steps without one. */
const STEPS_OF_A_ROUND = 8

/** Rounds that one evaluation costs before its own loops: its size, and the lists that it reads. */
export function costOf(tree: Tree, context: Facts): number {
  const { paths, nodes } = readsOf(tree)
  let cost = nodes
  for (const path of paths) {
    const first = Object.hasOwn(context, path[0]!) ? context[path[0]!] : undefined
    if (typeof first !== 'object' || first === null) continue
    const value = Array.isArray(first) || path.length === 1 ? first : valueAt(first as Json, path.slice(1))
    if (Array.isArray(value)) cost += value.length
  }
  return cost / STEPS_OF_A_ROUND
}

/** Paths that some expressions read, together. */
export const readTogether = (trees: readonly (Tree | undefined)[]): readonly Path[] => trees.flatMap((tree) => (tree ? readsOf(tree).paths : []))
