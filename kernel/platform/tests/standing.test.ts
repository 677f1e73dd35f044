import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fail, ok } from '@xiangyun/kernel/contract'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { systemActor } from '@xiangyun/kernel/permissions'
import { consult, perform, systemWork } from '@xiangyun/kernel/platform'
import { auditSequencer, verifyLog } from '@xiangyun/kernel/audit'
import { testPlatform } from '../../../tests/support/platform.ts'
import type { TestPlatform } from '../../../tests/support/platform.ts'

let platform: TestPlatform
before(async () => { platform = await testPlatform([]) })
after(() => platform.end())

const read = (context: Context, object: string) => {
  context.audit({ act: 'tests.read', object, subject: 'somebody', stands: true })
  context.audit({ act: 'tests.wrote', object })
}
const told = async (object: string) => (await platform.environment.database.rows<{ act: string }>(sql`select act from kernel.audit where object = ${object} order by id`)).map((row) => row.act)
const act = (run: (context: Context) => Promise<ReturnType<typeof fail> | ReturnType<typeof ok<string>>>) => perform<string>(platform.environment, systemActor, run as never)

test('what stands is told once when the act is done', async () => {
  await act(async (context) => { read(context, 'done'); return ok('') })
  assert.deepEqual(await told('done'), ['tests.read', 'tests.wrote'])
})
test('what stands is told when the act is refused, all else is not', async () => {
  const result = await act(async (context) => { read(context, 'refused'); return fail('kernel/conflict') })
  assert.equal(result.ok, false)
  assert.deepEqual(await told('refused'), ['tests.read'])
})
test('and when it fails, with the failure handed on', async () => {
  await assert.rejects(act(async (context) => { read(context, 'failed'); throw new Error('a bug') }), /a bug/)
  await assert.rejects(act(async (context) => { read(context, 'broken'); await context.db.later(sql`select 1 / 0`); return ok('') }), /division by zero/)
  await assert.rejects(consult(platform.environment, systemActor, async (context) => { read(context, 'consulted'); throw new Error('a bug') }), /a bug/)
  await assert.rejects(systemWork(platform.environment)(async (context) => { read(context, 'worked'); throw new Error('a bug') }), /a bug/)
  for (const object of ['failed', 'broken', 'consulted', 'worked']) assert.deepEqual(await told(object), ['tests.read'], object)
})
test('what an attempt read that was made again is told once', async () => {
  let tries = 0
  await act(async (context) => {
    read(context, 'again')
    if (tries++ < 2) throw Object.assign(new Error('deadlock'), { code: '40P01' })
    return fail('kernel/conflict')
  })
  assert.equal(tries, 3)
  assert.deepEqual(await told('again'), ['tests.read'])
})
test('rows that stand are sealed like all others', async () => {
  while ((await auditSequencer.run(systemWork(platform.environment), 1)) > 0) { /* until nothing waits */ }
  const log = await verifyLog(platform.environment.database, platform.environment.keys)
  assert.deepEqual([log.intact, log.rows], [true, 8])
})
