import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Work } from '@xiangyun/kernel/platform'
import { testPlatform } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import type { Provenance, PutOutcome, Record_, Writing, WritingKind } from '../contract.ts'
import { registers } from '../module.ts'
import { registersPort } from '../port.ts'

let platform: TestPlatform
let work: Work
before(async () => {
  platform = await testPlatform([registers])
  work = systemWork(platform.environment)
})
after(() => platform.end())

const caseId = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
const by = (n: number, change = 'c', department = 'natural-resources'): Provenance => ({ department, unit: `${department}@220102`, case: caseId(n), number: `N${n}`, item: 'second-hand-house-transfer', change, law: '不动产登记暂行条例 第二十一条' })
const house: Record_ = { unit: 'U1', owner: '22990119990715002X', ownerName: '李静示例', address: '示例路 1 号', state: '现势', mortgaged: false }
const order = (kind: WritingKind, key: string, values: Record_, provenance: Provenance): Writing => ({ register: 'real-estate', kind, key, values, provenance })
const write = (writing: Writing): Promise<PutOutcome> => work((context) => context.ask(registersPort).write(writing))
const codes = async (writing: Writing) => (await work((context) => context.ask(registersPort).inspect(writing))).problems.map((p) => p.code)
const current = (key: string) => work((context) => context.ask(registersPort).find('real-estate', key, { purpose: 'test' }))
const count = async (query: ReturnType<typeof sql>) => (await platform.environment.database.one<{ n: number }>(query))!.n

describe('a write of a case', () => {
  test('makes the entry, its provenance, an event and an audit row; the same change again writes nothing', async () => {
    const first = await write(order('record', 'C1', house, by(1)))
    const again = await write(order('record', 'C1', { ...house, ownerName: '另一人' }, by(1)))
    assert.ok('version' in first && 'version' in again)
    assert.deepEqual([again.id, again.version, (await current('C1'))!.values['ownerName']], [first.id, 1, '李静示例'])
    const rows = await platform.environment.database.rows<Record<string, unknown>>(sql`select register, version, kind, department, unit, case_number, item, law from registers.provenance where case_id = ${caseId(1)}`)
    assert.deepEqual(rows.map((r) => ({ ...r })), [{ register: 'real-estate', version: 1, kind: 'record', department: 'natural-resources', unit: 'natural-resources@220102', case_number: 'N1', item: 'second-hand-house-transfer', law: '不动产登记暂行条例 第二十一条' }])
    assert.equal(await count(sql`select count(*) as n from kernel.outbox where name = 'registers.changed' and payload->>'case' = ${caseId(1)}`), 1)
    assert.equal(await count(sql`select count(*) as n from kernel.audit where act = 'registers.write' and detail->>'case' = ${caseId(1)}`), 1)
  })

  test('keeps the version before, and gives a version to an act that only says again what was known', async () => {
    await write(order('record', 'C2', house, by(2)))
    const changed = await write(order('change', 'C2', { mortgaged: true }, by(3)))
    const same = await write(order('change', 'C2', { mortgaged: true }, by(4)))
    assert.ok('version' in changed && 'version' in same)
    assert.deepEqual([changed.version, changed.changed, same.version, same.changed], [2, ['mortgaged'], 3, []])
    const history = await platform.environment.database.rows<{ version: number; mortgaged: boolean }>(sql`select version, mortgaged from registers.real_estate_history where id = ${changed.id} order by version`)
    assert.deepEqual(history.map((h) => [h.version, h.mortgaged]), [[1, false], [2, true]])
    assert.equal((await current('C2'))!.values['address'], '示例路 1 号', 'what was not said stands')
  })

  test('is refused as a whole, with the reason, when the register does not allow it', async () => {
    await write(order('record', 'C3', house, by(5)))
    assert.deepEqual(await codes(order('record', 'C3', house, by(6))), ['entry-there'])
    assert.deepEqual(await codes(order('change', 'C404', { mortgaged: true }, by(6))), ['no-entry'])
    assert.deepEqual(await codes(order('change', '', { mortgaged: true }, by(6))), ['no-key'])
    assert.deepEqual(await codes(order('end', 'C3', { mortgaged: true }, by(6))), ['not-ending'])
    assert.deepEqual(await codes(order('change', 'C3', { area: 'large' }, by(6))), ['decimal'])
    assert.deepEqual(await codes(order('record', 'C4', { owner: house['owner']! }, by(6))), ['required', 'required'])
    assert.deepEqual(await codes(order('change', 'C3', { mortgaged: true }, by(6, 'c', 'taxation'))), ['source-rank'])
    assert.equal('problems' in (await write(order('change', 'C404', { mortgaged: true }, by(6)))), true)
    assert.equal(await count(sql`select count(*) as n from registers.provenance where case_id = ${caseId(6)}`), 0)
  })

  test('never touches an entry that is history', async () => {
    await write(order('record', 'C5', house, by(7)))
    const ended = await write(order('end', 'C5', { state: '历史' }, by(8)))
    assert.ok('version' in ended)
    assert.deepEqual(await codes(order('end', 'C5', { state: '历史' }, by(9))), ['entry-ended'])
    assert.deepEqual(await codes(order('change', 'C5', { mortgaged: true }, by(9))), ['entry-ended'])
  })

  test('of two at once for one entry, the second sees what the first did', async () => {
    await write(order('record', 'C6', house, by(10)))
    const both = await Promise.all([write(order('end', 'C6', { state: '历史' }, by(11))), write(order('end', 'C6', { state: '历史' }, by(12)))])
    assert.deepEqual(both.map((o) => 'version' in o).sort(), [false, true])
    const records = await Promise.allSettled([write(order('record', 'C7', house, by(13))), write(order('record', 'C7', house, by(14)))])
    assert.equal(records.filter((r) => r.status === 'fulfilled' && 'version' in r.value).length, 1)
    assert.equal(await count(sql`select count(*) as n from registers.real_estate where certificate = 'C7'`), 1)
  })

  test('is told by names, without values', async () => {
    await write(order('record', 'C8', house, by(15)))
    const [told] = await work((context) => context.ask(registersPort).writtenBy(caseId(15)))
    assert.deepEqual([told!.registerName, told!.kind, told!.fields.includes('权利人身份号码')], ['不动产登记库', 'record', true])
    assert.ok(!JSON.stringify(told).includes('李静示例'))
  })
})
