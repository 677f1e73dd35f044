import { sql, name, join, none } from '@xiangyun/kernel/database'
import type { Sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import type { Entry, Record_, RegisterDefinition, Value } from './contract.ts'
import { columnOf, columnsOf, isFound, isSealed, tableOf } from './tables.ts'

type Row = Record<string, unknown> & { id: string; version: number; recorded_at: Date; sources: Record<string, string> }
type Inner = Pick<Context, 'db' | 'keys'>

/** SQL on the tables of one register; sealed fields are opened and closed here and nowhere else. */
export function recordStore(context: Inner, register: string, definition: RegisterDefinition) {
  const table = name('registers', tableOf(register))
  const history = name('registers', `${tableOf(register)}_history`)
  const fields = Object.entries(definition.fields)
  const purposeOf = (field: string) => `${register}/${field}`

  const toColumns = (values: Record_): Record<string, unknown> => Object.fromEntries(fields.flatMap(([field, own]): [string, unknown][] => {
    const value = values[field] ?? null
    const column = columnOf(field)
    if (!isSealed(own)) return [[column, value]]
    const sealed = value === null ? null : `\\x${Buffer.from(context.keys.seal(purposeOf(field), JSON.stringify(value))).toString('hex')}`
    return [[column, sealed], ...(isFound(definition, field) ? [[`${column}_index`, value === null ? null : context.keys.index(purposeOf(field), String(value))] as [string, unknown]] : [])]
  }))
  const fromRow = (row: Row): Entry => ({
    id: row.id, version: row.version, recordedAt: row.recorded_at.toISOString(), sources: row.sources,
    values: Object.fromEntries(fields.map(([field, own]) => {
      const value = row[columnOf(field)] as Value
      return [field, value !== null && isSealed(own) ? (JSON.parse(context.keys.open(purposeOf(field), value as unknown as Buffer)) as Value) : value ?? null]
    })),
  })
  const equals = (field: string, value: string): Sql => {
    const own = definition.fields[field]!
    return isSealed(own) ? sql`${name(`${columnOf(field)}_index`)} = ${context.keys.index(purposeOf(field), value)}` : sql`${name(columnOf(field))} = ${value}`
  }
  return {
    findBy: async (field: string, value: string, lock = false): Promise<Entry[]> =>
      (await context.db.rows<Row>(sql`select * from ${table} where ${equals(field, value)} order by id limit 500 ${lock ? sql`for update` : none}`)).map(fromRow),
    sample: async (offset: number, limit: number): Promise<Entry[]> =>
      (await context.db.rows<Row>(sql`select * from ${table} order by id offset ${offset} limit ${limit}`)).map(fromRow),
    count: async (): Promise<number> => (await context.db.one<{ n: number }>(sql`select count(*) as n from ${table}`))!.n,
    insert: (records: readonly { id: string; values: Record_; sources: Record<string, string> }[], at: Date): Promise<number> => insertMany(context, table, definition, records.map((r) => ({
      id: r.id, version: 1, recorded_at: at.toISOString(), sources: r.sources, ...toColumns(r.values),
    }))),
    async replace(entry: Entry, values: Record_, sources: Record<string, string>, at: Date): Promise<void> {
      const own = columnsOf(definition).map((c) => name(c.name))
      await context.db.run(sql`insert into ${history} (id, version, recorded_at, replaced_at, sources, ${join(own, ', ')})
        select id, version, recorded_at, ${at}, sources, ${join(own, ', ')} from ${table} where id = ${entry.id}`)
      const sets = Object.entries(toColumns(values)).map(([column, value]) => sql`${name(column)} = ${typeof value === 'object' && value !== null ? JSON.stringify(value) : value}`)
      await context.db.run(sql`update ${table} set version = ${entry.version + 1}, recorded_at = ${at}, sources = ${JSON.stringify(sources)}::jsonb, ${join(sets, ', ')} where id = ${entry.id}`)
    },
  }
}

async function insertMany(context: Inner, table: Sql, definition: RegisterDefinition, rows: readonly Record<string, unknown>[]): Promise<number> {
  if (rows.length === 0) return 0
  const columns = [{ name: 'id', type: 'uuid' }, { name: 'version', type: 'int' }, { name: 'recorded_at', type: 'timestamptz' }, { name: 'sources', type: 'jsonb' }, ...columnsOf(definition)]
  const list = join(columns.map((c) => name(c.name)), ', ')
  const shape = join(columns.map((c) => sql`${name(c.name)} ${{ pieces: [c.type], values: [] }}`), ', ')
  return context.db.run(sql`insert into ${table} (${list}) select ${list} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(${shape}) on conflict do nothing`)
}
