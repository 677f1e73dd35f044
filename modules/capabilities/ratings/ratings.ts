import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, PayloadOf, Result, Static } from '@xiangyun/kernel/contract'
import { isUniqueViolation, none, sql } from '@xiangyun/kernel/database'
import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { addDays, localDate, startOfDay } from '@xiangyun/kernel/time'
import type { caseEnded } from '#modules/capabilities/cases/contract.ts'
import { organisationsPort, unitsOf } from '#modules/data/organisations/port.ts'
import type { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
import { caseRated, rectificationLate } from './contract.ts'
import type { Rating, rateCase as rateRoute, replyRectification as replyRoute } from './contract.ts'
import { isBad, RECTIFY_WORKDAYS, stateOf } from './rules.ts'

export const rectifyDeadline = defineDeadline<{ case: string }>('ratings.rectify')

type Ended = { case_id: string; number: string; item: string; item_name: string; unit: string; applicant: string; firm: string | null }
type Row = { grade: number; words: string | null; tags: string[]; at: Date; due: string | null; reply: string | null; replied_at: Date | null }

/** The end of a case opens its rating. */
export async function remember(context: Context, event: PayloadOf<typeof caseEnded>): Promise<void> {
  if (event.outcome === 'withdrawn') return
  await context.db.later(sql`insert into ratings.ended (case_id, number, item, item_name, unit, applicant, firm, at) values (${event.case}, ${event.number}, ${event.item}, ${event.itemName}, ${event.unit}, ${event.applicant}, ${event.firm}, ${context.now}) on conflict do nothing`)
}

async function mine(context: Context, id: string): Promise<Ended | undefined> {
  const row = await context.db.one<Ended>(sql`select case_id, number, item, item_name, unit, applicant, firm from ratings.ended where case_id = ${id}`)
  return row && (row.applicant === context.actor.id || (row.firm !== null && row.firm === context.actor.traits['firm'])) ? row : undefined
}

/** One rating a case; a bad one opens a rectification with a day by which the office must answer. */
export async function rate(context: Context, input: InputOf<typeof rateRoute>): Promise<Result<Static<typeof Rating>>> {
  const ended = await mine(context, input.id)
  if (!ended) return fail('ratings/not-yet')
  try {
    await context.db.run(sql`insert into ratings.rating (case_id, grade, words, tags, at) values (${input.id}, ${input.grade}, ${input.words ?? null}, ${JSON.stringify(input.tags ?? [])}::jsonb, ${context.now})`)
  } catch (error) {
    if (isUniqueViolation(error)) return fail('ratings/already')
    throw error
  }
  if (isBad(input.grade)) await openRectification(context, ended)
  context.emit(caseRated, { case: input.id, item: ended.item, unit: ended.unit, grade: input.grade })
  context.audit({ act: 'ratings.rate', object: `case/${input.id}`, detail: { grade: input.grade } })
  return ok(await view(context, input.id))
}

async function openRectification(context: Context, ended: Ended): Promise<void> {
  const due = context.calendar.add(localDate(context.now), RECTIFY_WORKDAYS)
  await context.db.run(sql`insert into ratings.rectification (case_id, unit, due) values (${ended.case_id}, ${context.ask(organisationsPort).carriedOnBy(ended.unit)}, ${due})`)
  await context.deadlines.set(rectifyDeadline, ended.case_id, startOfDay(addDays(due, 1)), { case: ended.case_id })
}

export async function read(context: Context, { id }: { id: string }): Promise<Result<Static<typeof Rating>>> {
  return (await mine(context, id)) ? ok(await view(context, id)) : fail('ratings/no-case')
}

async function view(context: Context, id: string): Promise<Static<typeof Rating>> {
  const row = await context.db.one<Row>(sql`select r.grade, r.words, r.tags, r.at, f.due, f.reply, f.replied_at from ratings.rating r left join ratings.rectification f on f.case_id = r.case_id where r.case_id = ${id}`)
  if (!row) return { grade: null, words: null, tags: [], at: null, rectification: null }
  const rectification = row.due ? { state: stateOf(row.due, row.replied_at !== null, localDate(context.now)), due: row.due, reply: row.reply, repliedAt: row.replied_at?.toISOString() ?? null } : null
  return { grade: row.grade, words: row.words, tags: row.tags, at: row.at.toISOString(), rectification }
}

type Listed = { case: string; number: string; item_name: string; unit: string; grade: number; words: string | null; due: string; reply: string | null; replied_at: Date | null }

/** Rectifications of one's own office; the supervisor sees all. */
export async function list(context: Context) {
  const isSupervisor = context.actor.permissions.has('supervision:read') && context.actor.traits['level'] === 'province'
  const rows = await context.db.rows<Listed>(sql`select f.case_id as case, e.number, e.item_name, f.unit, r.grade, r.words, f.due, f.reply, f.replied_at from ratings.rectification f join ratings.rating r on r.case_id = f.case_id join ratings.ended e on e.case_id = f.case_id
    ${isSupervisor ? none : sql`where f.unit = any(${unitsOf(context.actor)}::text[])`} order by f.replied_at is not null, f.due limit 200`)
  const organisations = context.ask(organisationsPort)
  return ok({ rectifications: rows.map((r) => ({ case: r.case, number: r.number, itemName: r.item_name, unitName: organisations.unitById(r.unit)?.name ?? r.unit, grade: r.grade, words: r.words, due: r.due, state: stateOf(r.due, r.replied_at !== null, localDate(context.now)), reply: r.reply })) })
}

export async function reply(context: Context, input: InputOf<typeof replyRoute>) {
  const row = await context.db.one<{ unit: string; replied_at: Date | null }>(sql`select unit, replied_at from ratings.rectification where case_id = ${input.id} for update`)
  if (!row || row.unit !== context.actor.traits['unit']) return fail('ratings/no-case')
  if (row.replied_at) return fail('ratings/already-replied')
  await context.db.run(sql`update ratings.rectification set reply = ${input.reply}, replied_by = ${context.actor.id}, replied_at = ${context.now} where case_id = ${input.id}`)
  await context.deadlines.clear(rectifyDeadline, input.id)
  context.audit({ act: 'ratings.reply', object: `case/${input.id}` })
  return ok({ state: 'replied' })
}

/** What is not answered yet is answered by the unit that carries on. */
export async function followUnit(context: Context, { unit, into }: PayloadOf<typeof unitMerged>): Promise<void> {
  await context.db.run(sql`update ratings.rectification set unit = ${into} where unit = ${unit} and replied_at is null`)
}

/** The day has passed without an answer. */
export async function late(context: Context, payload: { case: string }): Promise<void> {
  const row = await context.db.one<{ unit: string; due: string }>(sql`update ratings.rectification set late = true where case_id = ${payload.case} and replied_at is null returning unit, due`)
  if (row) context.emit(rectificationLate, { case: payload.case, unit: row.unit, due: row.due })
}
