import { deepEqual, equal, ok } from 'node:assert/strict'
import { sql } from '@xiangyun/kernel/database'
import type { Database } from '@xiangyun/kernel/database'
import { replayAll } from '#modules/capabilities/processes/running/replaying-all.ts'
import type { Api } from '#sim/api.ts'

/** Waits until the platform has done all that it has to do by itself. */
export async function quiet(database: Database): Promise<void> {
  for (let waited = 0; waited < 300; waited++) {
    const left = await database.one<{ n: number }>(sql`select (select count(*) from kernel.outbox where not delivered) + (select count(*) from kernel.audit_pending) + (select count(*) from processes.job) as n`)
    if (left!.n === 0) return
    await new Promise((done) => setTimeout(done, 100))
  }
  equal('there is work left', 'none')
}

/** What must be true of the records of these cases however often a server died: nothing lost, nothing doubled, nothing stuck. */
export async function isWhole(database: Database, api: Api, cases: readonly string[]): Promise<void> {
  const rows = async (query: ReturnType<typeof sql>) => (await database.rows<Record<string, unknown>>(query)).map((r) => ({ ...r }))
  const all = await database.rows<{ id: string; outcome: string | null; ended_at: Date | null; result: { licences: string[] } | null }>(sql`select id, outcome, ended_at, result from cases."case"`)
  deepEqual(all.map((c) => c.id).sort(), [...cases].sort(), 'every acknowledged case is there, and no other')
  for (const one of all) ok(one.ended_at && one.outcome === 'granted', `${one.id} is stuck: ${one.outcome}`)
  deepEqual(await rows(sql`select case_id, count(*) as n from licences.licence where case_id is not null group by case_id having count(*) <> 1`), [], 'one licence a case')
  equal((await database.one<{ n: number }>(sql`select count(*) as n from licences.licence where case_id is not null`))!.n, cases.length)
  deepEqual(await rows(sql`select case_id, engine_task, count(*) as n from cases.task group by 1, 2 having count(*) <> 1`), [], 'no task twice')
  deepEqual(await rows(sql`select id from cases.task where closed_at is null`), [], 'no task open')
  deepEqual(await rows(sql`select case_id, kind, text, count(*) as n from cases.moment where kind in ('submitted', 'accept', 'review', 'decide', 'paid', 'ended') group by 1, 2, 3 having count(*) <> 1`), [], 'nothing told twice')
  deepEqual(await rows(sql`select instance, number from processes.history group by 1, 2 having count(*) <> 1`), [], 'no event of a process twice')
  deepEqual(await rows(sql`select id from processes.instance where status <> 'ended'`), [], 'every process ended')
  deepEqual(await rows(sql`select case_id, count(*) as n from payments."order" group by 1 having count(*) <> 1 or min(state) <> 'paid'`), [], 'one order a case, paid')
  deepEqual(await rows(sql`select order_id from payments.entry group by 1 having sum(amount_fen) <> 0 or count(*) <> 2`), [], 'money sums to zero')
  deepEqual(await rows(sql`select event, listener, error from kernel.delivery`), [], 'no delivery failed')
  deepEqual(await rows(sql`select source, template, count(*) as n from messages.message group by 1, 2 having count(*) <> 1`), [], 'no message twice')
  deepEqual(await rows(sql`select case_id, ended from supervision.watched where not ended`), [], 'supervision saw every end')
  equal((await database.one<{ n: number }>(sql`select count(*) as n from ratings.ended`))!.n, cases.length, 'every end opened its rating')
  deepEqual(await rows(sql`select name, payload->>'case' as c, count(*) as n from kernel.outbox where name in ('cases.submitted', 'cases.ended', 'payments.paid') group by 1, 2 having count(*) <> 1`), [], 'each fact told once')
  deepEqual((await replayAll(database)).different, [], 'every history replays to what is kept')
  const verified = await api.call('auditor', 'POST', '/audit/verification', {})
  equal(verified.value['intact'], true, JSON.stringify(verified.value['problems']))
}
