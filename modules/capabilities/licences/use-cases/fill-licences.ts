import type { Context } from '@xiangyun/kernel/modules'
import type { StateHeld } from '../contract.ts'
import { enterAll } from '../log/enter.ts'
import { licenceStore } from '../store.ts'
import { licenceOf, planned, scopesOf, typeOf } from './issue-licence.ts'

/** Enters many licences that the state holds already; no files, no events. */
export async function fill(context: Context, rows: readonly StateHeld[]): Promise<number> {
  if (rows.length === 0) return 0
  const store = licenceStore(context)
  const ready = rows.map((order) => ({ order, type: typeOf(context, order.type) })).map((r) => ({ ...r, numbers: planned(context, r.type, r.order) }))
  const counts = scopesOf(ready.map((r) => r.numbers))
  const last = await store.take(counts)
  const next = new Map([...counts].map(([scope, count]) => [scope, last.get(scope)! - count]))
  const draw = (scope: string | undefined): number => {
    if (scope === undefined) return 0
    next.set(scope, next.get(scope)! + 1)
    return next.get(scope)!
  }
  const held = ready.map(({ order, type, numbers }) => ({
    ...licenceOf(context, type, order, { identifier: numbers.identifier(draw(numbers.identifierScope)), number: numbers.number(draw(numbers.numberScope)), version: 1 }), case: null, fileHash: null,
  }))
  await enterAll(context, 'held', held)
  return store.add(held)
}
