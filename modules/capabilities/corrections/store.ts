import { none, sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { CorrectionState, OwnRegister } from './contract.ts'

export type CorrectionRow = {
  id: string; number: string; register: OwnRegister; entry: string; field: string; who: string; unit: string; content: Buffer; state: CorrectionState; asked_at: Date; due: string; answered_at: Date | null; answered_by: string | null; answer: Buffer | null
}
export type ProofRow = { id: string; who: string; correction: string | null; name: Buffer; media: string; size: number; blob: string; at: Date }

export const PAGE = 20
const offset = (page: number) => (page - 1) * PAGE

export function correctionStore(db: Db) {
  return {
    /** Nothing is written when one on the same field waits already. */
    add: (row: CorrectionRow) => db.run(sql`insert into corrections.correction (id, number, register, entry, field, who, unit, content, state, asked_at, due)
      values (${row.id}, ${row.number}, ${row.register}, ${row.entry}, ${row.field}, ${row.who}, ${row.unit}, ${row.content}, ${row.state}, ${row.asked_at}, ${row.due}) on conflict do nothing`),
    find: (id: string, lock = false) => db.one<CorrectionRow>(sql`select * from corrections.correction where id = ${id} ${lock ? sql`for update` : none}`),
    open: (who: string, register: string, entry: string, field: string) => db.one<CorrectionRow>(sql`select * from corrections.correction where who = ${who} and register = ${register} and entry = ${entry} and field = ${field} and state = 'asked'`),
    answer: (row: CorrectionRow) => db.run(sql`update corrections.correction set state = ${row.state}, answered_at = ${row.answered_at}, answered_by = ${row.answered_by}, answer = ${row.answer} where id = ${row.id} and state = 'asked'`),
    late: (id: string) => db.one<CorrectionRow>(sql`update corrections.correction set late = true where id = ${id} and state = 'asked' and not late returning *`),
    mine: (who: string, page: number) => db.rows<CorrectionRow>(sql`select * from corrections.correction where who = ${who} order by state <> 'asked', asked_at desc, id desc offset ${offset(page)} limit ${PAGE}`),
    countMine: async (who: string) => (await db.one<{ n: number }>(sql`select count(*)::int as n from corrections.correction where who = ${who}`))!.n,
    followUnit: (unit: string, into: string) => db.run(sql`update corrections.correction set unit = ${into} where unit = ${unit} and state = 'asked'`),
    waiting: (unit: string, page: number) => db.rows<CorrectionRow>(sql`select * from corrections.correction where unit = ${unit} and state = 'asked' order by due, id offset ${offset(page)} limit ${PAGE}`),
    answered: (units: readonly string[], page: number) => db.rows<CorrectionRow>(sql`select * from corrections.correction where unit = any(${[...units]}::text[]) and state <> 'asked' order by answered_at desc, id desc offset ${offset(page)} limit ${PAGE}`),
    figures: async (units: readonly string[], today: string) => (await db.one<{ waiting: number; answered: number; late: number }>(sql`select count(*) filter (where state = 'asked')::int as waiting, count(*) filter (where state <> 'asked')::int as answered,
      count(*) filter (where state = 'asked' and due < ${today})::int as late from corrections.correction where unit = any(${[...units]}::text[])`))!,
  }
}

export function proofStore(db: Db) {
  return {
    add: (row: ProofRow) => db.run(sql`insert into corrections.proof (id, who, correction, name, media, size, blob, at) values (${row.id}, ${row.who}, ${row.correction}, ${row.name}, ${row.media}, ${row.size}, ${row.blob}, ${row.at})`),
    /** Gives files to a correction: the person's own that belong to none yet. Tells how many there were. */
    give: (ids: readonly string[], who: string, correction: string) => db.run(sql`update corrections.proof set correction = ${correction} where id::text = any(${[...ids]}::text[]) and who = ${who} and correction is null`),
    of: (corrections: readonly string[]) => db.rows<ProofRow>(sql`select * from corrections.proof where correction::text = any(${[...corrections]}::text[]) order by at, id`),
  }
}
