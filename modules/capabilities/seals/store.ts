import { none, sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { SealState } from './contract.ts'

export type SealRow = {
  id: string; unit: string; unit_name: string; kind: string; edition: number; name: string; key: Buffer; certificate: Buffer; seal: Buffer
  valid_from: Date; valid_until: Date; state: SealState; since: Date; reason: string | null
}
export type SealBrief = Omit<SealRow, 'key' | 'certificate' | 'seal'>
export type PressingRow = { id: string; at: Date; by_whom: string; case_id: string | null; title: string; document: string }

const brief = { pieces: ['id, unit, unit_name, kind, edition, name, valid_from, valid_until, state, since, reason'], values: [] }

export function sealStore(db: Db) {
  return {
    latest: (unit: string, kind: string) => db.one<SealBrief>(sql`select ${brief} from seals.seal where unit = ${unit} and kind = ${kind} order by edition desc limit 1`),
    secrets: (id: string) => db.one<Pick<SealRow, 'key' | 'certificate' | 'seal'>>(sql`select key, certificate, seal from seals.seal where id = ${id}`),
    find: (id: string, lock = false) => db.one<SealBrief>(sql`select ${brief} from seals.seal where id = ${id} ${lock ? sql`for update` : none}`),
    states: (ids: readonly string[]) => db.rows<{ id: string; state: SealState; since: Date }>(sql`select id, state, since from seals.seal where id = any(${ids}::text[])`),
    ofUnits: (units: readonly string[]) => db.rows<SealBrief & { presses: number }>(sql`select ${brief}, (select count(*) from seals.pressing p where p.seal = s.id) as presses from seals.seal s where unit = any(${[...units]}::text[]) order by unit, kind, edition desc`),
    add: (row: SealRow) => db.run(sql`insert into seals.seal (id, unit, unit_name, kind, edition, name, key, certificate, seal, valid_from, valid_until, state, since)
      values (${row.id}, ${row.unit}, ${row.unit_name}, ${row.kind}, ${row.edition}, ${row.name}, ${row.key}, ${row.certificate}, ${row.seal}, ${row.valid_from}, ${row.valid_until}, ${row.state}, ${row.since})
      on conflict (unit, kind, edition) do nothing`),
    setState: (id: string, from: SealState, state: SealState, reason: string, at: Date) => db.run(sql`update seals.seal set state = ${state}, since = ${at}, reason = ${reason} where id = ${id} and state = ${from}`),
    addPressing: (seal: string, row: PressingRow) => db.later(sql`insert into seals.pressing (seal, id, at, by_whom, case_id, title, document)
      values (${seal}, ${row.id}, ${row.at}, ${row.by_whom}, ${row.case_id}, ${row.title}, ${row.document})`),
    pressings: (seal: string, before: string | undefined, limit: number) => db.rows<PressingRow>(sql`select id, at, by_whom, case_id, title, document from seals.pressing
      where seal = ${seal} ${before ? sql`and id < ${before}` : none} order by id desc limit ${limit}`),
    countPressings: async (seal: string) => (await db.one<{ n: number }>(sql`select count(*) as n from seals.pressing where seal = ${seal}`))!.n,
  }
}
