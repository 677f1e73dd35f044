import { checkSoundness } from '@xiangyun/bpmn'
import type { Definition } from '@xiangyun/bpmn'
import { deploy } from '@xiangyun/bpmn'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { checkProcess as checkRoute, dropProcessDraft as dropRoute, drawProcess as drawRoute, Problem, readDrawing as drawingRoute, saveProcessDraft as draftRoute } from '../contract.ts'
import { definitionOf, plain, readDrawn } from '../running/definitions.ts'
import { drawn } from './diagrams.ts'
import { processHostPort } from '../ports.ts'
import { processStore } from '../running/store.ts'
import { versionStore } from './version-store.ts'
import { bindingProblems } from './vocabulary.ts'

/** Processes are one for the whole province: only there they are drawn and published. */
export const isOfProvince = ({ actor }: Context): boolean => actor.traits['level'] === 'province'

export const vocabulary = async (context: Context) => {
  const words = context.ask(processHostPort).vocabulary()
  return ok({ people: [...words.people], actions: words.actions.map((one) => ({ ...one, decisions: one.decisions.map((decision) => ({ ...decision, gives: { ...decision.gives } })) })), forms: [...words.forms], topics: [...words.topics], messages: [...words.messages], outcomes: [...words.outcomes], variables: [...words.variables], pauses: [...words.pauses] })
}

/** Everything wrong with a drawing: the standard, the house's rules, soundness, and what it binds. */
export async function problemsOf(context: Context, key: string, xml: string): Promise<{ problems: Problem[]; definition?: Definition }> {
  const read = await readDrawn(context, xml)
  const definition = read.ok ? read.value : await leniently(xml)
  const own = read.ok ? [] : read.problems.map(plain)
  if (definition && definition.id !== key) own.push({ element: definition.id, code: 'processes/other-key', message: `流程的编号应为“${key}”，图里是“${definition.id}”` })
  return { problems: [...own, ...(definition ? bindingProblems(definition, context.ask(processHostPort).vocabulary()) : [])], ...(definition ? { definition } : {}) }
}

/** A drawing that breaks the house's rules can still be read, so that all else is told as well. */
async function leniently(xml: string): Promise<Definition | undefined> {
  const read = await deploy(xml, { rules: 'standard' })
  return read.ok ? read.value : undefined
}

export async function checkProcess(context: Context, input: InputOf<typeof checkRoute>) {
  const { problems, definition } = await problemsOf(context, input.key, input.xml)
  return ok({ problems, method: definition ? checkSoundness(definition).method : null, name: definition?.name ?? '' })
}

export async function drawProcess(_context: Context, input: InputOf<typeof drawRoute>) {
  try {
    return ok({ xml: await drawn(input.xml) })
  } catch (error) {
    return fail('processes/mistakes', `这个文件排不出图：${(error as Error).message.slice(0, 200)}`)
  }
}

export async function readDrawing(context: Context, input: InputOf<typeof drawingRoute>) {
  const row = await processStore(context.db).definition(input.definition)
  if (!row) return fail('processes/no-process')
  const definition = await definitionOf(context, input.definition)
  const version = await versionStore(context.db).find(input.definition)
  return ok({ key: row.key, version: version?.number ?? null, name: definition.name, xml: await drawn(row.xml), elements: Object.values(definition.nodes).map((node) => ({ id: node.id, name: node.name, kind: node.kind, scope: node.scope })) })
}

export async function saveDraft(context: Context, input: InputOf<typeof draftRoute>) {
  if (!isOfProvince(context)) return fail('processes/province-only')
  const read = await deploy(input.xml, { rules: 'standard' })
  const unreadable = !read.ok && read.problems.find((one) => ['unreadable', 'not-bpmn', 'too-large'].includes(one.code))
  if (unreadable) return fail('processes/mistakes', unreadable.message, [{ at: unreadable.element, code: `bpmn/${unreadable.code}`, message: unreadable.message }])
  const saved = await versionStore(context.db).saveDraft(input.key, input.xml, input.version, context.actor.name, context.now)
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
