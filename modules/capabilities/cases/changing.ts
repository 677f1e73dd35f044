import { localDate, startOfDay, addDays } from '@xiangyun/kernel/time'
import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import type { Advanced, Effect, Subject, TaskOpened } from '#modules/capabilities/processes/ports.ts'
import { paymentsPort } from '#modules/capabilities/payments/port.ts'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import { dueOn, lampOf, pause, resume } from './clock.ts'
import { caseAsked, caseEnded, caseMoved, lampChanged } from './contract.ts'
import { outcomeNames, stageOf } from './stages.ts'
import { saveChange } from './store.ts'
import type { CaseRow, Change, Moment, TaskRow } from './store.ts'

export const lampDeadline = defineDeadline<{ case: string }>('cases.lamp')

/** A case that is being changed within one transaction. */
export type Changing = { row: CaseRow; readonly isNew: boolean; readonly opened: TaskRow[]; readonly closed: Change['closed'][number][]; readonly moments: Omit<Moment, 'number'>[]; readonly renamed: Change['renamed'][number][]; readonly before: { lamp: string; due: string | null; stage: string } }

export function change(row: CaseRow, isNew = false): Changing {
  return { row, isNew, opened: [], closed: [], moments: [], renamed: [], before: { lamp: row.lamp, due: row.due_on, stage: row.stage } }
}

/** By what operators find the process of a case. */
export const subjectOf = (row: CaseRow): Subject => ({ id: row.id, division: row.division, about: row.item, label: row.number })

export function tell(context: Context, changing: Changing, kind: string, text: string, inside = false): void {
  const { actor } = context
  changing.moments.push({ at: '', kind, actor_kind: actor.kind, actor_name: actor.kind === 'person' ? '申请人' : actor.name, text, inside })
}

/** Takes over what the process brought about: tasks, pauses, what is asked of the applicant, the end. */
export async function follow(context: Context, changing: Changing, own: ItemVersion, advanced: Advanced): Promise<void> {
  changing.renamed.push(...advanced.renamed ?? [])
  for (const effect of advanced.effects) takeOver(context, changing, own, effect)
  const acts = await context.ask(processesPort).acts(advanced.definition)
  const { row } = changing
  row.instance = advanced.instance
  row.stage = stageOf(advanced.state, (element) => acts.get(element))
  if (row.ask && !advanced.state.waits.some((w) => w.kind === 'message' && w.name === row.ask?.kind)) row.ask = null
  if (advanced.state.status === 'ended') finish(context, changing, advanced.state.outcome ?? 'cancelled')
}

function takeOver(context: Context, changing: Changing, own: ItemVersion, effect: Effect): void {
  const { row } = changing
  const today = localDate(context.now)
  if (effect.type === 'task-opened') changing.opened.push(taskFrom(context, row, own, effect))
  if (effect.type === 'task-closed' && !changing.closed.some((c) => c.engine_task === effect.task)) changing.closed.push({ engine_task: effect.task, closed_by: 'system', decision: effect.reason, comment: null })
  if (effect.type === 'clock-paused') row.clock = pause(row.clock, effect.pause, effect.reason, today)
  if (effect.type === 'clock-resumed') row.clock = resume(row.clock, effect.pause, today)
  if (effect.type === 'timer-set' && row.ask && row.ask.until === null && effect.calendar === 'workdays') row.ask = { ...row.ask, until: context.calendar.add(today, Number(/\d+/.exec(effect.value ?? '0')?.[0] ?? 0)) }
  if (effect.type === 'message-awaited') asking(changing, effect.name)
  if (effect.type === 'incident') tell(context, changing, 'incident', `流程出现异常：${effect.message}`, true)
}

const asks: Record<string, string> = { 'supplement-provided': '请按通知补正', 'correction-finished': '请完成整改', 'fee-paid': '请缴费', 'tax-cleared': '请先缴税' }

function asking(changing: Changing, name: string): void {
  const { row } = changing
  if (!(name in asks) || row.ask?.kind === name) return
  row.ask = { kind: name, text: asks[name]!, until: null, items: [] }
}

