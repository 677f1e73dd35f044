import type { ItemDefinition } from '#modules/capabilities/items/definition.ts'
import type { WalkCase } from './driver.ts'

type Came = { readonly outcome: string; readonly code: string | null; readonly verified: boolean }

/** Whether what came is what the case expects: a granted result must also verify. */
export function isAsExpected({ expect }: Pick<WalkCase, 'expect'>, came: Came): boolean {
  if (came.outcome !== expect.outcome || (expect.code !== undefined && came.code !== expect.code)) return false
  return expect.outcome !== 'granted' || came.verified
}

/** The outcome in a line; a blocked case says which condition stopped it, in the item's own sentence. */
export function outcomeWords(came: Came, conditions: ItemDefinition['conditions']): string {
  if (came.outcome !== 'blocked') return came.outcome
  const condition = conditions.find(({ id }) => id === came.code)
  return condition ? `blocked（${condition.id}：${condition.refuse}依据：${condition.clause}）` : `blocked（${came.code ?? ''}）`
}
