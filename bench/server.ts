import { join } from 'node:path'
import { readConfig } from '@xiangyun/kernel/config'
import { sql } from '@xiangyun/kernel/database'
import { openProvince } from '#server/province.ts'

/** The province without portals, and beside it the bare queries that lists are measured against. */
const config = readConfig(process.env, join(import.meta.dirname, '..'))
const province = await openProvince({ config, databaseUrl: config.databaseUrl! })
const { database } = province.platform.environment
province.app.get('/bare/queue', async (request) => {
  const { unit } = request.query as { unit: string }
  return { tasks: await database.rows(sql`select t.id, t.name, t.action, t.people, t.unit, t.opened_at, t.due_on, c.number, c.item_name, c.applicant_name, c.firm_name, c.stage, c.due_on as case_due, c.promise_on, c.lamp, c.submitted_at
    from cases.task t join cases."case" c on c.id = t.case_id where t.closed_at is null and t.unit = ${unit} and t.people = any(${['reviewer', 'inspector']}::text[]) order by t.case_due_on nulls last, t.opened_at, t.id limit 30`) }
})
province.app.get('/bare/cases', async (request) => {
  const { unit } = request.query as { unit: string }
  return { cases: await database.rows(sql`select id, number, item_name, applicant_name, firm_name, stage, outcome, division, unit, channel, due_on, promise_on, lamp, submitted_at, ended_at from cases."case" where unit = ${unit} order by submitted_at desc, id desc limit 31`) }
})
province.app.get('/bare/staff', async () => ({ staff: await database.rows(sql`select s.account, s.name, p.id as post, p.unit, p.title, p.since, p.until from organisations.post p join organisations.staff s on s.account = p.account
  where p.closed_at is null and p.division >= '220102' and p.division < '220102:' order by p.division, p.unit, p.account, p.id limit 20`) }))
/** What any route at all costs: one row committed, and nothing else done. */
province.app.post('/bare/commit', async () => {
  await database.transaction((tx) => tx.later(sql`insert into public.raw_commit (at, payload) values (now(), '{"a":1}')`))
  return {}
})
province.platform.background.start()
await province.app.listen({ port: config.port, host: '127.0.0.1' })
process.on('SIGTERM', () => void province.close().then(() => process.exit(0)))
