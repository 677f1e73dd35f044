import { parse } from '@xiangyun/feel/parse'
import type { Tree } from '@xiangyun/feel/tree'
import type { PublishedAsk } from './form.ts'
import { overlap, readsOf } from './reads.ts'
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
  const byName = new Map<string, PublishedAsk[]>()
  for (const ask of asks) byName.set(ask.path[0]!, [...(byName.get(ask.path[0]!) ?? []), ask])
  const order: string[] = []
  const done = new Set<PublishedAsk>()
  const open: { ask: PublishedAsk; reads: PublishedAsk[] }[] = []
  const opened = new Set<PublishedAsk>()
  const enter = (ask: PublishedAsk): void => {
    opened.add(ask)
    open.push({ ask, reads: readBy(ask, byName).reverse() })
  }
  for (const first of asks) {
    if (!done.has(first)) enter(first)
    while (open.length > 0) {
      const { ask, reads } = open.at(-1)!
      const next = reads.pop()
      if (!next) {
        open.pop()
        opened.delete(ask)
        done.add(ask)
        order.push(ask.at)
      } else if (opened.has(next)) tell(next.at, 'circular', circleOf(open.map((one) => one.ask), next))
      else if (!done.has(next)) enter(next)
    }
  }
  return order
}

/** The questions that one depends on, in the order of the form. */
function readBy(ask: PublishedAsk, byName: ReadonlyMap<string, readonly PublishedAsk[]>): PublishedAsk[] {
  const found = new Set<PublishedAsk>()
  for (const path of treesOf(ask).flatMap((tree) => readsOf(tree).paths)) {
    for (const other of byName.get(path[0]!) ?? []) if (other !== ask && overlap(path, other.path)) found.add(other)
  }
  return [...found]
}

/** Names the questions of a circle, a long one by its beginning and its end. */
function circleOf(open: readonly PublishedAsk[], back: PublishedAsk): string {
  const titles = [...open.slice(open.indexOf(back)), back].map(({ title }) => `“${title}”`)
  const named = titles.length > 12 ? [...titles.slice(0, 6), `……（共 ${titles.length - 1} 项）`, ...titles.slice(-3)] : titles
  return `条件或算式绕成了一个圈：${named.join(' → ')}，请断开其中一处`
}

const treesOf = (ask: PublishedAsk): Tree[] =>
  [ask.when, ask.compute, ...(ask.columns ?? []).flatMap((column) => [column.when, column.compute])].filter((tree) => tree !== undefined)
