import { createHash } from 'node:crypto'
import { deploy } from '@xiangyun/bpmn'
import type { Definition } from '@xiangyun/bpmn'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import type { Problem } from '../contract.ts'
import { processStore } from './store.ts'
import { versionStore } from '../designing/version-store.ts'

const known = new Map<string, Definition>()

export const fingerprintOf = (xml: string): string => createHash('sha256').update(xml).digest('hex').slice(0, 32)

/** A deployed definition; each is read once per running province, since it never changes. */
export async function definitionOf(context: Context, fingerprint: string): Promise<Definition> {
  const found = known.get(fingerprint) ?? ((await processStore(context.db).definition(fingerprint))?.definition as Definition | undefined)
  if (!found) throw new Error(`no process ${fingerprint}`)
  known.set(fingerprint, found)
  return found
}

/** The processes that a drawing may call: the versions in force of all others. */
export const calledBy = async (context: Context, xml: string): Promise<Record<string, string>> =>
  /callActivity/.test(xml) ? Object.fromEntries((await versionStore(context.db).texts(localDate(context.now))).map((one) => [one.key, one.xml])) : {}

type Kept = { readonly ok: true; readonly definition: string; readonly name: string } | { readonly ok: false; readonly problems: readonly Problem[] }

/** Checks a drawing, unless it was read already, and keeps its definition under its fingerprint. */
export async function keepDefinition(context: Context, key: string, xml: string, read?: Definition): Promise<Kept> {
  const fingerprint = fingerprintOf(xml)
  const stored = await processStore(context.db).definition(fingerprint)
  if (stored) return { ok: true, definition: fingerprint, name: (stored.definition as Definition).name }
  const deployed = read ? { ok: true as const, value: read } : await deploy(xml, { called: await calledBy(context, xml) })
  if (!deployed.ok) return { ok: false, problems: deployed.problems.map(plain) }
  await processStore(context.db).addDefinition(fingerprint, key, xml, deployed.value, context.now)
  return { ok: true, definition: fingerprint, name: deployed.value.name }
}

export const plain = (problem: { readonly element: string; readonly code: string; readonly message: string; readonly trace?: readonly string[] }): Problem =>
  ({ element: problem.element, code: `bpmn/${problem.code}`, message: problem.message, ...(problem.trace ? { trace: [...problem.trace] } : {}) })

/** A process that the catalogue brings: a file that changed is a new version from today. */
export async function deployFromCatalogue(context: Context, key: string, xml: string): Promise<{ ok: true; definition: string } | { ok: false; problems: readonly Problem[] }> {
  const kept = await keepDefinition(context, key, xml)
  if (!kept.ok) return kept
  await versionStore(context.db).addOnce({ key, definition: kept.definition, name: kept.name, effective_from: localDate(context.now), origin: 'catalogue', note: '随目录发布', by: '系统', at: context.now })
  return { ok: true, definition: kept.definition }
}

/** The version that what begins today uses; when all were withdrawn, the one given. */
export async function inForce(context: Context, definition: string): Promise<string> {
  return (await versionStore(context.db).inForceBeside(definition, localDate(context.now))) ?? definition
}

/** Tasks of people outside event sub-processes, with their lanes, in the order in which they come. */
export function stepsOf(definition: Definition): { name: string; who: string; action: string }[] {
  const root = Object.values(definition.scopes).find((s) => s.parent === null)!.id
  const lanes = new Map(definition.lanes.map((l) => [l.id, l.name]))
  return inOrder(definition, root).flatMap((n) => (n.kind === 'task' && n.scope === root ? [{ name: n.name, who: lanes.get(n.lane ?? '') ?? '', action: n.action ?? '' }] : []))
}

/** Nodes so that each stands before those that follow it, ways back left aside. */
export function inOrder(definition: Definition, root: string): Definition['nodes'][string][] {
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

export const actsOf = (definition: Definition): ReadonlyMap<string, string> =>
  new Map(Object.values(definition.nodes).flatMap((n) => (n.kind === 'task' ? [[n.id, n.action ?? ''] as const] : [])))

export const nameIn = (definition: Definition, element: string): string => definition.nodes[element]?.name ?? element
