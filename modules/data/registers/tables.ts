import pg from 'pg'
import { appRole } from '@xiangyun/kernel/database'
import type { FieldDefinition, RegisterDefinition } from './contract.ts'

export const tableOf = (register: string): string => register.replaceAll('-', '_')
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

export const isSealed = (field: FieldDefinition): boolean => field.secrecy === 'sensitive'
export const isFound = (definition: RegisterDefinition, name: string): boolean => {
  const field = definition.fields[name]!
  return name === definition.key || name === definition.subject || field.find === 'exact'
}

const types: Record<string, string> = { date: 'date', integer: 'bigint', decimal: 'numeric', boolean: 'boolean', list: 'jsonb' }

type Column = { name: string; type: string }

/** The columns that a definition asks for: a sealed field is bytes, with a keyed fingerprint beside it when it is searched. */
export function columnsOf(definition: RegisterDefinition): Column[] {
  return Object.entries(definition.fields).flatMap(([name, field]) => {
    const column = columnOf(name)
    if (!isSealed(field)) return [{ name: column, type: types[field.type] ?? 'text' }]
    return [{ name: column, type: 'bytea' }, ...(isFound(definition, name) ? [{ name: `${column}_index`, type: 'text' }] : [])]
  })
}

/** What must run to bring the tables of a register to its definition; nothing is ever dropped. */
export function plan(register: string, definition: RegisterDefinition, existing: ReadonlyMap<string, string>): string[] {
  const table = `registers."${tableOf(register)}"`
  const columns = columnsOf(definition)
  const statements: string[] = []
  if (existing.size === 0) {
    const own = columns.map((c) => `"${c.name}" ${c.type}`).join(', ')
    statements.push(
      `create table ${table} (id uuid primary key, version int not null, recorded_at timestamptz not null, sources jsonb not null, ${own})`,
      `create table registers."${tableOf(register)}_history" (id uuid not null, version int not null, recorded_at timestamptz not null, replaced_at timestamptz not null, sources jsonb not null, ${own}, primary key (id, version))`,
    )
  } else {
    for (const column of columns) {
      const known = existing.get(column.name)
      if (known === undefined) statements.push(`alter table ${table} add column "${column.name}" ${column.type}`, `alter table registers."${tableOf(register)}_history" add column "${column.name}" ${column.type}`)
      else if (known !== column.type) throw new Error(`register ${register}: column ${column.name} is ${known}, the definition wants ${column.type}; a change of type needs a field with a new name`)
    }
  }
  for (const name of Object.keys(definition.fields).filter((n) => isFound(definition, n))) {
    const column = isSealed(definition.fields[name]!) ? `${columnOf(name)}_index` : columnOf(name)
    const unique = name === definition.key ? 'unique ' : ''
    statements.push(`create ${unique}index if not exists "${tableOf(register)}_by_${columnOf(name)}" on ${table} ("${column}")`)
  }
  return statements
}

/** Brings every register's tables to its definition, as the migrator. Tells what ran. */
export async function applyDefinitions(url: string, registers: ReadonlyMap<string, RegisterDefinition>): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const done: string[] = []
  try {
    await client.query('select pg_advisory_lock(7241003)')
    for (const [register, definition] of registers) {
      const existing = await columnsIn(client, tableOf(register))
      for (const statement of plan(register, definition, existing)) {
        await client.query(statement)
        if (!statement.includes('if not exists')) done.push(statement)
      }
    }
    await client.query(`grant select, insert, update, delete on all tables in schema registers to ${appRole}`)
  } finally {
    await client.end()
  }
  return done
}

async function columnsIn(client: pg.Client, table: string): Promise<Map<string, string>> {
  const { rows } = await client.query<{ column_name: string; data_type: string }>(
    `select column_name, data_type from information_schema.columns where table_schema = 'registers' and table_name = $1`, [table])
  return new Map(rows.map((r) => [r.column_name, r.data_type]))
}
