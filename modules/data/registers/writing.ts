import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { problemsOf } from './checks.ts'
import { recordChanged } from './contract.ts'
import type { Entry, Inspected, PutOutcome, Record_, RegisterDefinition, Writing, WritingKind, WritingProblem, Written } from './contract.ts'
import { merge } from './merging.ts'
import type { recordStore } from './store.ts'
import { subjectOf } from './subjects.ts'

type Register = { readonly definition: RegisterDefinition; readonly store: ReturnType<typeof recordStore> }

/** Whether an entry is history by its register's own word. */
const hasEnded = ({ ended }: RegisterDefinition, values: Record_): boolean => ended !== undefined && ended.values.includes(String(values[ended.field]))

/** The entry under the key, locked, and everything that stands against the write; the read is on record like any other. */
export async function inspect(context: Context, { definition, store }: Register, writing: Writing): Promise<Inspected> {
  const [entry] = await store.findBy(definition.key, writing.key, true)
  return { entry, problems: problemsWith(definition, entry, writing, localDate(context.now)) }
}

function problemsWith(definition: RegisterDefinition, entry: Entry | undefined, writing: Writing, today: string): WritingProblem[] {
  const say = (code: string, message: string, at = `/${definition.key}`): WritingProblem => ({ at, code, message })
  const { kind } = writing
  if (writing.key === '') return [say('no-key', `${definition.name}：没有得到${nameOf(definition, definition.key)}`)]
  if (kind === 'record' && entry) return [say('entry-there', `${definition.name}里已经有这条记录`)]
  if (kind !== 'record' && !entry) return [say('no-entry', `${definition.name}里没有这条记录`)]
  if (entry && hasEnded(definition, entry.values)) return [say('entry-ended', `${definition.name}里的这条记录已经是“${String(entry.values[definition.ended!.field])}”`, `/${definition.ended!.field}`)]
  const next = { ...entry?.values, ...writing.values, [definition.key]: writing.key }
  if (kind === 'end' && !hasEnded(definition, next)) return [say('not-ending', `${definition.name}：没有写明终止后的状态`)]
  const touched = new Set([...Object.keys(writing.values), definition.key])
  const wrong = problemsOf(definition, next, today).filter((p) => kind === 'record' || touched.has(p.at.slice(1)))
  if (wrong.length > 0) return wrong.map((p) => ({ ...p, message: `${definition.name}的${nameOf(definition, p.at.slice(1))}：${p.message}` }))
  const unheard = entry ? unheardFields(definition, entry, writing) : []
  return unheard.map((field) => say('source-rank', `${definition.name}的${nameOf(definition, field)}以更权威的来源为准`, `/${field}`))
}

/** Fields on which a source of higher rank has spoken (the order of `sources`): a result must not be half written. */
function unheardFields(definition: RegisterDefinition, entry: Entry, writing: Writing): string[] {
  const merged = merge(definition, entry, writing.values, writing.provenance.department)
  return Object.entries(writing.values).filter(([field, value]) => JSON.stringify(merged.values[field] ?? null) !== JSON.stringify(value)).map(([field]) => field)
}

const nameOf = (definition: RegisterDefinition, field: string): string => definition.fields[field]?.name ?? field

/** Entry, history, provenance, audit row and event in the caller's transaction. A change that its case has written already is left alone. */
export async function write(context: Context, register: Register, writing: Writing): Promise<PutOutcome> {
  const known = await context.db.one<{ entry: string; version: number; changed: string[] }>(
    sql`select entry, version, changed from registers.provenance where case_id = ${writing.provenance.case} and change = ${writing.provenance.change}`)
  if (known) return { id: known.entry, version: known.version, changed: known.changed }
  const { entry, problems } = await inspect(context, register, writing)
  if (problems.length > 0) return { problems }
  const values = { ...writing.values, [register.definition.key]: writing.key }
  const done = entry ? await replace(context, register, entry, writing) : await add(context, register, values, writing)
  await tell(context, register.definition, writing, { ...done, values: { ...entry?.values, ...values } })
  return { id: done.id, version: done.version, changed: done.changed }
}

type Done = { readonly id: string; readonly version: number; readonly changed: readonly string[] }

async function add(context: Context, { store }: Register, values: Record_, writing: Writing): Promise<Done> {
  const id = context.ids.next()
  const sources = Object.fromEntries(Object.keys(values).map((field) => [field, writing.provenance.department]))
  // Another transaction recorded the same key in the meantime: this one is undone and looks again.
  if ((await store.insert([{ id, values, sources }], context.now)) !== 1) throw new Error(`register ${writing.register}: the key was recorded meanwhile`)
  return { id, version: 1, changed: Object.keys(values).filter((field) => values[field] !== null) }
}

/** Every act makes a version, also one that says what was known: that it was said again is part of the history. */
async function replace(context: Context, { definition, store }: Register, entry: Entry, writing: Writing): Promise<Done> {
  const merged = merge(definition, entry, writing.values, writing.provenance.department)
  await store.replace(entry, merged.values, merged.sources, context.now)
  return { id: entry.id, version: entry.version + 1, changed: merged.changed }
}

async function tell(context: Context, definition: RegisterDefinition, { register, kind, provenance: by }: Writing, done: Done & { values: Record_ }): Promise<void> {
  await context.db.run(sql`insert into registers.provenance (register, entry, version, at, kind, department, unit, case_id, case_number, item, change, law, changed)
    values (${register}, ${done.id}, ${done.version}, ${context.now}, ${kind}, ${by.department}, ${by.unit}, ${by.case}, ${by.number}, ${by.item}, ${by.change}, ${by.law}, ${[...done.changed]}::text[])`)
  context.emit(recordChanged, { register, id: done.id, version: done.version, changed: [...done.changed], department: by.department, case: by.case })
  const isPersonal = Object.values(definition.fields).some((f) => f.secrecy && f.secrecy !== 'open')
  context.audit({ act: 'registers.write', object: `${register}/${done.id}`, ...(isPersonal ? { subject: context.keys.index('subject', subjectOf(definition, done)) } : {}), purpose: `approval:${by.item}`, law: by.law, detail: { case: by.case, number: by.number, kind, version: done.version, changed: [...done.changed] } })
}

type ProvenanceRow = { register: string; entry: string; version: number; at: Date; kind: WritingKind; change: string; law: string; changed: string[] }

/** What a case wrote, told by the names of registers and fields; no values. */
export async function writtenBy(context: Context, registers: ReadonlyMap<string, RegisterDefinition>, caseId: string): Promise<Written[]> {
  const rows = await context.db.rows<ProvenanceRow>(sql`select register, entry, version, at, kind, change, law, changed from registers.provenance where case_id = ${caseId} order by at, change`)
  return rows.map(({ changed, ...row }) => {
    const definition = registers.get(row.register)
    return { ...row, at: row.at.toISOString(), registerName: definition?.name ?? row.register, fields: inOrder(definition, changed).map((field) => definition?.fields[field]?.name ?? field) }
  })
}

/** As the register's definition states them: the key first, then what is read first. */
function inOrder(definition: RegisterDefinition | undefined, fields: readonly string[]): string[] {
  const order = Object.keys(definition?.fields ?? {})
  return [...fields].sort((a, b) => order.indexOf(a) - order.indexOf(b))
}
