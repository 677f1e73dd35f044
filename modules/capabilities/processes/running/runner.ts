import { migrate, step } from '@xiangyun/bpmn'
import type { MigrationMapping, Trail } from '@xiangyun/bpmn'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { thrownOutside } from '../contract.ts'
import { actsOf, definitionOf, deployFromCatalogue, inForce, stepsOf } from './definitions.ts'
import { dueOf } from './due.ts'
import { processHostPort } from '../ports.ts'
import type { Advanced, Effect, Event, Processes, State, Subject } from '../ports.ts'
import { isSame, partsOf, stateCache, stateOf } from './state-cache.ts'
import { jobStore, processStore } from './store.ts'
import type { InstanceRow, NewJob, Told } from './store.ts'
import { versionStore } from '../designing/version-store.ts'

export const timerDeadline = defineDeadline<{ instance: string; timer: string; subject?: string }>('processes.timer')

/** The runner bound to one transaction. */
export function processesOn(context: Context): Processes {
  return {
    deploy: (key, xml) => deployFromCatalogue(context, key, xml),
    inForce: (definition) => inForce(context, definition),
    current: (key) => versionStore(context.db).current(key, localDate(context.now)),
    start: (definition, subject, variables) => advance(context, { id: context.ids.next(), subject: subject.id, definition, version: 0, large: {} }, { type: 'start', variables }, subject),
    send: (instance, event) => sendTo(context, instance, event),
    steps: async (fingerprint) => stepsOf(await definitionOf(context, fingerprint)),
    acts: async (fingerprint) => actsOf(await definitionOf(context, fingerprint)),
    names: async (instance) => namesOf(context, instance),
    retry: async (instance) => (await jobStore(context.db).resume(instance, context.now)) > 0,
    state: async (instance) => (await processStore(context.db).instance(instance, false))?.state,
    history: async (instance) => (await processStore(context.db).history(instance)).map(({ number, at, event }) => ({ number, at: at.toISOString(), event })),
  }
}

async function namesOf(context: Context, instance: string): Promise<ReadonlyMap<string, string>> {
  const row = await processStore(context.db).instance(instance, false)
  return new Map(row ? Object.values((await definitionOf(context, row.definition)).nodes).map((node) => [node.id, node.name]) : [])
}

/** Gives one event to an instance, in the caller's transaction. */
export async function sendTo(context: Context, instance: string, event: Event): Promise<Result<Advanced>> {
  const known = stateCache(context).take(instance)
  const sent = known && (await advance(context, { ...known, state: stateOf(known) }, event))
  if (sent?.ok) return sent
  return sendRead(context, instance, event)
}

/** The same by what is written: what a known state refuses may fit the one that came after it. */
async function sendRead(context: Context, instance: string, event: Event): Promise<Result<Advanced>> {
  const row = await processStore(context.db).instance(instance, true)
  return row ? advance(context, row, event) : fail('processes/no-instance')
}

/** One event and all that follows from it at once (decisions are answered here), saved as one. */
async function advance(context: Context, row: Omit<InstanceRow, 'state'> & { readonly state?: State }, event: Event, subject?: Subject): Promise<Result<Advanced>> {
  const definition = await definitionOf(context, row.definition)
  const told: Told[] = []
  const effects: Effect[] = []
  const queue: Event[] = [event]
  let state = row.state
  for (let next = queue.shift(); next; next = queue.shift()) {
    const stepped = step(definition, state, next)
    if (!stepped.ok) return fail('processes/not-possible', stepped.message)
    state = stepped.state
    told.push({ event: next, trail: stepped.trail })
    effects.push(...stepped.effects)
    for (const asked of stepped.effects) {
      if (asked.type === 'decision-asked') queue.push({ type: 'decision-made', job: asked.job, value: await context.ask(processHostPort).decide(row.subject, asked.decision, asked.inputs) })
    }
  }
  const wrong = unreadable(context, effects)
  if (wrong) return wrong
  await persist(context, { ...row, state: state!, version: row.version + told.length }, told, effects, subject)
  await unsubscribe(context, row.id, row.state, state!)
  return ok({ instance: row.id, definition: row.definition, effects, state: state! })
}

/** A limit that nobody can reckon refuses the step, so that nothing is lost and somebody mends the drawing or its values. */
function unreadable(context: Context, effects: readonly Effect[]) {
  const timer = effects.find((effect) => effect.type === 'timer-set' && !dueOf(effect, context.now, context.calendar))
  return timer?.type === 'timer-set' ? fail('processes/not-possible', `“${timer.element}”的时间“${timer.value ?? ''}”读不出来，或超过十年`) : undefined
}

