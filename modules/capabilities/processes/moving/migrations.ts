import type { Definition, Node, NodeKind } from '@xiangyun/bpmn'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate, startOfDay } from '@xiangyun/kernel/time'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { executeMigration as executeRoute, listMigrations as listRoute, MigrationLine, readMigration as readRoute, rehearseMigration as rehearseRoute, stopMigration as stopRoute, suggestMapping as suggestRoute } from '../contract.ts'
import { definitionOf, inOrder, nameIn } from '../running/definitions.ts'
import { instanceStore } from '../watching/instance-store.ts'
import { movingStore } from './moving-store.ts'
import type { MigrationRow, MoveState } from './moving-store.ts'
import { isWithin, within } from '../watching/reach.ts'
import { versionStore } from '../designing/version-store.ts'
import type { VersionRow } from '../designing/version-store.ts'

const PAGE = 50
/** Where tokens stay. */
const STAYING: ReadonlySet<NodeKind> = new Set(['task', 'service', 'rule', 'receive', 'catch', 'event-gateway', 'sub-process', 'call', 'parallel', 'inclusive', 'complex'])

async function pairOf(context: Context, from: string, to: string): Promise<{ from: VersionRow; to: VersionRow } | undefined> {
  const store = versionStore(context.db)
  const [older, newer] = [await store.find(from), await store.find(to)]
  return older && newer && older.key === newer.key && from !== to ? { from: older, to: newer } : undefined
}

/** Chooses a part of what is open on a version and has each one's move worked out; no case is changed. */
export async function rehearseMigration(context: Context, input: InputOf<typeof rehearseRoute>) {
  const pair = await pairOf(context, input.from, input.to)
  if (!pair) return fail('processes/no-process')
  if (pair.to.withdrawn_at) return fail('processes/withdrawn')
  if (pair.to.effective_from > localDate(context.now)) return fail('processes/not-yet')
  if (input.choice.division !== undefined && !isWithin(context.actor, input.choice.division)) return fail('processes/beyond-reach')
  const id = context.ids.next()
  const { startedFrom, startedBefore } = input.choice
  const chosen = await movingStore(context.db).choose(id, input.from, input.choice, within(context.actor, input.choice.division), { from: startedFrom ? startOfDay(startedFrom) : null, before: startedBefore ? startOfDay(startedBefore) : null })
  if (chosen === 0) return fail('processes/none-chosen')
  await movingStore(context.db).add({ id, key: pair.from.key, from_definition: input.from, to_definition: input.to, mapping: input.mapping, choice: input.choice, reason: input.reason, law: input.law ?? null, status: 'rehearsing', chosen, by: context.actor.name, by_id: context.actor.id, at: context.now, finished_at: null })
  context.audit({ act: 'processes.rehearse', object: `process/${pair.from.key}`, ...(input.law ? { law: input.law } : {}), detail: { migration: id, from: pair.from.number, to: pair.to.number, chosen, reason: input.reason } })
  return ok({ id })
}

/** Orders come from whoever rehearsed, or from the province. */
const mayOrder = (context: Context, row: MigrationRow): boolean => context.actor.traits['level'] === 'province' || row.by_id === context.actor.id

export async function executeMigration(context: Context, input: InputOf<typeof executeRoute>) {
  const row = await movingStore(context.db).find(input.id, true)
  if (!row || !mayOrder(context, row)) return fail('processes/no-migration')
  if (row.status !== 'rehearsed') return fail('processes/not-rehearsed')
  if ((await versionStore(context.db).find(row.to_definition))?.withdrawn_at) return fail('processes/withdrawn')
  await movingStore(context.db).setStatus(row.id, 'moving', null)
  context.audit({ act: 'processes.migrate', object: `process/${row.key}`, ...(row.law ? { law: row.law } : {}), detail: { migration: row.id, chosen: row.chosen, reason: row.reason } })
  return ok({})
}

export async function stopMigration(context: Context, input: InputOf<typeof stopRoute>) {
  const row = await movingStore(context.db).find(input.id, true)
  if (!row || !mayOrder(context, row)) return fail('processes/no-migration')
  if (row.status === 'done' || row.status === 'stopped') return fail('processes/not-rehearsed', '这个批次已经结束')
  await movingStore(context.db).setStatus(row.id, 'stopped', context.now)
  context.audit({ act: 'processes.migration-stopped', object: `process/${row.key}`, detail: { migration: row.id } })
  return ok({})
}

export async function listMigrations(context: Context, input: InputOf<typeof listRoute>) {
  const lines = await linesOf(context, await movingStore(context.db).list(input.key, within(context.actor)))
  return ok({ migrations: lines.filter((line) => line.chosen > 0) })
}

