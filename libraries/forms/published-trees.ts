import { parse } from '@xiangyun/feel/parse'
import type { Tree } from '@xiangyun/feel/tree'
import type { PublishedAsk } from './form.ts'
import { overlap, pathsIn } from './reads.ts'
import type { Tell } from './schema.ts'

/** Reads FEEL of a form; a mistake is told with its place. */
export function feel(source: string | undefined, at: string, tell: Tell): Tree | undefined {
  if (source === undefined) return undefined
  const parsed = parse(source)
  if (parsed.ok) return parsed.value
  tell(at, 'bad-expression', `表达式有误：${parsed.problems[0]?.message ?? ''}`)
  return undefined
}

/** Orders asks so that each comes after what its conditions and figures read; undefined names stand for facts. */
export function settleOrder(asks: readonly PublishedAsk[], tell: Tell): string[] {
  const order: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (ask: PublishedAsk): void => {
    if (state.get(ask.at) === 'done') return
    if (state.get(ask.at) === 'open') return tell(ask.at, 'circular', `“${ask.title}”的条件或算式经其他问题又依赖自己`)
    state.set(ask.at, 'open')
    const read = treesOf(ask).flatMap(pathsIn)
    for (const other of asks) if (other !== ask && read.some((path) => overlap(path, other.path))) visit(other)
    state.set(ask.at, 'done')
    order.push(ask.at)
  }
  asks.forEach(visit)
  return order
}

const treesOf = (ask: PublishedAsk): Tree[] =>
  [ask.when, ask.compute, ...(ask.columns ?? []).flatMap((column) => [column.when, column.compute])].filter((tree) => tree !== undefined)
