import { defineEvent, Type } from '@xiangyun/kernel/contract'
import { appRole, join as joined, sql } from '@xiangyun/kernel/database'
import { defineModule, provide } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Work } from '@xiangyun/kernel/platform'
import { processes } from '#modules/capabilities/processes/module.ts'
import { processHostPort, processesPort } from '#modules/capabilities/processes/ports.ts'
import type { Advanced, Event, State, Variables } from '#modules/capabilities/processes/ports.ts'
import { organisations } from '#modules/data/organisations/module.ts'
import { platformGround } from './platform-ground.ts'
import type { PlatformGround } from './platform-ground.ts'

/** What a step costs whoever the processes belong to: its tasks are written, and it is told to the others. */
const stepped = defineEvent('bench.stepped', 1, Type.Object({ instance: Type.String(), subject: Type.String() }))

export async function carryOut(context: Context, subject: string, { instance, effects }: Advanced): Promise<void> {
  const opened = effects.flatMap((e) => (e.type === 'task-opened' ? [{ task: e.task, element: e.element, name: e.name }] : []))
  const closed = effects.flatMap((e) => (e.type === 'task-closed' ? [e.task] : []))
  const closing = sql`update bench.task set closed_at = ${context.now} where instance = ${instance} and task = any(${closed}::text[])`
  const opening = opened.length > 0 && sql`insert into bench.task (instance, task, element, name, opened_at) values ${joined(opened.map((one) => sql`(${instance}, ${one.task}, ${one.element}, ${one.name}, ${context.now})`), ', ')}`
  if (opening) await context.db.later(closed.length > 0 ? sql`with closed as (${closing}) ${opening}` : opening)
  if (!opening && closed.length > 0) await context.db.later(closing)
  context.emit(stepped, { instance, subject })
}

const host = defineModule({
  name: 'bench', tier: 'applications', title: '测速', publishes: [stepped],
  provides: [provide(processHostPort, (context) => ({
    hold: async () => {}, apply: (subject, advanced) => carryOut(context, subject, advanced), perform: async () => ({ ok: true, variables: {} }), decide: async () => null,
    vocabulary: () => ({ people: [], actions: [], forms: [], topics: [], messages: [], outcomes: [], variables: [], pauses: [] }), users: async () => [], subjects: async () => [],
  }))],
})

export type EngineGround = PlatformGround & { readonly work: Work }

/** The platform with its processes and nothing else. */
export async function engineGround(connections: number): Promise<EngineGround> {
  const ground = await platformGround('engine', [organisations, processes, host], connections)
  await ground.raw.query(`create schema if not exists bench; grant usage on schema bench to ${appRole};
    create table bench.task (instance uuid not null, task text not null, element text not null, name text not null, opened_at timestamptz not null, closed_at timestamptz, primary key (instance, task));
    grant select, insert, update on bench.task to ${appRole}`)
  return { ...ground, work: systemWork(ground.platform.environment) }
}

export type Standing = { readonly instance: string; readonly state: State }

export async function deployOn(ground: EngineGround, xml: string): Promise<string> {
  const deployed = await ground.work((context) => context.ask(processesPort).deploy('approval', xml))
  if (!deployed.ok) throw new Error(deployed.problems[0]?.message)
  return deployed.definition
}

/** One step of a case and all that belongs to it, as one transaction. */
export async function startCase(ground: EngineGround, definition: string, variables: Variables): Promise<Standing> {
  return ground.work(async (context) => {
    const subject = context.ids.next()
    const begun = await context.ask(processesPort).start(definition, { id: subject, division: '220102', about: 'approval', label: subject.slice(-12) }, variables)
    if (!begun.ok) throw new Error(begun.detail ?? begun.code)
    await carryOut(context, subject, begun.value)
    return begun.value
  })
}

export async function sendTo(ground: EngineGround, instance: string, event: Event): Promise<Standing> {
  return ground.work(async (context) => {
    const moved = await context.ask(processesPort).send(instance, event)
    if (!moved.ok) throw new Error(moved.detail ?? moved.code)
    await carryOut(context, instance, moved.value)
    return moved.value
  })
}

/** The open task of an element. */
export const taskAt = (state: State, element: string): string => state.waits.find((wait) => wait.kind === 'task' && wait.element === element)?.id ?? ''
