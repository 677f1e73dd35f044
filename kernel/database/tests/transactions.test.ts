import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createDatabase, dropDatabase, openDatabase, sql, Undo } from '@xiangyun/kernel/database'
import type { Database, Transaction } from '@xiangyun/kernel/database'
import { testServer } from '../../../tests/support/province.ts'

const name = `t_${randomBytes(6).toString('hex')}`
let server: Awaited<ReturnType<typeof testServer>>
let database: Database
before(async () => {
  server = await testServer()
  await createDatabase(server.url('postgres'), name)
  database = openDatabase({ url: server.url(name), size: 4 })
  await database.run(sql`create table thing (id int primary key, name text)`)
})
after(async () => {
  await database.close()
  await dropDatabase(server.url('postgres'), name)
  await server.stop()
})

const sure = `create or replace function kernel.sure(touched bigint, wanted bigint, what text) returns void language plpgsql as $$ begin if touched <> wanted then raise exception '%', what using errcode = 'XY001'; end if; end $$`
const put = (tx: Transaction, id: number) => tx.later(sql`insert into thing (id, name) values (${id}, '物')`)
const ids = async () => (await database.rows<{ id: number }>(sql`select id from thing order by id`)).map((r) => r.id)

test('a write put off is seen by what the same transaction reads after it, and is committed with it', async () => {
  const seen = await database.transaction(async (tx) => {
    await put(tx, 1)
    return tx.one<{ n: number }>(sql`select count(*) as n from thing`)
  })
  assert.equal(seen?.n, 1)
  assert.deepEqual(await ids(), [1])
})
test('a write put off that fails undoes the whole transaction, and its own error is the one that is told', async () => {
  await assert.rejects(database.transaction(async (tx) => {
    await put(tx, 2)
    await put(tx, 1)
    await put(tx, 3)
  }), /duplicate key/)
  await assert.rejects(database.transaction(async (tx) => {
    await put(tx, 1)
    await tx.rows(sql`select 1`)
  }), /duplicate key/)
  assert.deepEqual(await ids(), [1])
})
test('statements of one moment leave together and are answered each for itself', async () => {
  const answers = await database.transaction((tx) => Promise.all([1, 2, 3].map((n) => tx.one<{ n: number }>(sql`select ${n}::int as n`))))
  assert.deepEqual(answers.map((a) => a?.n), [1, 2, 3])
})
test('a part that failed is undone alone, with what it had put off', async () => {
  await database.transaction(async (tx) => {
    await put(tx, 4)
    await assert.rejects(tx.savepoint(async () => { await put(tx, 5); await put(tx, 1) }), /duplicate key/)
    await assert.rejects(tx.savepoint(async () => { await put(tx, 6); throw new Error('no') }), /no/)
    await tx.savepoint(() => put(tx, 7))
  })
  assert.deepEqual(await ids(), [1, 4, 7])
})
test('what leaves as one group is committed or undone as a whole, and the connection goes on with the next', async () => {
  const single = openDatabase({ url: server.url(name), size: 1 })
  const insert = (tx: Transaction, id: number) => tx.later(sql`insert into thing (id, name) values (${id}, '组')`)
  const found = () => single.rows<{ id: number }>(sql`select id from thing where name = '组' order by id`)
  for (const from of [100, 110, 120]) await single.transaction(async (tx) => { for (let id = from; id < from + 3; id++) await insert(tx, id) })
  for (const wrong of [0, 1, 2]) {
    await assert.rejects(single.transaction(async (tx) => { for (let at = 0; at < 3; at++) await insert(tx, at === wrong ? 100 : 200 + at) }), /duplicate key/)
    const read = await single.transaction(async (tx) => {
      await insert(tx, 130 + wrong)
      return Promise.all([tx.one<{ n: number }>(sql`select count(*)::int as n from thing where name = '组'`), tx.run(sql`update thing set name = '组' where id = 100`)])
    })
    assert.deepEqual([read[0]?.n, read[1]], [10 + wrong, 1])
    await assert.rejects(single.transaction(async (tx) => { await insert(tx, 300); await insert(tx, 100); await tx.rows(sql`select 1 as n`) }), /duplicate key/)
  }
  const endless: Record<string, unknown> = {}
  endless['self'] = endless
  await assert.rejects(single.transaction(async (tx) => { await insert(tx, 400); await tx.later(sql`insert into thing (id, name) values (401, ${endless})`) }), /circular/i)
  assert.deepEqual((await found()).map((row) => row.id), [100, 101, 102, 110, 111, 112, 120, 121, 122, 130, 131, 132])
  await single.run(sql`delete from thing where name = '组'`)
  await single.close()
})
test('what waits for the commit is called after it, and never when the transaction or that part of it is undone', async () => {
  const called: string[] = []
  await database.transaction(async (tx) => {
    tx.afterCommit(() => called.push('whole'))
    await assert.rejects(tx.savepoint(async () => { tx.afterCommit(() => called.push('undone part')); throw new Error('no') }), /no/)
    await tx.savepoint(async () => tx.afterCommit(() => called.push('part')))
    assert.deepEqual(called, [])
  })
  await assert.rejects(database.transaction(async (tx) => { tx.afterCommit(() => called.push('failed')); await put(tx, 1) }), /duplicate key/)
  await database.transaction(async (tx) => { tx.afterCommit(() => called.push('undone')); throw new Undo('') })
  assert.deepEqual(called, ['whole', 'part'])
})
test('a refusal that rests on what has changed meanwhile is thought over again', async () => {
  const single = openDatabase({ url: server.url(name), size: 1 })
  await single.run(sql`create schema if not exists kernel`)
  await single.run({ pieces: [sure], values: [] })
  for (const round of ['first prepared', 'known to the connection']) {
    let tries = 0
    const refused = await single.transaction(async (tx) => {
      tries++
      await tx.later(sql`select kernel.sure(${tries === 1 ? 0 : 1}, 1, 'changed')`)
      throw new Undo(`refused ${tries}`)
    })
    assert.deepEqual([refused, tries], ['refused 2', 2], round)
  }
  assert.equal(await single.transaction(async (tx) => { await put(tx, 1); throw new Undo('refused, whatever else was wrong') }), 'refused, whatever else was wrong')
  await single.close()
})
test('a transaction undone on purpose writes nothing and hands out its value', async () => {
  assert.equal(await database.transaction(async (tx) => { await put(tx, 8); throw new Undo('so be it') }), 'so be it')
  assert.deepEqual(await ids(), [1, 4, 7])
})
test('`kernel.sure` lets a transaction that read old things begin again', async () => {
  await database.run(sql`create schema if not exists kernel`)
  await database.run({ pieces: [sure], values: [] })
  let tries = 0
  await database.transaction(async (tx) => {
    tries++
    await tx.later(sql`with changed as (update thing set name = '新' where id = ${tries === 1 ? 99 : 1} returning id) select kernel.sure((select count(*) from changed), 1, 'changed meanwhile')`)
  })
  assert.equal(tries, 2)
})
