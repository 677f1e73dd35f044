import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { sm2PublicKeyFromSpki, fromPem, verifyInclusion, verifySm2 } from '@xiangyun/gm'
import { sql } from '@xiangyun/kernel/database'
import { systemWork } from '@xiangyun/kernel/platform'
import { testPlatform } from '../../../tests/support/platform.ts'
import type { TestPlatform } from '../../../tests/support/platform.ts'
import { auditLag, auditOf, auditSequencer, proveRow, verifyLog } from '../index.ts'

let platform: TestPlatform
let admin: pg.Client

/** Writes so many rows and seals them; repeated for several heads. */
async function write(count: number): Promise<void> {
  const work = systemWork(platform.environment)
  await work(async (context) => {
    for (let i = 0; i < count; i++) context.audit({ act: 'tests.wrote', object: `thing/${i}`, subject: i % 3 === 0 ? 'somebody' : undefined, detail: { b: [i, { z: 1, a: '𠮷' }], a: null } })
  })
  while ((await auditSequencer.run(work, 1)) > 0) { /* until nothing waits */ }
}
const verify = () => verifyLog(platform.environment.database, platform.environment.keys)
/** Does harm as the database's owner, looks, and undoes it. */
async function harmed(...statements: string[]) {
  await admin.query('create table if not exists keep_audit as table kernel.audit; create table if not exists keep_leaf as table kernel.audit_leaf; create table if not exists keep_head as table kernel.audit_head; create table if not exists keep_pending as table kernel.audit_pending')
  for (const statement of statements) await admin.query(statement)
  const found = await verify()
  await admin.query('truncate kernel.audit, kernel.audit_leaf, kernel.audit_head, kernel.audit_pending; insert into kernel.audit table keep_audit; insert into kernel.audit_leaf table keep_leaf; insert into kernel.audit_head table keep_head; insert into kernel.audit_pending table keep_pending')
  return found
}
const rowAt = async (position: number) => (await platform.environment.database.one<{ row_id: string }>(sql`select row_id from kernel.audit_leaf where position = ${position}`))!.row_id

before(async () => {
  platform = await testPlatform([])
  admin = new pg.Client({ connectionString: platform.databaseUrl })
  await admin.connect()
  for (const count of [1, 7, 640, 3, 30]) await write(count)
})
after(async () => {
  await admin.end()
  await platform.end()
})

test('an untouched log is intact, and nothing waits', async () => {
  const found = await verify()
  assert.deepEqual({ intact: found.intact, rows: found.rows, heads: found.heads }, { intact: true, rows: 681, heads: 6 })
  assert.equal((await auditLag(platform.environment.database, platform.clock.now())).pending, 0)
})

test('every kind of harm is found and names its row', async () => {
  const row = await rowAt(300)
  const other = await rowAt(301)
  const first = async (...statements: string[]) => {
    const { problems } = await harmed(...statements)
    return { kind: problems[0]?.kind, row: problems[0]?.row, count: problems.length }
  }
  assert.deepEqual(await first(`update kernel.audit set act = 'tests.other' where id = '${row}'`), { kind: 'changed', row, count: 1 })
  assert.deepEqual(await first(`update kernel.audit set detail = '{"a": null}' where id = '${row}'`), { kind: 'changed', row, count: 1 })
  assert.deepEqual(await first(`update kernel.audit set mac = 'x' where id = '${row}'`), { kind: 'changed', row, count: 1 })
  assert.deepEqual(await first(`delete from kernel.audit where id = '${row}'`), { kind: 'lost', row, count: 1 })
  assert.equal((await first(`delete from kernel.audit where id = '${row}'`, `delete from kernel.audit_leaf where row_id = '${row}'`)).kind, 'lost')
  assert.deepEqual(await first(`insert into kernel.audit select '0190f3c2-a5b4-7cde-8f01-23456789abcd', at, actor, actor_name, actor_kind, act, object, subject, purpose, law, detail, mac from kernel.audit where id = '${row}'`),
    { kind: 'inserted', row: '0190f3c2-a5b4-7cde-8f01-23456789abcd', count: 1 })
  const swapped = await first(`update kernel.audit_leaf set position = -1 where row_id = '${row}'`, `update kernel.audit_leaf set position = 300 where row_id = '${other}'`, `update kernel.audit_leaf set position = 301 where row_id = '${row}'`)
  assert.deepEqual(swapped, { kind: 'reordered', row, count: 1 })
  assert.equal((await first(`update kernel.audit_head set root = '\\x${'00'.repeat(32)}' where size = 681`)).kind, 'head')
  assert.equal((await first(`delete from kernel.audit_head where size = 681`)).kind, 'inserted')
  assert.equal((await verify()).intact, true)
})

test('the application itself can neither change nor delete what is in the log', async () => {
  for (const table of ['audit', 'audit_leaf', 'audit_head', 'audit_node']) {
    for (const text of [`delete from kernel.${table}`, `truncate kernel.${table}`]) await assert.rejects(platform.environment.database.run({ pieces: [text], values: [] }), { code: '42501' })
  }
  await assert.rejects(platform.environment.database.run(sql`update kernel.audit set act = 'x'`), { code: '42501' })
})

test('any row can be proved to somebody who has only the public key', async () => {
  for (const position of [0, 1, 7, 300, 647, 680]) {
    const proof = await proveRow(platform.environment.database, platform.environment.keys, await rowAt(position))
    assert.ok(proof && proof !== 'waiting')
    const hex = (text: string) => Buffer.from(text, 'hex')
    assert.ok(verifyInclusion({ leafHash: hex(proof.leaf), index: proof.position, size: proof.size, path: proof.path.map(hex), head: hex(proof.root) }))
    const key = sm2PublicKeyFromSpki(fromPem(proof.publicKey, 'PUBLIC KEY')!)
    assert.ok(key.ok && verifySm2(key.value, Buffer.from(proof.signed), Buffer.from(proof.signature, 'base64')))
    assert.ok(proof.signed.includes(proof.root))
  }
})

test('two sequencers at once seal every row exactly once', async () => {
  const work = systemWork(platform.environment)
  await Promise.all(Array.from({ length: 8 }, (_, i) => work(async (context) => { for (let j = 0; j < 50; j++) context.audit({ act: 'tests.many', object: `many/${i}/${j}` }) })))
  for (let left = 1; left > 0;) left = (await Promise.all([auditSequencer.run(work, 1), auditSequencer.run(work, 1), auditSequencer.run(work, 1)])).reduce((a, b) => a + b)
  const found = await verify()
  assert.deepEqual({ intact: found.intact, rows: found.rows }, { intact: true, rows: 1081 })
})

test('rows are found by actor, object, subject, kind of act and time, page by page', async () => {
  const { database } = platform.environment
  assert.equal((await auditOf(database, { subject: 'somebody', limit: 1000 })).length, 229)
  assert.equal((await auditOf(database, { act: 'tests.', limit: 2000 })).length, 1081)
  const page = await auditOf(database, { limit: 10 })
  const next = await auditOf(database, { limit: 10, before: page.at(-1)!.id })
  assert.ok(next[0]!.id < page.at(-1)!.id)
})
