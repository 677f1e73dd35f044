import { fail } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { isHandling } from '../access.ts'
import type { takeBack as takeBackRoute } from '../contract.ts'
import { caseStore } from '../store.ts'
import { send } from '../use-cases/answer-office.ts'
import { heldStore } from './held-store.ts'

/** What was asked for before the result stays settled: who paid does not pay again. */
const settled = { decision: null, fee: { due: 0 }, tax: { due: false } }

/** The deciding office opens its decision anew when the result of it cannot be written into a register; the time line says why. */
export async function takeBack(context: Context, input: InputOf<typeof takeBackRoute>): Promise<Result<{ stage: string }>> {
  const row = await caseStore(context.db).find(input.id, true)
  if (!row || !isHandling(context.actor, row, []) || context.actor.traits['unit'] !== row.unit) return fail('cases/no-case')
  if (row.ended_at || !(await heldStore(context.db).find(row.id))) return fail('cases/not-held')
  const sent = await send(context, row, 'decision-taken-back', `结果无法写入登记库，收回还没有制发的决定，重新作出决定：${input.reason}`, settled)
  if (!sent.ok) return fail('cases/not-held')
  await heldStore(context.db).release(row.id)
  return sent
}
