import type { Functions } from '@xiangyun/feel'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { validUntil } from '#modules/capabilities/items/evaluation.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import type { Content } from '../content.ts'
import { seen } from '../scope.ts'
import type { CaseRow } from '../store.ts'

export type ResultScope = { readonly facts: Record<string, unknown>; readonly functions: Functions; readonly decided: unknown; readonly today: string; readonly until: string | null }

/** What the expressions of a result see: the application's facts, what was decided, from when until when, and by whom. */
export async function resultScope(context: Context, row: CaseRow, own: ItemVersion, content: Content): Promise<ResultScope> {
  const { scope, functions } = seen(context, own, row.division, content)
  const state = await context.ask(processesPort).state(row.instance)
  const decided = (state?.variables['assessment'] as { value?: unknown } | undefined)?.value ?? {}
  const today = localDate(context.now)
  const { valid } = own.definition.outcomes.granted
  const until = valid ? validUntil(today, valid) : null
  return { facts: { ...scope, decided, validFrom: today, validUntil: until, issuer: context.ask(itemsPort).offices(own, row.division)!.decide.name, caseNumber: row.number }, functions, decided, today, until }
}
