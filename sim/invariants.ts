import { verifyLog } from '@xiangyun/kernel/audit'
import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import { localDate } from '@xiangyun/kernel/time'
import { lampOf } from '#modules/capabilities/cases/clock.ts'
import type { Clock } from '#modules/capabilities/cases/clock.ts'
import { stageOf } from '#modules/capabilities/cases/stages.ts'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import type { State } from '#modules/capabilities/processes/ports.ts'
import { replayAll } from '#modules/capabilities/processes/running/replaying-all.ts'
import { systemWork } from '@xiangyun/kernel/platform'
import { licenceLog } from './licence-log.ts'
import { registerProblems } from './register-invariants.ts'
import type { World } from './simulation.ts'

type Row = { id: string; stage: string; outcome: string | null; lamp: string; clock: Clock; ended_at: Date | null; state: State; definition: string; open: number; jobs: number; issued: number; document: boolean }

/** What must be true of the province at any moment, whoever did what and whatever crashed. Gives what is not. */
export async function brokenInvariants(world: World, when: 'step' | 'end' = 'step'): Promise<string[]> {
  const { database } = world.province.platform.environment
  const rows = await database.rows<Row>(sql`select c.id, c.stage, c.outcome, c.lamp, c.clock, c.ended_at, i.state, i.definition,
    (select count(*) from cases.task t where t.case_id = c.id and t.closed_at is null) as open, (select count(*) from processes.job j where j.instance = c.instance) as jobs,
    (select count(*) from licences.licence l where l.case_id::text = c.id::text) as issued, (c.result->>'document') is not null as document
    from cases."case" c join processes.instance i on i.id = c.instance`)
  return [
    ...acknowledged(world, rows), ...(await kept(world, database)), ...rows.flatMap((r) => caseProblems(world, r)), ...(await stages(world, rows)), ...(await money(database)), ...(await registerProblems(database)), ...(await leftovers(database)),
    ...(when === 'end' ? [...(await histories(database)), ...(await proofs(world, database)), ...(await licences(world, database)), ...(await licenceLog(world, database))] : []),
  ]
}

/** No acknowledged case is lost, none is there twice. */
function acknowledged(world: World, rows: readonly Row[]): string[] {
  const known = new Set(rows.map((r) => r.id))
  return [...world.cases.keys()].filter((id) => !known.has(id)).map((id) => `acknowledged case ${id} is lost`)
}

async function kept(world: World, db: Db): Promise<string[]> {
  if (world.done.size === 0) return []
  const open = await db.rows<{ id: string }>(sql`select id from cases.task where id = any(${[...world.done]}::uuid[]) and closed_at is null`)
  const numbers = await db.rows<{ number: string }>(sql`select number from cases."case" group by number having count(*) > 1`)
  return [...open.map((t) => `task ${t.id} was acknowledged as done and is open`), ...numbers.map((n) => `number ${n.number} was given twice`)]
}

/** An open case waits for somebody or something; an ended one for nothing; a granted one has one result. */
function caseProblems(world: World, r: Row): string[] {
  const found: string[] = []
  const background = new Set(['withdrawn', 'extend'])
  const waits = r.state.waits.filter((w) => !(w.kind === 'message' && background.has(w.name ?? '')))
  const tasks = r.state.waits.filter((w) => w.kind === 'task').length
  if (!r.ended_at && waits.length === 0) found.push(`case ${r.id} is stuck in ${r.stage}`)
  if (r.open !== tasks) found.push(`case ${r.id} has ${r.open} open tasks, its process ${tasks}`)
  if (r.ended_at && (r.open > 0 || r.state.status !== 'ended' || r.jobs > 0)) found.push(`case ${r.id} has ended but work is left`)
  if (r.outcome === 'granted' && r.issued !== 1 && !r.document) found.push(`case ${r.id} was granted and has ${r.issued} licences`)
  if (r.issued > 1) found.push(`case ${r.id} has ${r.issued} licences`)
  if (r.outcome !== 'granted' && r.ended_at && r.issued > 0) found.push(`case ${r.id} ended ${r.outcome} and has a licence`)
  const { clock, calendar } = world.province.platform.environment
  const lamp = lampOf(r.clock, localDate(clock.now()), calendar)
  if (!r.ended_at && lamp !== r.lamp) found.push(`case ${r.id}: the lamp shows ${r.lamp}, it should be ${lamp}`)
  return found
}

/** The stage is the picture of the process's state. */
async function stages(world: World, rows: readonly Row[]): Promise<string[]> {
  return systemWork(world.province.platform.environment)(async (context) => {
    const found: string[] = []
    for (const row of rows) {
      const acts = await context.ask(processesPort).acts(row.definition)
      const stage = stageOf(row.state, (element) => acts.get(element))
      if (stage !== row.stage) found.push(`case ${row.id}: stage ${row.stage}, but the process is in ${stage}`)
    }
    return found
  })
}

/** Money sums to zero; what is paid has its entries, what is not has none. */
async function money(db: Db): Promise<string[]> {
  const wrong = await db.rows<{ id: string }>(sql`select o.id from payments."order" o left join payments.entry e on e.order_id = o.id group by o.id, o.state, o.amount_fen
    having coalesce(sum(e.amount_fen), 0) <> 0 or (o.state = 'paid') <> (count(e.account) = 2) or (o.state <> 'paid' and count(e.account) > 0)`)
  return wrong.map((o) => `the entries of order ${o.id} do not fit`)
}

/** After everything has settled no event is undelivered, none failed, no service work lies about; a result that is held for a register waits with its reason. */
async function leftovers(db: Db): Promise<string[]> {
  const row = await db.one<{ events: number; failed: number; errors: number; deadlines: number }>(sql`select (select count(*) from kernel.outbox where not delivered) as events, (select count(*) from kernel.delivery) as failed,
    (select count(*) from processes.job j where j.error is not null and not exists (select 1 from cases.held_result h where h.case_id = j.subject)) as errors, (select count(*) from kernel.deadline where error is not null) as deadlines`)
  return Object.entries(row!).filter(([, n]) => n > 0).map(([what, n]) => `${n} ${what} are left`)
}

/** What is kept of a process is what its history gives. */
async function histories(db: Db): Promise<string[]> {
  return (await replayAll(db)).different.map((one) => `process ${one.instance} replays otherwise from event ${one.number}: ${one.message}`)
}

/** The audit log is whole. */
async function proofs(world: World, db: Db): Promise<string[]> {
  const report = await verifyLog(db, world.province.platform.environment.keys)
  return report.intact ? [] : [`the audit log is broken: ${JSON.stringify(report).slice(0, 300)}`]
}

/** Every licence in force verifies from its file alone. */
async function licences(world: World, db: Db): Promise<string[]> {
  const rows = await db.rows<{ id: string; file_hash: string; state: string }>(sql`select id, file_hash, state from licences.licence where case_id is not null and file_hash is not null`)
  const found: string[] = []
  for (const row of rows) {
    world.licences.add(row.id)
    const bytes = await world.province.platform.environment.blobs.get(row.file_hash)
    if (!bytes) { found.push(`the file of licence ${row.id} is gone`); continue }
    const report = await world.api.call(undefined, 'POST', '/verification/file', bytes)
    if (row.state === 'valid' && report.value['verdict'] !== 'valid') found.push(`licence ${row.id} is in force and verifies as ${String(report.value['verdict'])}`)
  }
  return found
}
