import type { Definition } from '@xiangyun/bpmn'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { staffPort } from '#modules/data/organisations/staff/port.ts'
import type { InstanceLine, listInstances as listRoute, readInstance as readRoute } from '../contract.ts'
import { definitionOf, nameIn } from '../running/definitions.ts'
import { historyLine } from './history-words.ts'
import { instanceStore } from './instance-store.ts'
import type { ListedRow } from './instance-store.ts'
import { visitsOf } from './mining.ts'
import { movingStore } from '../moving/moving-store.ts'
import { placesFor } from './operating.ts'
import { processHostPort } from '../ports.ts'
import type { HistoryEvent, State } from '../ports.ts'
import { isWithin, within } from './reach.ts'
import { jobStore, processStore } from '../running/store.ts'
import { versionStore } from '../designing/version-store.ts'

const PAGE = 50

export async function listInstances(context: Context, input: InputOf<typeof listRoute>) {
  const definitions = input.definition ? [input.definition] : input.key ? (await versionStore(context.db).of(input.key)).map((one) => one.definition) : undefined
  const rows = await instanceStore(context.db).page({ definitions, about: input.about, element: input.element, label: input.label, status: input.status, incident: input.incident, before: input.before, within: within(context.actor, input.division) }, PAGE + 1)
  const shown = rows.slice(0, PAGE)
  const names = await namesOfUsers(context)
  const lines: InstanceLine[] = []
  for (const row of shown) lines.push(lineOf(context, row, await definitionOf(context, row.definition), names))
  return ok({ instances: lines, next: rows.length > PAGE ? shown.at(-1)!.id : null })
}

const namesOfUsers = async (context: Context): Promise<ReadonlyMap<string, string>> => new Map((await context.ask(processHostPort).users()).map((one) => [one.id, one.name]))

function lineOf(context: Context, row: ListedRow, definition: Definition, names: ReadonlyMap<string, string>): InstanceLine {
  return {
    id: row.id, subject: row.subject, label: row.label, about: row.about, aboutName: names.get(row.about) ?? row.about, division: row.division, divisionName: row.division ? context.ask(organisationsPort).nameOf(row.division) : '',
    key: row.key, version: row.number, definition: row.definition, status: row.status, outcome: row.outcome, at: [...new Set(row.at)].map((element) => ({ element, name: nameIn(definition, element) })),
    startedAt: (row.started_at ?? row.updated_at).toISOString(), updatedAt: row.updated_at.toISOString(), incident: row.incident && row.status === 'active', error: row.error,
  }
}

type Histories = Awaited<ReturnType<ReturnType<typeof processStore>['history']>>

export async function readInstance(context: Context, input: InputOf<typeof readRoute>) {
  const row = await instanceStore(context.db).find(input.id)
  if (!row || !isWithin(context.actor, row.division)) return fail('processes/no-instance')
  const [definition, history, jobs, due, names] = [await definitionOf(context, row.definition), await processStore(context.db).history(row.id), await jobStore(context.db).of(row.id), await instanceStore(context.db).due(row.id), await namesOfUsers(context)]
  const { state } = row
  const mayOperate = context.actor.permissions.has('processes:operate') && state.status === 'active'
  const visits = visitsOf({ instance: row.id, isFinished: state.status === 'ended', events: history.map((one) => ({ at: one.at, trail: one.trail ?? [] })) })
  const dueOf = new Map(due.map((one) => [one.key.slice(row.id.length + 1), one.due.toISOString()]))
  context.audit({ act: 'processes.read', object: `process-instance/${row.id}`, purpose: '流程运行', detail: { number: row.label } })
  const hosts = new Set(state.scopes.map((scope) => scope.token))
  const tokens = state.tokens.map((token) => ({ id: token.id, element: token.at, name: nameIn(definition, token.at), since: visits.findLast((visit) => visit.element === token.at && !visit.to)?.from.toISOString() ?? null, targets: mayOperate ? placesFor(definition, state, token.id) : [] }))
  return ok({
    ...lineOf(context, row, definition, names), variables: context.actor.permissions.has('processes:operate') ? withoutComments(state.variables) as Record<string, unknown> : {}, names: variableNames(context), mayOperate,
    tokens: tokens.sort((a, b) => Number(hosts.has(a.id)) - Number(hosts.has(b.id))),
    waits: state.waits.map((wait) => ({ id: wait.id, element: wait.element, name: nameIn(definition, wait.element), kind: wait.kind, message: wait.name ?? null, due: dueOf.get(wait.id) ?? null })),
    incidents: [...stuckOf(row, definition, jobs), ...jobs.filter((job) => job.error !== null).map((job) => { const element = state.waits.find((wait) => wait.id === job.job)?.element ?? job.job; return { job: job.job, element, name: nameIn(definition, element), topic: job.topic, attempts: Math.max(job.attempts, history.filter((one) => one.event.type === 'service-failed' && one.event.job === job.job).length), nextAt: job.next_at?.toISOString() ?? null, error: job.error } })],
    visits: times(visits, context.now), history: await lines(context, history, row.definition),
  })
}