/** What of each batch lies within the reader's place. */
async function linesOf(context: Context, rows: readonly MigrationRow[]): Promise<MigrationLine[]> {
  const counts = await movingStore(context.db).counts(rows.map((row) => row.id), within(context.actor))
  const numbers = new Map((await versionStore(context.db).all()).map((one) => [one.definition, one.number]))
  return rows.map((row) => {
    const count = (state: MoveState) => counts.find((one) => one.migration === row.id && one.state === state)?.n ?? 0
    const chosen = counts.filter((one) => one.migration === row.id).reduce((sum, one) => sum + one.n, 0)
    return {
      id: row.id, key: row.key, from: numbers.get(row.from_definition) ?? 0, to: numbers.get(row.to_definition) ?? 0, fromDefinition: row.from_definition, toDefinition: row.to_definition, status: row.status, reason: row.reason, law: row.law, by: row.by, at: row.at.toISOString(),
      chosen, rehearsed: chosen - count('chosen'), can: count('can'), cannot: count('cannot'), moved: count('moved'), left: count('left'),
    }
  })
}

export async function readMigration(context: Context, input: InputOf<typeof readRoute>) {
  const store = movingStore(context.db)
  const row = await store.find(input.id)
  const line = row && (await linesOf(context, [row]))[0]
  if (!row || !line || line.chosen === 0) return fail('processes/no-migration')
  const [reach, definition] = [within(context.actor), await definitionOf(context, row.from_definition)]
  const [changes, obstacles, cases, standing] = await Promise.all([store.changes(row.id, reach), store.obstacles(row.id, reach), store.page(row.id, input.result, reach, input.offset ?? 0, PAGE), store.standing(row.id, reach)])
  const organisations = context.ask(organisationsPort)
  const { can, cannot, moved, left } = line
  return ok({
    ...line, mapping: row.mapping, choice: row.choice, changes: changes.map(({ message, n }) => ({ message, count: n })), obstacles: obstacles.map(({ element, message, n }) => ({ element, message, count: n })),
    added: addedSteps(definition, await definitionOf(context, row.to_definition), row.mapping, standing), mayOrder: mayOrder(context, row),
    total: input.result === undefined ? line.chosen : { can, cannot, moved, left }[input.result],
    cases: cases.map((one) => ({ instance: one.instance, subject: one.subject, label: one.label, division: one.division, divisionName: one.division ? organisations.nameOf(one.division) : '', state: one.state, at: one.at.map((element) => nameIn(definition, element)), changes: one.changes, obstacles: one.obstacles, result: one.result })),
  })
}

/** Which elements of the old version have no equal in the new, and what could stand for them. */
export async function suggestMapping(context: Context, input: InputOf<typeof suggestRoute>) {
  if (!(await pairOf(context, input.from, input.to))) return fail('processes/no-process')
  const [from, to] = [await definitionOf(context, input.from), await definitionOf(context, input.to)]
  const here = new Map((await instanceStore(context.db).places(input.from, within(context.actor))).map((one) => [one.element, one.n]))
  const added = staying(to).filter((node) => !from.nodes[node.id])
  return ok({ elements: staying(from).filter((node) => !hasEqual(node, to)).map((node) => suggestion(node, to, added, here.get(node.id) ?? 0)), added: added.map(({ id, name }) => ({ id, name })) })
}

const staying = (definition: Definition): Node[] => Object.values(definition.nodes).filter((node) => STAYING.has(node.kind))
const hasEqual = (node: Node, to: Definition): boolean => to.nodes[node.id]?.kind === node.kind && to.nodes[node.id]?.scope === node.scope

function suggestion(node: Node, to: Definition, added: readonly Node[], here: number) {
  const options = staying(to).filter((one) => one.kind === node.kind)
  const sameName = added.filter((one) => one.kind === node.kind && one.name === node.name)
  const certain = sameName.length === 1
  return { element: node.id, name: node.name, kind: node.kind as string, here, to: certain ? sameName[0]!.id : null, certain, options: options.map(({ id, name }) => ({ id, name })) }
}

/** People's steps that only the new version has, and how many of those that can move stand before them. */
function addedSteps(from: Definition, to: Definition, mapping: Readonly<Record<string, string>>, standing: readonly { readonly at: readonly string[]; readonly n: number }[]) {
  const stood = new Set(Object.keys(from.nodes).map((id) => mapping[id] ?? id))
  const order = new Map(inOrder(to, Object.values(to.scopes).find((scope) => scope.parent === null)!.id).map((node, index) => [node.id, index]))
  return staying(to).filter((node) => node.kind === 'task' && !stood.has(node.id)).map((node) => {
    const own = order.get(node.id)
    const isAhead = (at: readonly string[]) => at.some((element) => own !== undefined && (order.get(mapping[element] ?? element) ?? Infinity) < own)
    return { element: node.id, name: node.name, ahead: standing.filter(({ at }) => isAhead(at)).reduce((sum, { n }) => sum + n, 0) }
  })
}
