import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { cancelInstance as cancelRoute, relocateToken as relocateRoute, retryInstance as retryRoute } from './contract.ts'
import { instanceStore } from './instance-store.ts'
import { processHostPort } from './ports.ts'
import type { Advanced, Event } from './ports.ts'
import { isWithin } from './reach.ts'
import { sendTo } from './runner.ts'
import { jobStore, processStore } from './store.ts'

/** The instance within an operator's reach, with what it moves locked first. */
async function held(context: Context, id: string): Promise<Result<{ label: string; subject: string }>> {
  const row = await instanceStore(context.db).find(id)
  if (!row || !isWithin(context.actor, row.division)) return fail('processes/no-instance')
  await context.ask(processHostPort).hold(row.subject)
  return ok({ label: row.label, subject: row.subject })
}

export async function retryInstance(context: Context, input: InputOf<typeof retryRoute>) {
  const own = await held(context, input.id)
  if (!own.ok) return own
  if ((await jobStore(context.db).resume(input.id, context.now)) === 0) return fail('processes/nothing-failed')
  context.audit({ act: 'processes.retry', object: `process-instance/${input.id}`, detail: { number: own.value.label, reason: input.reason } })
  return ok({})
}

export async function relocateToken(context: Context, input: InputOf<typeof relocateRoute>) {
  const own = await held(context, input.id)
  if (!own.ok) return own
  const from = (await processStore(context.db).instance(input.id, true))!.state.tokens.find((token) => token.id === input.token)?.at
  if (from === undefined) return fail('processes/not-possible', '流程已经不在这个环节，请刷新后再看')
  const moved = await operate(context, input.id, own.value, { type: 'relocated', token: input.token, to: input.to, reason: input.reason }, '环节调整')
  if (!moved.ok) return moved.detail?.startsWith('不能从') ? fail('processes/not-movable', moved.detail) : moved
  context.audit({ act: 'processes.relocate', object: `process-instance/${input.id}`, detail: { number: own.value.label, from, to: input.to, reason: input.reason } })
  return ok({ at: moved.value.state.tokens.map((token) => token.at) })
}

export async function cancelInstance(context: Context, input: InputOf<typeof cancelRoute>) {
  const own = await held(context, input.id)
  if (!own.ok) return own
  const cancelled = await operate(context, input.id, own.value, { type: 'cancelled', reason: input.reason }, '作废')
  if (!cancelled.ok) return cancelled
  context.audit({ act: 'processes.cancel', object: `process-instance/${input.id}`, detail: { number: own.value.label, reason: input.reason } })
  return ok({})
}

/** An operator's event, with its reason told to whom the process belongs. */
async function operate(context: Context, id: string, { subject }: { subject: string }, event: Event & { readonly reason?: string }, what: string): Promise<Result<Advanced>> {
  const advanced = await sendTo(context, id, event)
  if (!advanced.ok) return advanced
  await context.ask(processHostPort).apply(subject, advanced.value, 'operator', `${what}：${event.reason ?? ''}`)
  return advanced
}

