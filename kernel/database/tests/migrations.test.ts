import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createDatabase, dropDatabase, migrate, openDatabase, appRole, sql } from '@xiangyun/kernel/database'
import { testServer } from '../../../tests/support/province.ts'

const folder = mkdtempSync(join(tmpdir(), 'xy-migrations-'))
const database = `m_${randomBytes(6).toString('hex')}`
let server: Awaited<ReturnType<typeof testServer>>
const sets = [{ schema: 'things', folder }]
const write = (file: string, text: string) => writeFileSync(join(folder, file), text)

before(async () => {
  mkdirSync(folder, { recursive: true })
  server = await testServer()
  await createDatabase(server.url('postgres'), database)
})
after(async () => {
  await dropDatabase(server.url('postgres'), database)
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('each file runs once, in the order of names, also when two processes start together', async () => {
  write('0001-things.sql', 'create table thing (id int primary key);')
  write('0002-more.sql', 'alter table thing add column name text; insert into thing values (1, \'一\');')
  const done = await Promise.all([migrate(server.url(database), sets), migrate(server.url(database), sets)])
  assert.deepEqual(done.flat(), ['things/0001-things.sql', 'things/0002-more.sql'])
  assert.deepEqual(await migrate(server.url(database), sets), [])
})
test('a file that was changed after it had run is refused', async () => {
  write('0001-things.sql', 'create table thing (id bigint primary key);')
  await assert.rejects(migrate(server.url(database), sets), /things\/0001-things\.sql was changed after it had run/)
  write('0001-things.sql', 'create table thing (id int primary key);')
})
test('a file with a mistake leaves nothing behind and names itself', async () => {
  write('0003-wrong.sql', 'create table half (id int); select no_such_function();')
  await assert.rejects(migrate(server.url(database), sets), /things\/0003-wrong\.sql: .*no_such_function/)
  write('0003-wrong.sql', 'create table half (id int);')
  assert.deepEqual(await migrate(server.url(database), sets), ['things/0003-wrong.sql'])
})
test("the app's role reads and writes rows and has no right to change tables", async () => {
  const app = openDatabase({ url: server.url(database), size: 1, role: appRole })
  try {
    assert.equal((await app.one<{ name: string }>(sql`select name from things.thing`))!.name, '一')
    await app.run(sql`insert into things.thing values (2, '二')`)
    for (const wrong of [sql`create table things.other (id int)`, sql`drop table things.thing`, sql`alter table things.thing add column x int`, sql`truncate things.thing`]) await assert.rejects(app.run(wrong), /permission denied|must be owner/)
  } finally {
    await app.close()
  }
})
