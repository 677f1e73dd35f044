import { none, sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { Keys } from '@xiangyun/kernel/keys'
import type { Field, LicenceState } from './contract.ts'

export type Face = { readonly number: string; readonly fields: readonly Field[] }

/** A licence as this module knows it; the face is open. */
export type Licence = {
  readonly id: string; readonly identifier: string; readonly type: string; readonly name: string
  readonly unit: string; readonly unitName: string; readonly unitCode: string; readonly seal: string | null
  readonly holderKind: 'person' | 'firm'; readonly holder: string; readonly holderName: string; readonly face: Face
  readonly issuedOn: string; readonly validFrom: string; readonly validUntil: string | null
  readonly state: LicenceState; readonly reason: string | null; readonly since: Date; readonly version: number; readonly replacedBy: string | null
  readonly case: string | null; readonly item: string | null; readonly fileHash: string | null; readonly division: string; readonly at: Date
}

type Row = {
  id: string; identifier: string; type: string; name: string; unit: string; unit_name: string; unit_code: string; seal: string | null; holder_kind: 'person' | 'firm'; holder: string; holder_name: string; face: Buffer
  issued_on: string; valid_from: string; valid_until: string | null; state: LicenceState; reason: string | null; since: Date; version: number; replaced_by: string | null
  case_id: string | null; item: string | null; file_hash: string | null; division: string; at: Date
}

export type LetterRow = { id: string; title: string; number: string; unit: string; unit_name: string; case_id: string | null; file_hash: string; at: Date }

const facePurpose = 'licences/face'
const columns = { pieces: ['id, identifier, type, name, unit, unit_name, unit_code, seal, holder_kind, holder, holder_name, face, issued_on, valid_from, valid_until, state, reason, since, version, replaced_by, case_id, item, file_hash, division, at'], values: [] }
const shape = { pieces: ['id uuid, identifier text, number_index text, type text, name text, unit text, unit_name text, unit_code text, seal text, holder_kind text, holder text, holder_name text, face bytea, issued_on date, valid_from date, valid_until date, state text, since timestamptz, version int, case_id text, item text, file_hash text, division text, at timestamptz'], values: [] }
const names = { pieces: [shape.pieces[0]!.split(', ').map((c) => c.split(' ')[0]).join(', ')], values: [] }

/** SQL on licences; the face is sealed and opened here and nowhere else. */
export function licenceStore(context: { readonly db: Db; readonly keys: Keys }) {
  const { db, keys } = context
  const fromRow = (r: Row): Licence => ({
    id: r.id, identifier: r.identifier, type: r.type, name: r.name, unit: r.unit, unitName: r.unit_name, unitCode: r.unit_code, seal: r.seal, holderKind: r.holder_kind, holder: r.holder, holderName: r.holder_name,
    face: JSON.parse(keys.open(facePurpose, r.face)) as Face, issuedOn: r.issued_on, validFrom: r.valid_from, validUntil: r.valid_until, state: r.state, reason: r.reason, since: r.since, version: r.version,
    replacedBy: r.replaced_by, case: r.case_id, item: r.item, fileHash: r.file_hash, division: r.division, at: r.at,
  })
  const toRow = (l: Licence) => ({
    id: l.id, identifier: l.identifier, number_index: keys.index('licences/number', l.face.number), type: l.type, name: l.name, unit: l.unit, unit_name: l.unitName, unit_code: l.unitCode, seal: l.seal,
    holder_kind: l.holderKind, holder: l.holder, holder_name: l.holderName, face: `\\x${Buffer.from(keys.seal(facePurpose, JSON.stringify(l.face))).toString('hex')}`, issued_on: l.issuedOn, valid_from: l.validFrom,
    valid_until: l.validUntil, state: l.state, since: l.since.toISOString(), version: l.version, case_id: l.case, item: l.item, file_hash: l.fileHash, division: l.division, at: l.at.toISOString(),
  })
  const many = async (query: Parameters<Db['rows']>[0]) => (await db.rows<Row>(query)).map(fromRow)
  return {
    find: async (id: string, lock = false) => (await many(sql`select ${columns} from licences.licence where id = ${id} ${lock ? sql`for update` : none}`))[0],
    byIdentifier: async (identifier: string) => (await many(sql`select ${columns} from licences.licence where identifier = ${identifier}`))[0],
    byNumber: (number: string) => many(sql`select ${columns} from licences.licence where number_index = ${keys.index('licences/number', number)} order by issued_on desc, id desc limit 50`),
    held: (type: string, holder: string, today: string) => many(sql`select ${columns} from licences.licence
      where holder = ${holder} and type = ${type} and state = 'valid' and (valid_until is null or valid_until >= ${today}) order by issued_on desc, id desc limit 100`),
    of: (holders: readonly string[]) => many(sql`select ${columns} from licences.licence where holder = any(${holders}::text[]) order by issued_on desc, id desc limit 500`),
    add: (licences: readonly Licence[]) => db.run(sql`insert into licences.licence (${names}) select ${names} from jsonb_to_recordset(${JSON.stringify(licences.map(toRow))}::jsonb) as t(${shape})`),
    setState: (id: string, from: LicenceState, state: LicenceState, reason: string, at: Date, replacedBy: string | null = null) =>
      db.run(sql`update licences.licence set state = ${state}, reason = ${reason}, since = ${at}, replaced_by = ${replacedBy} where id = ${id} and state = ${from}`),
    setFile: (id: string, hash: string) => db.run(sql`update licences.licence set file_hash = ${hash} where id = ${id} and file_hash is null`),
    /** Takes so many numbers of each scope; gives the last one taken. Scopes are locked in one order, so that two issuers never wait for each other in a circle. */
    async take(counts: ReadonlyMap<string, number>): Promise<Map<string, number>> {
      const wanted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([scope, value]) => ({ scope, value }))
      const rows = await db.rows<{ scope: string; value: number }>(sql`insert into licences.counter (scope, value)
        select scope, value from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as t(scope text, value bigint)
        on conflict (scope) do update set value = licences.counter.value + excluded.value returning scope, value`)
      return new Map(rows.map((r) => [r.scope, r.value]))
    },
    addLetter: (row: LetterRow) => db.run(sql`insert into licences.letter (id, title, number, unit, unit_name, case_id, file_hash, at)
      values (${row.id}, ${row.title}, ${row.number}, ${row.unit}, ${row.unit_name}, ${row.case_id}, ${row.file_hash}, ${row.at})`),
    letter: (id: string) => db.one<LetterRow>(sql`select id, title, number, unit, unit_name, case_id, file_hash, at from licences.letter where id = ${id}`),
  }
}
