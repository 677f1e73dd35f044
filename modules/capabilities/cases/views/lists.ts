import { ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import { isId } from '@xiangyun/kernel/ids'
import type { Context } from '@xiangyun/kernel/modules'
import { unitsOf } from '#modules/data/organisations/port.ts'
import { identityPort } from '#modules/capabilities/identity/port.ts'
import { peopleOf } from '../access.ts'
import { actionOf } from '../actions.ts'
import type { TaskAsk, queue as queueRoute, searchCases as searchRoute } from '../contract.ts'
import { caseStore, queueStore, searchStore } from '../store.ts'
import type { ListRow, QueueFilter, TaskRow } from '../store.ts'
import { summary } from './summaries.ts'

/** My own cases, those of the firm I act for or that I filed for the person I act for, and those that wait for my signature. */
export async function mine(context: Context, input: { offset?: number }) {
  const { actor } = context
  const store = caseStore(context.db)
  const { principal } = actor.traits
  if (principal !== undefined) return ok({ cases: (await store.filedFor(actor.id, principal, input.offset ?? 0)).map((row) => summary(context, row)), total: await store.filedForCount(actor.id, principal) })
  const firm = actor.traits['firm'] ?? null
  const [rows, signing, total] = await Promise.all([store.mine(actor.id, firm, input.offset ?? 0), store.toSign(actor.id), store.mineCount(actor.id, firm)])
  const own = new Set(rows.map((r) => r.id))
  return ok({ cases: [...(input.offset ? [] : signing.filter((s) => !own.has(s.id))), ...rows].map((row) => summary(context, row)), total })
}

export function taskView(task: TaskRow, isMine: boolean, asks: TaskAsk[] = []) {
  const action = actionOf(task.action)
  return {
    id: task.id, name: task.name, action: task.action, people: task.people, unit: task.unit, dueOn: task.due_on, openedAt: new Date(task.opened_at).toISOString(), mine: isMine, batch: task.batch, givenTo: task.given_to,
    decisions: Object.entries(action.decisions).map(([value, label]) => ({ value, label, reasoned: action.reasoned.includes(value) })), asks,
  }
}

/** The tasks that are this official's to see: of their unit and kind of post, theirs or nobody's, or an absent colleague's. */
export async function queueOf(context: Context, more: Pick<QueueFilter, 'action' | 'lamp'> = {}): Promise<QueueFilter> {
  const { actor } = context
  return { unit: actor.traits['unit'] ?? '', people: peopleOf(actor), account: actor.id, absent: await context.ask(identityPort).standsInFor(), ...more }
}

/** What waits for this official, the nearest lawful day first; also what they do in a colleague's stead. */
export async function queue(context: Context, input: InputOf<typeof queueRoute>) {
  const filter = await queueOf(context, { action: input.action, lamp: input.lamp })
  const store = queueStore(context.db)
  const [rows, total] = await Promise.all([store.page(filter, input.offset ?? 0), store.count(filter)])
  return ok({ total, tasks: rows.map((r) => ({ ...taskView(r, true), case: summary(context, r.row) })) })
}

/** Cases of the official's unit, newest first, page by page; a number finds one at once. */
export async function search(context: Context, input: InputOf<typeof searchRoute>) {
  const { actor } = context
  const text = input.text?.trim()
  const isNumber = text !== undefined && /^[0-9A-Z]{20,50}$/.test(text)
  const [at, id] = input.before?.split('_') ?? []
  const rows: ListRow[] = await searchStore(context.db, {
    units: unitsOf(actor), isWindow: actor.permissions.has('cases:accept'), number: isNumber ? text : undefined, name: text && !isNumber ? text : undefined,
    stage: input.stage, lamp: input.lamp, item: input.item, before: at && id && !Number.isNaN(Date.parse(at)) && isId(id) ? { at: new Date(at), id } : undefined,
  })
  // Looking for somebody is on the record, with what was found; going through one's own office's list is daily work.
  if (text) context.audit({ act: 'cases.search', object: `unit/${actor.traits['unit'] ?? ''}`, detail: { by: isNumber ? 'number' : 'name', cases: rows.slice(0, 30).map((row) => row.id) } })
  const last = rows[29]
  return ok({ cases: rows.slice(0, 30).map((row) => summary(context, row)), next: rows.length > 30 && last ? `${new Date(last.submitted_at).toISOString()}_${last.id}` : null })
}
