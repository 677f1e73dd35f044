import type { PayloadOf } from '@xiangyun/kernel/contract'
import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import type { thrownOutside } from '../contract.ts'
import { processHostPort } from '../ports.ts'
import type { Variables } from '../ports.ts'
import { sendTo } from './runner.ts'
import { processStore } from './store.ts'

type Thrown = PayloadOf<typeof thrownOutside>

/** A signal or keyed message on its way to one process: a deadline of now, so that it comes exactly once. */
export const deliveryDeadline = defineDeadline<{ instance: string; subject: string; thrown: Thrown }>('processes.delivery')

/** Tells a signal to every process that waits for it, a keyed message to the first (BPMN 2.0.2 §10.5.1). Safe to repeat: the key is the event's. */
export async function passOn(context: Context, thrown: Thrown, event: { id: string }): Promise<void> {
  const waiting = await processStore(context.db).subscribers(thrown.kind, thrown.name, thrown.key, thrown.instance)
  for (const { instance, subject } of thrown.kind === 'signal' ? waiting : waiting.slice(0, 1)) await context.deadlines.set(deliveryDeadline, `${event.id}/${instance}`, context.now, { instance, subject, thrown })
}

/** What was thrown has come. Who no longer waits for it is left alone. */
export async function takeThrown(context: Context, { instance, subject, thrown }: { instance: string; subject: string; thrown: Thrown }): Promise<void> {
  await context.ask(processHostPort).hold(subject)
  const row = await processStore(context.db).instance(instance, true)
  if (row?.state.status !== 'active' || !row.state.waits.some((wait) => wait.kind === thrown.kind && wait.name === thrown.name)) return
  const variables = thrown.variables as Variables
  const advanced = await sendTo(context, instance, thrown.kind === 'signal' ? { type: 'signal', name: thrown.name, variables } : { type: 'message', name: thrown.name, key: thrown.key, variables })
  if (!advanced.ok) return context.log.warn('what was thrown fits nobody', { instance, name: thrown.name, message: advanced.detail })
  await context.ask(processHostPort).apply(subject, advanced.value, 'signal')
}