function taskFrom(context: Context, row: CaseRow, own: ItemVersion, effect: TaskOpened): TaskRow {
  const items = context.ask(itemsPort)
  const people = effect.people ?? effect.lane?.id ?? 'reviewer'
  const offices = items.offices(own, row.division)!
  const department = people === 'other-department' && typeof effect.item === 'string' ? context.ask(organisationsPort).unit(effect.item, offices.decide.division) : undefined
  const party = people === 'party' ? partyKey(effect.item) : undefined
  return {
    id: context.ids.next(), case_id: row.id, engine_task: effect.task, element: effect.element, name: effect.name, action: effect.action ?? 'done', people,
    unit: (department ?? items.lane(own, offices, people, row.division)).id, party: party ? context.keys.index('subject', party) : null, given_to: null, asked_by: effect.action === 'extend' ? context.actor.id : null, grouped: effect.group, two: effect.two, batch: own.definition.batch === true,
    opened_at: context.now, due_on: dueDay(context, effect), case_due_on: row.due_on, closed_at: null, closed_by: null, decision: null, comment: null,
  }
}

/** Days of a task run out on workdays, or on any day where the drawing says so. */
function dueDay(context: Context, { limit, calendar }: TaskOpened): string | null {
  if (limit === null) return null
  const today = localDate(context.now)
  return calendar === 'calendar-days' ? addDays(today, limit) : context.calendar.add(today, limit)
}

function partyKey(item: unknown): string | undefined {
  if (typeof item === 'string') return item
  const key = (item as Record<string, unknown> | null)?.['identityNumber']
  return typeof key === 'string' ? key : undefined
}

function finish(context: Context, changing: Changing, outcome: string): void {
  const { row } = changing
  row.outcome = outcome
  row.ended_at = context.now
  row.ask = null
  tell(context.as({ ...context.actor, kind: 'system', name: '系统' }), changing, 'ended', `办结：${outcomeNames[outcome] ?? outcome}`)
}

/** Writes the change and tells the others. */
export async function save(context: Context, changing: Changing, decision: string | null = null): Promise<void> {
  const { row } = changing
  const today = localDate(context.now)
  row.due_on = dueOn(row.clock, 'statutory', today, context.calendar)
  row.promise_on = dueOn(row.clock, 'promise', today, context.calendar)
  row.lamp = row.ended_at ? (row.due_on && today > row.due_on ? 'red' : 'none') : lampOf(row.clock, today, context.calendar)
  if (!changing.isNew) row.version += 1
  for (const task of changing.opened) task.case_due_on = row.due_on ?? task.due_on
  if (row.ended_at && changing.before.stage !== 'ended' && row.fee?.order && !row.fee.paid) await context.ask(paymentsPort).cancelOf(row.id)
  await saveChange(context.db, changing, context.now)
  await keepLampDeadline(context, changing, decision === 'lamp')
  emitChange(context, changing, decision)
}

/** The day on which the lamp changes next: promised day, then the day after the statutory one. A deadline that has fired is set anew. */
async function keepLampDeadline(context: Context, changing: Changing, isFired: boolean): Promise<void> {
  const { row, before } = changing
  if (row.ended_at) {
    if (!changing.isNew && before.due) await context.deadlines.clear(lampDeadline, row.id)
    return
  }
  if (!row.due_on || !row.promise_on || (!isFired && row.due_on === before.due && row.lamp === before.lamp)) return
  const today = localDate(context.now)
  const next = [row.promise_on, addDays(row.due_on, 1)].sort().find((day) => day > today)
  if (next) await context.deadlines.set(lampDeadline, row.id, startOfDay(next), { case: row.id })
}

const toldOf = (row: CaseRow) => ({ case: row.id, number: row.number, item: row.item, itemName: row.item_name, unit: row.unit, division: row.division, applicant: row.applicant_index, agent: row.agent, firm: row.firm, stage: row.stage })

function emitChange(context: Context, changing: Changing, decision: string | null): void {
  const { row, before } = changing
  const told = toldOf(row)
  context.emit(caseMoved, { ...told, dueOn: row.due_on, promiseOn: row.promise_on, lamp: row.lamp, decision })
  if (row.lamp !== before.lamp && !changing.isNew) context.emit(lampChanged, { ...told, lamp: row.lamp, dueOn: row.due_on })
  if (row.ask && row.stage !== before.stage) context.emit(caseAsked, { ...told, kind: row.ask.kind, text: row.ask.text, until: row.ask.until })
  if (row.ended_at && before.stage !== 'ended') context.emit(caseEnded, { ...told, outcome: row.outcome!, lamp: row.lamp, licences: row.result?.licences ?? [] })
}
