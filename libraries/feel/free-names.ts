import type { Iterator, Tree } from './tree.ts'
import { parts } from './tree.ts'

/**
 * Names an expression needs from outside (DMN 1.5 §10.3.2.11), sorted. Names inside a filter are counted
 * even when an item may supply them; names that are only called are left to `calledNames`.
 */
export function freeNames(tree: Tree): string[] {
  const found = new Set<string>()
  visit(tree, new Set(), found)
  return [...found].sort()
}

/** Names that are called as functions, sorted: the standard's, the caller's or those in the context. */
export function calledNames(tree: Tree): string[] {
  const found = new Set<string>()
  const walk = (node: Tree): void => {
    if (node.kind === 'call' && node.of.kind === 'name') found.add(node.of.name)
    parts(node).forEach(walk)
  }
  walk(tree)
  return [...found].sort()
}

function visit(tree: Tree, bound: ReadonlySet<string>, found: Set<string>): void {
  switch (tree.kind) {
    case 'name':
      if (!bound.has(tree.name) && tree.name !== '?') found.add(tree.name)
      return
    case 'for': return visit(tree.give, visitEach(tree.each, bound, found, ['partial']), found)
    case 'some': case 'every': return visit(tree.holds, visitEach(tree.each, bound, found, []), found)
    case 'filter':
      visit(tree.of, bound, found)
      return visit(tree.by, new Set([...bound, 'item']), found)
    case 'function': return visit(tree.body, new Set([...bound, ...tree.params.map((one) => one.name)]), found)
    case 'context': {
      const inside = new Set(bound)
      for (const entry of tree.entries) {
        visit(entry.value, inside, found)
        inside.add(entry.name)
      }
      return
    }
    case 'call':
      if (tree.of.kind !== 'name') visit(tree.of, bound, found)
      tree.args.forEach((one) => visit(one, bound, found))
      return
    default: parts(tree).forEach((one) => visit(one, bound, found))
  }
}

function visitEach(each: readonly Iterator[], bound: ReadonlySet<string>, found: Set<string>, extra: string[]): Set<string> {
  const inside = new Set([...bound, ...extra])
  for (const one of each) {
    visit(one.in, inside, found)
    if (one.to) visit(one.to, inside, found)
    inside.add(one.name)
  }
  return inside
}