/** What officials wrote to each other stays with the case. */
function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'comment').map(([name, inner]) => [name, withoutComments(inner)]))
}

const variableNames = (context: Context): Record<string, string> => Object.fromEntries(context.ask(processHostPort).vocabulary().variables.map((one) => [one.id, one.name]))

/** Officials by their names; of residents nothing that says who they are. */
const actorName = (names: ReadonlyMap<string, string>, actor: string): string => (actor === 'system' ? '系统' : names.get(actor) ?? '申请人')

async function moveWords(context: Context, { from, to, migration }: Extract<HistoryEvent, { type: 'migrated' }>): Promise<string> {
  const [older, newer, why] = [await versionStore(context.db).find(from), await versionStore(context.db).find(to), await movingStore(context.db).find(migration)]
  return `第 ${older?.number ?? '?'} 版 → 第 ${newer?.number ?? '?'} 版${why ? `：${why.reason}` : ''}`
}

/** A process that stands where nothing can come any more has no failed work to try again. */
function stuckOf(row: { incident: boolean; state: State }, definition: Definition, jobs: readonly { readonly next_at: Date | null }[]) {
  const at = row.state.tokens[0]?.at
  if (!row.incident || row.state.status !== 'active' || at === undefined || jobs.some((job) => job.next_at === null)) return []
  return [{ job: '', element: at, name: nameIn(definition, at), topic: '', attempts: 0, nextAt: null, error: '流程停在这里，没有后续，请移到另一环节或作废' }]
}

function times(visits: ReturnType<typeof visitsOf>, now: Date) {
  return [...Map.groupBy(visits, (visit) => visit.element)].map(([element, own]) => ({ element, times: own.length, hours: Math.round(own.reduce((sum, visit) => sum + (visit.to ?? now).getTime() - visit.from.getTime(), 0) / 36_000) / 100 }))
}

/** Each line in the words of the version that stood when it happened. */
async function lines(context: Context, history: Histories, latest: string) {
  const found = []
  const names = await context.ask(staffPort).namesOf(history.map((one) => one.actor))
  const first = history.find((one) => one.event.type === 'migrated')?.event
  let definition = await definitionOf(context, first?.type === 'migrated' ? first.from : latest)
  for (const { number, at, actor, event } of history) {
    if (event.type === 'migrated') definition = await definitionOf(context, event.to)
    const line = historyLine(event)
    found.push({ number, at: at.toISOString(), actor: actorName(names, actor), ...line, detail: event.type === 'task-completed' && !context.actor.permissions.has('processes:operate') ? null : event.type === 'migrated' ? await moveWords(context, event) : line.detail, elementName: line.element === null ? null : nameIn(definition, line.element) })
  }
  return found
}
