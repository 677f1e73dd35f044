import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fail } from '@xiangyun/kernel/contract'
import { sql } from '@xiangyun/kernel/database'
import { systemActor } from '@xiangyun/kernel/permissions'
import { perform, systemWork } from '@xiangyun/kernel/platform'
import { testPlatform } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import { registers } from '../module.ts'
import { registersPort } from '../port.ts'

let platform: TestPlatform
const number = '22990119990715002X'
before(async () => {
  platform = await testPlatform([registers])
  await systemWork(platform.environment)((context) => context.ask(registersPort).put('people', { identityNumber: number, name: '王静示例', birthDate: '1999-07-15' }, { department: 'public-security' }))
})
after(() => platform.end())

type Row = { act: string; object: string; subject: string | null; detail: Record<string, string> }
const told = (purpose: string) => platform.environment.database.rows<Row>(sql`select act, object, subject, detail from kernel.audit where purpose = ${purpose} order by id`)
const refused = (value: string, purpose: string) => perform(platform.environment, systemActor, async (context) => {
  await context.ask(registersPort).find('people', value, { purpose })
  return fail('kernel/conflict')
})

test('who is refused has read all the same, and it is told', async () => {
  await refused(number, 'refused')
  const [row] = await told('refused')
  assert.equal(row?.act, 'registers.read')
  assert.ok(row.subject)
})

test('a search that found nobody is told without what was sought for, but known again', async () => {
  const nobody = '229901199001010033'
  await refused(nobody, 'nobody')
  await refused(nobody, 'nobody')
  const rows = await told('nobody')
  assert.deepEqual(rows.map((row) => [row.act, row.object, row.detail['field']]), [['registers.sought', 'people', 'identityNumber'], ['registers.sought', 'people', 'identityNumber']])
  assert.equal(rows[0]!.detail['value'], rows[1]!.detail['value'])
  assert.ok(!JSON.stringify(rows).includes(nobody))
})