async function persist(context: Context, row: InstanceRow, told: readonly Told[], effects: readonly Effect[], subject?: Subject): Promise<void> {
  const jobs: NewJob[] = effects.filter((e) => e.type === 'service-asked').map((e) => ({ job: e.job, topic: e.topic, input: e.input }))
  const gone = effects.filter((e) => e.type === 'job-cancelled').map((e) => e.job)
  const isStuck = effects.some((e) => e.type === 'incident' && e.code === 'stuck')
  const parts = partsOf(row.state, row.large)
  const isWritten = isSame(parts.large, row.large)
  const cache = stateCache(context)
  await processStore(context.db).save({ row, parts: isWritten ? { text: parts.text } : parts, told, actor: context.actor.id, jobs, gone, isStuck, at: context.now, ...(subject ? { subject } : {}) })
  const { id, subject: owner, definition, version } = row
  context.db.afterCommit(() => cache.put({ id, subject: owner, definition, version, ...parts }))
  for (const effect of effects) await carryOut(context, row, effect)
}

/** Timers, subscriptions and what is thrown to others. */
async function carryOut(context: Context, row: InstanceRow, effect: Effect): Promise<void> {
  const store = processStore(context.db)
  switch (effect.type) {
    case 'timer-cleared': return context.deadlines.clear(timerDeadline, `${row.id}/${effect.timer}`)
    case 'timer-set': {
      return context.deadlines.set(timerDeadline, `${row.id}/${effect.timer}`, dueOf(effect, context.now, context.calendar)!, { instance: row.id, timer: effect.timer, subject: row.subject })
    }
    case 'signal-awaited': return store.subscribe(row.id, effect.subscription, 'signal', effect.name, '')
    case 'message-awaited': return effect.key === undefined ? undefined : store.subscribe(row.id, effect.subscription, 'message', effect.name, String(effect.key))
    case 'signal-thrown': return context.emit(thrownOutside, { kind: 'signal', name: effect.name, key: '', instance: row.id, variables: {} })
    case 'message-thrown': return 'key' in effect.variables ? context.emit(thrownOutside, { kind: 'message', name: effect.name, key: String(effect.variables['key']), instance: row.id, variables: effect.variables }) : undefined
  }
}

/** What is no longer waited for, however that came about. */
async function unsubscribe(context: Context, instance: string, before: State | undefined, after: State): Promise<void> {
  for (const wait of before?.waits ?? []) {
    const isListed = wait.kind === 'signal' || (wait.kind === 'message' && wait.key !== undefined)
    if (isListed && !after.waits.some((one) => one.id === wait.id)) await processStore(context.db).unsubscribe(instance, wait.id)
  }
}

/** A timer's deadline has come. A timer that was cleared at the same moment is no mistake. */
export async function fireTimer(context: Context, payload: { instance: string; timer: string; subject?: string }): Promise<void> {
  if (payload.subject) await context.ask(processHostPort).hold(payload.subject)
  const known = stateCache(context).take(payload.instance)
  if (known && (await fired(context, { ...known, state: stateOf(known) }, payload.timer))?.ok) return
  const row = await processStore(context.db).instance(payload.instance, true)
  const done = row && (await fired(context, row, payload.timer))
  if (done && !done.ok) throw new Error(done.detail ?? done.code)
}

/** Nothing when the process does not wait for that timer. */
async function fired(context: Context, row: InstanceRow, timer: string): Promise<Result<Advanced> | undefined> {
  if (!row.state.waits.some((wait) => wait.id === timer)) return undefined
  const advanced = await advance(context, row, { type: 'timer-fired', timer })
  if (advanced.ok) await context.ask(processHostPort).apply(row.subject, advanced.value, 'timer')
  return advanced
}

/** Moves one instance to another version of its process; what cannot move stays as it is, with the reasons. */
export async function moveTo(context: Context, row: InstanceRow, to: string, mapping: MigrationMapping, migration: string): Promise<Result<Advanced>> {
  const [from, target] = [await definitionOf(context, row.definition), await definitionOf(context, to)]
  const done = migrate(from, target, row.state, mapping)
  if (!done.ok) return fail('processes/not-possible', done.plan.obstacles.map((one) => one.message).join('；'))
  const wrong = unreadable(context, done.effects)
  if (wrong) return wrong
  const next = { ...row, definition: to, state: done.state, version: row.version + 1 }
  await unsubscribe(context, row.id, row.state, done.state)
  await persist(context, next, [{ event: { type: 'migrated', from: row.definition, to, mapping, migration }, trail: placed(row.state, done.state) }], done.effects)
  const renamed = done.state.waits.flatMap((wait) => {
    const node = target.nodes[wait.element]
    return wait.kind === 'task' && node?.kind === 'task' ? [{ task: wait.id, element: wait.element, name: node.name, action: node.action ?? 'done' }] : []
  })
  return ok({ instance: row.id, definition: to, effects: done.effects, state: done.state, renamed })
}

/** A token whose element is another now has left the one and stands on the other. */
function placed(before: State, after: State): Trail[] {
  return before.tokens.flatMap((token) => {
    const now = after.tokens.find((one) => one.id === token.id)
    return now && now.at !== token.at ? [{ element: token.at, what: 'interrupted' as const }, { element: now.at, what: 'started' as const }] : []
  })
}
