import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { createDatabase, dropDatabase, openDatabase, sql } from '@xiangyun/kernel/database'
import type { Database } from '@xiangyun/kernel/database'
import { testServer } from '../../../tests/support/province.ts'

const name = `t_${randomBytes(6).toString('hex')}`
let server: Awaited<ReturnType<typeof testServer>>
let database: Database
before(async () => {
  server = await testServer()
  await createDatabase(server.url('postgres'), name)
  database = openDatabase({ url: server.url(name), size: 4 })
  await database.run(sql`create table counter (id int primary key, n int not null)`)
  await database.run(sql`create table mark (unit text not null, part int not null, primary key (unit, part))`)
})
after(async () => {
  await database.close()
  await dropDatabase(server.url('postgres'), name)
  await server.stop()
})

type Plan = { readonly counters: readonly number[]; readonly fails: boolean }
const plan = fc.record({ counters: fc.uniqueArray(fc.nat(3), { minLength: 1 }), fails: fc.boolean() })

/** Writes one mark, adds to its counters, writes the other mark; a failing one then writes the first again. */
const write = (unit: string, { counters, fails }: Plan) => database.transaction(async (tx) => {
  await tx.later(sql`insert into mark (unit, part) values (${unit}, 1)`)
  for (const id of counters) await tx.later(sql`update counter set n = n + 1 where id = ${id}`)
  await tx.later(sql`insert into mark (unit, part) values (${unit}, ${fails ? 1 : 2})`)
})

test('of units that commit together each is whole or not there, and none fails for the sake of another', async () => {
  await fc.assert(fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 40 }), async (plans) => {
    await database.run(sql`truncate mark`)
    await database.run(sql`insert into counter (id, n) select id, 0 from generate_series(0, 3) id on conflict (id) do update set n = 0`)
    const ended = await Promise.allSettled(plans.map((one, index) => write(String(index), one)))
    assert.deepEqual(ended.map((one) => one.status), plans.map((one) => (one.fails ? 'rejected' : 'fulfilled')))
    for (const one of ended) if (one.status === 'rejected') assert.match(String(one.reason), /duplicate key/)
    const marks = await database.rows<{ unit: string; parts: number }>(sql`select unit, count(*)::int as parts from mark group by unit order by unit::int`)
    assert.deepEqual(marks, plans.flatMap((one, index) => (one.fails ? [] : [{ unit: String(index), parts: 2 }])))
    const counters = await database.rows<{ n: number }>(sql`select n from counter order by id`)
    assert.deepEqual(counters.map((row) => row.n), [0, 1, 2, 3].map((id) => plans.filter((one) => !one.fails && one.counters.includes(id)).length))
  }), { numRuns: 30 })
})

const writer = `
import { openDatabase, sql } from '@xiangyun/kernel/database'
const database = openDatabase({ url: process.argv[1], size: 4 })
await Promise.all(Array.from({ length: 16 }, async (_, client) => {
  for (let n = 0; ; n++) {
    const unit = client + '/' + n
    await database.transaction(async (tx) => { for (const part of [1, 2]) await tx.later(sql\`insert into mark (unit, part) values (\${unit}, \${part})\`) })
    process.stdout.write(unit + '\\n')
  }
}))`

test('a process killed in the middle has lost nothing that it acknowledged and left no unit half written', async () => {
  await database.run(sql`truncate mark`)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', writer, server.url(name)], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] })
  const told: string[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (unit) => { if (told.push(unit) === 500) child.kill('SIGKILL') })
  await once(lines, 'close')
  const units = await database.rows<{ unit: string; parts: number }>(sql`select unit, count(*)::int as parts from mark group by unit`)
  assert.ok(told.length >= 500)
  assert.deepEqual(units.filter((row) => row.parts !== 2), [])
  const there = new Set(units.map((row) => row.unit))
  assert.deepEqual(told.filter((unit) => !there.has(unit)), [])
})

test('a transaction that fails while its connection is on the way leaves no connection behind', async () => {
  const single = openDatabase({ url: server.url(name), size: 1 })
  for (let n = 0; n < 3; n++) await assert.rejects(single.transaction((tx) => Promise.all([tx.rows(sql`select 1`), Promise.reject(new Error('no'))])), /no/)
  assert.equal((await single.one<{ n: number }>(sql`select 1 as n`))?.n, 1)
  await single.close()
})
