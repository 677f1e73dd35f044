import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import { isHandling } from '../access.ts'
import type { issueAgain as issueAgainRoute } from '../contract.ts'
import { caseStore } from '../store.ts'
import { heldStore } from './held-store.ts'

/** An entry for which results wait was put right: their issuing is tried again. Safe to repeat. */
export async function registerChanged(context: Context, payload: { register: string; id: string; version: number }): Promise<void> {
  for (const { instance } of await heldStore(context.db).waitingFor(payload.register, payload.id, payload.version === 1)) await context.ask(processesPort).retry(instance)
}

/** The deciding office has the issuing of a held result tried again. */
export async function issueAgain(context: Context, input: InputOf<typeof issueAgainRoute>): Promise<Result<Record<string, never>>> {
  const row = await caseStore(context.db).find(input.id)
  if (!row || !isHandling(context.actor, row, []) || context.actor.traits['unit'] !== row.unit) return fail('cases/no-case')
  if (row.ended_at || !(await heldStore(context.db).find(row.id))) return fail('cases/not-held')
  await context.ask(processesPort).retry(row.instance)
  context.audit({ act: 'cases.issue-again', object: `case/${row.id}`, subject: row.applicant_index, detail: { number: row.number } })
  return ok({})
}
