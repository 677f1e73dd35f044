import { createHash } from 'node:crypto'
import { deploy, step } from '@xiangyun/bpmn'
import type { Definition } from '@xiangyun/bpmn'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import type { Advanced, Effect, Event, Processes, State } from './contract.ts'
import { dueOf } from './due.ts'
import { processHostPort } from './ports.ts'
import { processStore } from './store.ts'
import type { InstanceRow, NewJob } from './store.ts'

export const timerDeadline = defineDeadline<{ instance: string; timer: string }>('processes.timer')

const definitions = new Map<string, Definition>()

/** The runner bound to one transaction. */
export function processesOn(context: Context): Processes {
  return {
    deploy: (key, xml) => keep(context, key, xml),
    start: (definition, subject, variables) => advance(context, { id: context.ids.next(), subject, definition, version: 0 }, undefined, { type: 'start', variables }),
    async send(instance, event) {
      const row = await processStore(context.db).instance(instance, true)
      return row ? advance(context, row, row.state, event) : fail('processes/no-instance')
    },
    steps: async (fingerprint) => stepsOf(await definitionOf(context, fingerprint)),
    acts: async (fingerprint) => actsOf(await definitionOf(context, fingerprint)),
    retry: async (instance) => (await processStore(context.db).resumeJobs(instance, context.now)) > 0,
    state: async (instance) => (await processStore(context.db).instance(instance, false))?.state,
    history: async (instance) => (await processStore(context.db).history(instance)).map((h) => ({ ...h, at: h.at.toISOString() })),
  }
}

/** Tasks of people outside event sub-processes, with their lanes, in the order in which they come. */
function stepsOf(definition: Definition): { name: string; who: string; action: string }[] {
  const root = Object.values(definition.scopes).find((s) => s.parent === null)!.id
  const lanes = new Map(definition.lanes.map((l) => [l.id, l.name]))
  return inOrder(definition, root).flatMap((n) => (n.kind === 'task' && n.scope === root ? [{ name: n.name, who: lanes.get(n.lane ?? '') ?? '', action: n.action ?? '' }] : []))
}

/** Nodes so that each stands before those that follow it, ways back left aside. */
function inOrder(definition: Definition, root: string): Definition['nodes'][string][] {
  const next = new Map<string, string[]>()
  for (const flow of Object.values(definition.flows)) next.set(flow.from, [...next.get(flow.from) ?? [], flow.to])
  const left: string[] = []
  const seen = new Set<string>()
  const visit = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    for (const to of next.get(id) ?? []) visit(to)
    left.push(id)
  }
  const reached = new Set(Object.values(definition.flows).map((flow) => flow.to))
  for (const node of Object.values(definition.nodes)) if (node.scope === root && !reached.has(node.id)) visit(node.id)
  return left.reverse().map((id) => definition.nodes[id]!)
}

const actsOf = (definition: Definition): ReadonlyMap<string, string> =>
  new Map(Object.values(definition.nodes).flatMap((n) => (n.kind === 'task' ? [[n.id, n.action ?? ''] as const] : [])))

async function keep(context: Context, key: string, xml: string): ReturnType<Processes['deploy']> {
  const fingerprint = createHash('sha256').update(xml).digest('hex').slice(0, 32)
  if (await processStore(context.db).definition(fingerprint)) return { ok: true, definition: fingerprint }
  const deployed = await deploy(xml)
  if (!deployed.ok) return { ok: false, problems: deployed.problems }
  await processStore(context.db).addDefinition(fingerprint, key, xml, deployed.value, context.now)
  return { ok: true, definition: fingerprint }
}

async function definitionOf(context: Context, fingerprint: string): Promise<Definition> {
  const known = definitions.get(fingerprint)
  if (known) return known
  const row = await processStore(context.db).definition(fingerprint)
  if (!row) throw new Error(`no process ${fingerprint}`)
  definitions.set(fingerprint, row.definition as Definition)
  return row.definition as Definition
}

/** One event and all that follows from it at once (decisions are answered here), saved as one. */
async function advance(context: Context, row: Omit<InstanceRow, 'state'>, before: State | undefined, event: Event): Promise<Result<Advanced>> {
  const definition = await definitionOf(context, row.definition)
  const events: Event[] = []
  const effects: Effect[] = []
  const queue: Event[] = [event]
  let state = before
  for (let next = queue.shift(); next; next = queue.shift()) {
    const stepped = step(definition, state, next)
    if (!stepped.ok) return fail('processes/not-possible', stepped.message)
    state = stepped.state
    events.push(next)
    effects.push(...stepped.effects)
    for (const asked of stepped.effects) {
      if (asked.type === 'decision-asked') queue.push({ type: 'decision-made', job: asked.job, value: await context.ask(processHostPort).decide(row.subject, asked.decision, asked.inputs) })
    }
  }
  await persist(context, { ...row, state: state!, version: row.version + events.length }, events, effects)
  return ok({ instance: row.id, effects, state: state! })
}

async function persist(context: Context, row: InstanceRow, events: readonly Event[], effects: readonly Effect[]): Promise<void> {
  const jobs: NewJob[] = effects.filter((e) => e.type === 'service-asked').map((e) => ({ job: e.job, topic: e.topic, input: e.input }))
  const gone = effects.filter((e) => e.type === 'job-cancelled').map((e) => e.job)
  await processStore(context.db).save(row, events, context.actor.id, jobs, gone, context.now)
  for (const effect of effects) {
    if (effect.type === 'timer-cleared') await context.deadlines.clear(timerDeadline, `${row.id}/${effect.timer}`)
    if (effect.type === 'timer-set') {
      const due = dueOf(effect, context.now, context.calendar)
      if (!due) throw new Error(`timer ${effect.element}: cannot read ${effect.value}`)
      await context.deadlines.set(timerDeadline, `${row.id}/${effect.timer}`, due, { instance: row.id, timer: effect.timer })
    }
  }
}

/** A timer's deadline has come. A timer that was cleared at the same moment is no mistake. */
export async function fireTimer(context: Context, payload: { instance: string; timer: string }): Promise<void> {
  const row = await processStore(context.db).instance(payload.instance, true)
  if (!row || !row.state.waits.some((w) => w.id === payload.timer)) return
  const advanced = await advance(context, row, row.state, { type: 'timer-fired', timer: payload.timer })
  if (!advanced.ok) throw new Error(advanced.detail ?? advanced.code)
  await context.ask(processHostPort).apply(row.subject, advanced.value, 'timer')
}
