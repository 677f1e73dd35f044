import { relocationTargets } from '@xiangyun/bpmn'
import type { Definition, NodeKind } from '@xiangyun/bpmn'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import { none } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import type { cancelInstance as cancelRoute, listIncidents as incidentsRoute, relocateToken as relocateRoute, retryCause as causeRoute, retryInstance as retryRoute } from '../contract.ts'
import { instanceStore } from './instance-store.ts'
import { processHostPort } from '../ports.ts'
import { definitionOf } from '../running/definitions.ts'
import type { Advanced, Event, State } from '../ports.ts'
import { isWithin, within } from './reach.ts'
import { sendTo } from '../running/runner.ts'
import { processStore } from '../running/store.ts'
import { versionStore } from '../designing/version-store.ts'

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
  if ((await instanceStore(context.db).resume({ instance: input.id }, none, noteOf(context, input.reason))) === 0) return fail('processes/nothing-failed')
  context.audit({ act: 'processes.retry', object: `process-instance/${input.id}`, detail: { number: own.value.label, reason: input.reason } })
  return ok({})
}

export async function listIncidents(context: Context, input: InputOf<typeof incidentsRoute>) {
  const causes = await instanceStore(context.db).causes(await definitionsOf(context, input.key), within(context.actor))
  return ok({ causes: causes.map(({ n, since, ...cause }) => ({ ...cause, count: n, since: since.toISOString() })) })
}

/** One cause that is mended lets all go on that it stopped. */
export async function retryCause(context: Context, input: InputOf<typeof causeRoute>) {
  const retried = await instanceStore(context.db).resume({ definitions: await definitionsOf(context, input.key), topic: input.topic, error: input.error }, within(context.actor), noteOf(context, input.reason))
  if (retried === 0) return fail('processes/nothing-failed')
  context.audit({ act: 'processes.retry-cause', object: `process/${input.key}`, detail: { topic: input.topic, error: input.error, retried, reason: input.reason } })
  return ok({ retried })
}

const noteOf = (context: Context, reason: string) => ({ at: context.now, actor: context.actor.id, event: { type: 'noted' as const, what: 'retry' as const, reason } })
const definitionsOf = async (context: Context, key: string): Promise<string[]> => (await versionStore(context.db).of(key)).map((one) => one.definition)

/** Where an operator may put a token: where somebody acts or something is waited for. What the platform decides or issues comes by the process alone; what runs in parallel is moved when it has come together. */
const PLACES: ReadonlySet<NodeKind> = new Set(['task', 'receive', 'catch', 'event-gateway', 'sub-process'])

export function placesFor(definition: Definition, state: State, id: string) {
  const token = state.tokens.find((one) => one.id === id)
  const isBeside = state.tokens.some((one) => one.id !== id && one.scope === token?.scope && !one.body)
  return isBeside ? [] : relocationTargets(definition, state, id).filter((node) => PLACES.has(node.kind) && node.id !== token?.at).map(({ id: place, name }) => ({ id: place, name }))
}

export async function relocateToken(context: Context, input: InputOf<typeof relocateRoute>) {
  const own = await held(context, input.id)
  if (!own.ok) return own
  const row = (await processStore(context.db).instance(input.id, true))!
  const from = row.state.tokens.find((token) => token.id === input.token)?.at
  if (from !== input.from) return fail('processes/not-possible', '流程已经不在这个环节，请刷新后再看')
  if (!placesFor(await definitionOf(context, row.definition), row.state, input.token).some((place) => place.id === input.to)) return fail('processes/not-movable', '只能移到同一层里另一个有人办理或等待的环节；正在并行办理的，等汇合以后再移')
  const moved = await operate(context, input.id, own.value, { type: 'relocated', token: input.token, to: input.to, reason: input.reason }, '环节调整')
  if (!moved.ok) return moved
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

