import { ok } from '@xiangyun/kernel/contract'
import type { InputOf, PayloadOf } from '@xiangyun/kernel/contract'
import { join, none, sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import type { caseEnded, caseMoved, lampChanged } from '#modules/capabilities/cases/contract.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
import type { listIssued, listWarnings } from './contract.ts'

/** Follows a case by its events. */
export async function follow(context: Context, told: PayloadOf<typeof caseMoved>): Promise<void> {
  await context.db.later(sql`insert into supervision.watched (case_id, number, item, item_name, unit, stage, lamp, due_on, since) values (${told.case}, ${told.number}, ${told.item}, ${told.itemName}, ${told.unit}, ${told.stage}, ${told.lamp}, ${told.dueOn}, ${context.now})
    on conflict (case_id) do update set stage = excluded.stage, due_on = excluded.due_on, since = case when supervision.watched.lamp = excluded.lamp then supervision.watched.since else excluded.since end, lamp = excluded.lamp`)
}

/** Yellow warns, red accuses: one warning of each kind a case. */
export async function warn(context: Context, told: PayloadOf<typeof lampChanged>): Promise<void> {
  if (told.lamp !== 'yellow' && told.lamp !== 'red') return
  await context.db.later(sql`insert into supervision.warning (id, case_id, unit, kind, at) values (${context.ids.next()}, ${told.case}, ${told.unit}, ${told.lamp}, ${context.now}) on conflict do nothing`)
}

export async function close(context: Context, told: PayloadOf<typeof caseEnded>): Promise<void> {
  await context.db.later(sql`update supervision.watched set ended = true, late = ${told.lamp === 'red'}, stage = 'ended' where case_id = ${told.case}`)
}

/** What is open of a unit that was merged is watched under the one that carries on. */
export async function followUnit(context: Context, { unit, into }: PayloadOf<typeof unitMerged>): Promise<void> {
  await context.db.run(sql`update supervision.watched set unit = ${into} where unit = ${unit} and not ended`)
}

type Figures = { unit: string; open: number; green: number; yellow: number; red: number; paused: number; ended: number; late: number }

/** A provincial supervisor sees every unit, one of a county the units of that county. */
const reach = (context: Context, unit = sql`unit`) => {
  const division = context.actor.traits['division'] ?? ''
  if (context.actor.traits['level'] === 'province') return sql`true`
  return context.actor.permissions.has('cases:decide') ? sql`${unit} = ${context.actor.traits['unit'] ?? ''}` : sql`${unit} like ${`%@${division}%`}`
}

export async function lamps(context: Context) {
  const rows = await context.db.rows<Figures>(sql`select unit, count(*) filter (where not ended) as open, count(*) filter (where not ended and lamp = 'green') as green, count(*) filter (where not ended and lamp = 'yellow') as yellow,
    count(*) filter (where not ended and lamp = 'red') as red, count(*) filter (where not ended and lamp = 'paused') as paused, count(*) filter (where ended) as ended, count(*) filter (where late) as late
    from supervision.watched where ${reach(context)} group by unit order by red desc, yellow desc, open desc, unit limit 500`)
  const organisations = context.ask(organisationsPort)
  const warnings = await context.db.one<{ n: number }>(sql`select count(*) as n from supervision.warning where ${reach(context)}`)
  return ok({ units: rows.map((r) => ({ ...r, unitName: organisations.unitById(r.unit)?.name ?? r.unit })), warnings: warnings!.n, asOf: context.now.toISOString() })
}

type Watched = { case_id: string; number: string; item_name: string; unit: string; lamp: string; due_on: string | null; since: Date; stage: string }

export async function list(context: Context, input: InputOf<typeof listWarnings>) {
  const parts = [reach(context), ...(input.unit ? [sql`unit = ${input.unit}`] : []), ...(input.lamp ? [sql`lamp = ${input.lamp}`] : []), ...(input.open === undefined || input.open ? [sql`not ended`] : [sql`ended`])]
  const rows = await context.db.rows<Watched>(sql`select case_id, number, item_name, unit, lamp, due_on, since, stage from supervision.watched where ${join(parts, ' and ')} order by due_on nulls last, case_id limit 200`)
  const organisations = context.ask(organisationsPort)
  return ok({ cases: rows.map((r) => ({ case: r.case_id, number: r.number, itemName: r.item_name, unitName: organisations.unitById(r.unit)?.name ?? r.unit, lamp: r.lamp, dueOn: r.due_on, since: r.since.toISOString(), stage: r.stage })) })
}

type Issued = { id: string; at: Date; kind: 'yellow' | 'red'; case_id: string; number: string; item_name: string; unit: string; stage: string; due_on: string | null; ended: boolean; late: boolean }
const PAGE = 50

/** What was warned of, newest first, with how the case stands now. */
export async function issued(context: Context, input: InputOf<typeof listIssued>) {
  const rows = await context.db.rows<Issued>(sql`select w.id, w.at, w.kind, w.case_id, c.number, c.item_name, w.unit, c.stage, c.due_on, c.ended, c.late
    from supervision.warning w join supervision.watched c on c.case_id = w.case_id
    where ${reach(context, sql`w.unit`)} ${input.unit ? sql`and w.unit = ${input.unit}` : none} ${input.kind ? sql`and w.kind = ${input.kind}` : none} ${input.before ? sql`and w.id < ${input.before}` : none}
    order by w.id desc limit ${PAGE + 1}`)
  const organisations = context.ask(organisationsPort)
  const shown = rows.slice(0, PAGE)
  return ok({
    warnings: shown.map((r) => ({ id: r.id, at: r.at.toISOString(), kind: r.kind, case: r.case_id, number: r.number, itemName: r.item_name, unit: r.unit, unitName: organisations.unitById(r.unit)?.name ?? r.unit, stage: r.stage, dueOn: r.due_on, ended: r.ended, late: r.late })),
    next: rows.length > PAGE ? shown.at(-1)!.id : null,
  })
}
