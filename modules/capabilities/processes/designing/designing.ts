import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { bounded } from '@xiangyun/kernel/workshop'
import type { checkProcess as checkRoute, dropProcessDraft as dropRoute, drawProcess as drawRoute, Problem, readDrawing as drawingRoute, saveProcessDraft as draftRoute, simulateProcess as simulateRoute } from '../contract.ts'
import { processHostPort } from '../ports.ts'
import { calledBy, definitionOf } from '../running/definitions.ts'
import { processStore } from '../running/store.ts'
import type { glance, Judged, Played } from './apart.ts'
import type { Simulated } from './simulating.ts'
import { versionStore } from './version-store.ts'

/** Processes are one for the whole province: only there they are drawn and published. */
export const isOfProvince = ({ actor }: Context): boolean => actor.traits['level'] === 'province'

export const vocabulary = async (context: Context) => {
  const words = context.ask(processHostPort).vocabulary()
  return ok({ people: [...words.people], actions: words.actions.map((one) => ({ ...one, decisions: one.decisions.map((decision) => ({ ...decision, gives: { ...decision.gives } })) })), forms: [...words.forms], topics: [...words.topics], messages: [...words.messages], outcomes: [...words.outcomes], variables: [...words.variables], pauses: [...words.pauses] })
}

const apart = new URL('./apart.ts', import.meta.url).href

/** What people send in is worked on apart, so that nobody else waits for it. What is too heavy is a mistake of the drawing. */
async function asked<T>(name: 'judge' | 'glance' | 'draw' | 'play', args: readonly unknown[], milliseconds?: number): Promise<{ ok: true; value: T } | { ok: false; problem: Problem }> {
  const outcome = await bounded<T>(apart, name, args, milliseconds)
  if (outcome.ok) return outcome
  if (outcome.reason === 'failed') return { ok: false, problem: { element: '', code: 'processes/unreadable', message: `这个文件处理不了：${outcome.message.slice(0, 200)}` } }
  return { ok: false, problem: outcome.reason === 'busy' ? { element: '', code: 'processes/busy', message: '同时检查的人太多，请稍后再试' } : { element: '', code: 'processes/too-heavy', message: '这张图或其中的表达式太大、太复杂，处理不完，请拆小' } }
}

const mistake = (problem: Problem) => fail('processes/mistakes', problem.message, [{ at: problem.element, code: problem.code, message: problem.message }])

export async function judged(context: Context, key: string, xml: string): Promise<Judged> {
  const found = await asked<Judged>('judge', [key, xml, await calledBy(context, xml), context.ask(processHostPort).vocabulary()])
  return found.ok ? found.value : { problems: [found.problem], definition: null, isDeployable: false, method: null, name: '' }
}

export async function checkProcess(context: Context, input: InputOf<typeof checkRoute>) {
  const { problems, method, name } = await judged(context, input.key, input.xml)
  return ok({ problems, method, name })
}

export async function simulateProcess(context: Context, input: InputOf<typeof simulateRoute>): Promise<Result<Simulated>> {
  const played = await asked<Played>('play', [input.xml, await calledBy(context, input.xml), { variables: input.variables, events: input.events, now: context.now.toISOString() }])
  if (!played.ok) return mistake(played.problem)
  if (played.value.ok) return ok(played.value.value)
  return fail(played.value.code, played.value.problems[0]?.message, played.value.problems.map((one) => ({ at: one.element, code: one.code, message: one.message })))
}

export async function drawProcess(_context: Context, input: InputOf<typeof drawRoute>) {
  const made = await asked<string>('draw', [input.xml])
  return made.ok ? ok({ xml: made.value }) : mistake(made.problem)
}

/** Drawings of versions never change: the latest are kept. */
const drawings = new Map<string, string>()
const MOST_DRAWINGS = 60

async function drawingOf(definition: string, xml: string): Promise<string> {
  const known = drawings.get(definition)
  if (known) return known
  const made = await asked<string>('draw', [xml], 8000)
  if (!made.ok) return xml
  if (drawings.size >= MOST_DRAWINGS) drawings.delete(drawings.keys().next().value!)
  drawings.set(definition, made.value)
  return made.value
}

export async function readDrawing(context: Context, input: InputOf<typeof drawingRoute>) {
  const row = await processStore(context.db).definition(input.definition)
  if (!row) return fail('processes/no-process')
  const definition = await definitionOf(context, input.definition)
  const version = await versionStore(context.db).find(input.definition)
  return ok({ key: row.key, version: version?.number ?? null, name: definition.name, xml: await drawingOf(input.definition, row.xml), elements: Object.values(definition.nodes).map((node) => ({ id: node.id, name: node.name, kind: node.kind, scope: node.scope })) })
}

export async function saveDraft(context: Context, input: InputOf<typeof draftRoute>) {
  if (!isOfProvince(context)) return fail('processes/province-only')
  const seen = await asked<Awaited<ReturnType<typeof glance>>>('glance', [input.xml])
  if (!seen.ok) return mistake(seen.problem)
  if (seen.value.unreadable) return mistake(seen.value.unreadable)
  const saved = await versionStore(context.db).saveDraft(input.key, { xml: input.xml, name: seen.value.name }, input.version, context.actor.name, context.now)
  if (!saved) return fail('processes/changed-meanwhile')
  context.audit({ act: 'processes.draft', object: `process/${input.key}` })
  return ok({ version: saved.version, savedAt: context.now.toISOString() })
}

export async function dropDraft(context: Context, input: InputOf<typeof dropRoute>) {
  if (!isOfProvince(context)) return fail('processes/province-only')
  await versionStore(context.db).dropDraft(input.key)
  context.audit({ act: 'processes.draft-dropped', object: `process/${input.key}` })
  return ok({})
}
