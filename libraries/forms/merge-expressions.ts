import { builtins } from '@xiangyun/feel/builtins'
import { freeNames } from '@xiangyun/feel/free-names'
import { parse } from '@xiangyun/feel/parse'
import type { Path } from './reads.ts'
import { overlap, readsOf } from './reads.ts'

/** One question of a form that is merged: where it stood, and where it stands now. */
export interface Moved {
  readonly path: readonly string[]
  readonly to: readonly string[]
  readonly isShared: boolean
  /** Its condition in its own form, that of its section included. */
  readonly when: string | undefined
}

export interface Moves {
  readonly asks: readonly Moved[]
  /** Where the form's own facts stand, such as `facts.food`. */
  readonly facts: string
  /** Where its own questions stand. */
  readonly space: string
}

/** An expression of a form, saying in the merged form what it said at home. */
export type Wrap = (source: string, except?: readonly string[]) => string

/** The clock's names are the same everywhere. */
const EVERYWHERE = ['today', 'now', 'row', 'item', 'partial']

const SIMPLE = /^[\p{L}_][\p{L}\p{N}_]*$/u

/**
 * Expressions stay as they were written; the names that they read are given to them from where their values stand now
 * (a boxed context, DMN 1.5 §10.3.2.6). A shared answer that the form itself would hide is not seen by it.
 */
export function wrapFor({ asks, facts, space }: Moves): Wrap {
  const open = new Set<Moved>()
  const roots = new Set(asks.map(({ path }) => path[0]!))

  const leaf = (ask: Moved): string => {
    const place = ask.to.join('.')
    if (!ask.isShared || ask.when === undefined || open.has(ask)) return place
    open.add(ask)
    const guarded = `(if ${wrap(ask.when)} then ${place} else null)`
    open.delete(ask)
    return guarded
  }
  /** Only what is read is given, so that nothing waits for what it does not read. */
  const valueAt = (path: readonly string[], read: readonly Path[]): string => {
    const around = asks.filter((ask) => overlap(path, ask.path))
    const own = around.find((ask) => ask.path.length <= path.length)
    if (own) return leaf(own)
    const isWhole = read.some((one) => one.length <= path.length && overlap(one, path))
    if (isWhole && !around.some((ask) => ask.isShared)) return [space, ...path].join('.')
    const inside = around.filter((ask) => SIMPLE.test(ask.path[path.length]!) && read.some((one) => overlap(one, ask.path)))
    const values = [...new Set(inside.map((ask) => ask.path[path.length]!))].map((name) => [name, valueAt([...path, name], read)] as const)
    if (values.length === 0) return 'null'
    const made = `{${values.map(([name, value]) => `${name}: ${value}`).join(', ')}}`
    return isWhole ? `(if ${values.map(([, value]) => `${value} = null`).join(' and ')} then null else ${made})` : made
  }
  const wrap: Wrap = (source, except = []) => {
    const parsed = parse(source)
    if (!parsed.ok) return source
    const names = freeNames(parsed.value).filter((name) => SIMPLE.test(name) && (roots.has(name) || !EVERYWHERE.includes(name)) && !except.includes(name))
    if (names.length === 0) return source
    const read = readsOf(parsed.value).paths
    const result = unused('result', names)
    const given = names.map((name) => `${name}: ${orFunction(name, roots.has(name) ? valueAt([name], read.filter((path) => path[0] === name)) : `${facts}.${name}`)}`)
    return `{${given.join(', ')}, ${result}: (${source}\n)}.${result}`
  }
  return wrap
}

/** Where nothing is given under a name, a function of the standard may have it, such as `mode`. */
const orFunction = (name: string, place: string): string => (builtins.has(name) ? `(if ${place} = null then ${name} else ${place})` : place)

/** A name that none of these has. */
export function unused(name: string, taken: readonly string[]): string {
  let found = name
  while (taken.includes(found)) found += '_'
  return found
}
