import { decimalOf, Decimal } from './numbers.ts'
import type { Run, Scope } from './scope.ts'
import { bind, MOST, spend } from './scope.ts'
import { FeelDate, dateOfEpochDay, epochDay } from './temporal.ts'
import type { Tree } from './tree.ts'
import type { Context, Value } from './values.ts'
import { Range, isContext, isList, listOf } from './values.ts'

type Each = Tree & { kind: 'for' | 'some' | 'every' }
type Visit = (scope: Scope) => boolean

/** `for`, `some` and `every` (DMN 1.5 §10.3.2.14 and table 51). */
export function compileEach(tree: Each, compileTree: (tree: Tree) => Run): Run {
  const sources = tree.each.map((one) => ({ name: one.name, in: compileTree(one.in), to: one.to ? compileTree(one.to) : undefined }))
  const inner = compileTree(tree.kind === 'for' ? tree.give : tree.holds)
  const walk = (scope: Scope, index: number, visit: Visit): boolean => {
    const source = sources[index]
    if (!source) return visit(scope)
    const items = itemsOf(source.in(scope), source.to?.(scope))
    if (items === null) return false
    spend(scope.env, items.length)
    return items.every((item) => walk(bind(scope, source.name, item), index + 1, visit))
  }
  return tree.kind === 'for' ? gather(walk, inner) : quantify(walk, inner, tree.kind === 'some')
}

type Walk = (scope: Scope, index: number, visit: Visit) => boolean

function gather(walk: Walk, inner: Run): Run {
  return (scope) => {
    const partial: Value[] = []
    const whole = walk(bind(scope, 'partial', partial), 0, (at) => partial.push(inner(at)) > 0)
    return whole ? partial : null
  }
}

function quantify(walk: Walk, inner: Run, some: boolean): Run {
  return (scope) => {
    let unknown = false
    let decided = false
    const whole = walk(scope, 0, (at) => {
      const holds = inner(at)
      unknown ||= typeof holds !== 'boolean'
      decided = holds === some
      return !decided
    })
    if (decided) return some
    return unknown || !whole ? null : !some
  }
}

/** What `for` goes through: the items of a list, a range of whole numbers or dates (DMN 1.5 §10.3.2.14). */
export function itemsOf(from: Value, to: Value | undefined): readonly Value[] | null {
  if (to !== undefined) return span(from, to)
  if (from instanceof Range) return rangeItems(from)
  return from === null ? null : listOf(from)
}

function rangeItems(range: Range): readonly Value[] | null {
  const items = span(range.from, range.to)
  if (!items) return null
  return items.slice(range.fromIn ? 0 : 1, range.toIn ? items.length : -1)
}

function span(from: Value, to: Value): readonly Value[] | null {
  if (from instanceof Decimal && to instanceof Decimal) {
    return from.isInteger() && to.isInteger() ? steps(from.toNumber(), to.toNumber()).map((one) => decimalOf(one)) : null
  }
  return from instanceof FeelDate && to instanceof FeelDate ? steps(epochDay(from), epochDay(to)).map(dateOfEpochDay) : null
}

function steps(from: number, to: number): number[] {
  const length = Math.abs(to - from) + 1
  const by = to < from ? -1 : 1
  return length > MOST ? [] : Array.from({ length }, (_, index) => from + index * by)
}

/** `list[…]`: by position, or by a condition on `item` and its entries (DMN 1.5 §10.3.2.5 table 55). */
export function compileFilter(of: Run, byTree: Tree, by: Run): Run {
  return (scope) => {
    const value = of(scope)
    if (byTree.kind === 'number') return pick(listOrEmpty(value), by(scope))
    const items = listOrEmpty(value)
    spend(scope.env, items.length)
    const first = items.length ? by(inItem(scope, items[0] ?? null)) : by(scope)
    if (first instanceof Decimal) return pick(items, first)
    return items.filter((item, index) => (index === 0 ? first : by(inItem(scope, item))) === true)
  }
}

const listOrEmpty = (value: Value): readonly Value[] => (value === null ? [] : isList(value) ? value : [value])

/** The item at a position, from the end when negative. */
export function pick(items: readonly Value[], position: Value): Value {
  if (!(position instanceof Decimal) || !position.isInteger()) return null
  const index = position.toNumber()
  return (index > 0 ? items[index - 1] : items.at(index === 0 ? items.length : index)) ?? null
}

function inItem(scope: Scope, item: Value): Scope {
  const inside = isContext(item) ? { entries: item as Context, up: scope, env: scope.env } : scope
  return isContext(item) && Object.hasOwn(item as Context, 'item') ? inside : bind(inside, 'item', item)
}
