import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anonymous } from '@xiangyun/kernel/permissions'
import type { Context } from '@xiangyun/kernel/modules'
import { consult, perform, systemWork } from '@xiangyun/kernel/platform'
import { unzipFiles } from '@xiangyun/ofd/zip-read'
import { organisations } from '#modules/data/organisations/module.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { seals } from '#modules/capabilities/seals/module.ts'
import { person, testPlatform } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import type { IssuingUnit } from '../contract.ts'
import { file, list, make } from '../copies/copies.ts'
import { foodLicence } from '../examples.ts'
import { licences } from '../module.ts'
import { licencesPort } from '../port.ts'
import { verifyFile } from '../use-cases/verify-licence.ts'

let platform: TestPlatform
let unit: IssuingUnit
const owner = person('p', '229901199003070017', 'COPIES')
const stranger = person('q', '229901199003070025')
const work = <T>(act: (context: Context) => Promise<T>) => systemWork(platform.environment)(act)
const issue = (validUntil: string | null = '2031-03-01') => work((context) => context.ask(licencesPort).issue(foodLicence({ unit, validUntil, holder: { kind: 'firm', key: 'COPIES', name: '示例小馆' } })))
const as = <T>(who: typeof owner, act: (context: Context) => Promise<T>) => work((context) => act(context.as(who)))
const wanted = { recipient: '示例银行', purpose: '开立账户', days: 30 }
const copyOf = async (id: string, changes: Partial<typeof wanted> = {}) => {
  const answer = await as(owner, (context) => make(context, { id, ...wanted, ...changes }))
  assert.ok(answer.ok, JSON.stringify(answer))
  return answer.value
}
const bytesOf = async (id: string) => {
  const sent = await consult(platform.environment, owner, (context) => file(context, { id }))
  assert.ok(sent.ok)
  return sent.value.file.bytes as Buffer
}
const verify = async (bytes: Uint8Array) => {
  const report = await perform(platform.environment, anonymous, (context) => verifyFile(context, { body: (async function* () { yield bytes })() }))
  assert.ok(report.ok)
  return report.value
}

before(async () => {
  platform = await testPlatform([organisations, seals, licences])
  unit = await work(async (context) => context.ask(organisationsPort).unit('market-supervision', '220102')!)
})
after(() => platform.end())

test('a copy says on its sheet for whom, what for and until when, and verifies as a copy', async () => {
  const made = await issue()
  const copy = await copyOf(made.id)
  assert.equal(copy.until, '2026-04-01')
  const bytes = await bytesOf(copy.id)
  const parts = unzipFiles(bytes)
  assert.ok(parts.ok)
  const page = Buffer.from(parts.value.get('Doc_0/Pages/Page_0/Content.xml')!).toString('utf8')
  assert.ok(page.includes('仅供示例银行办理“开立账户”使用') && page.includes('使用期至2026年4月1日'))
  const report = await verify(bytes)
  assert.equal(report.verdict, 'copy', JSON.stringify(report))
  assert.deepEqual(report.copy, { recipient: '示例银行', purpose: '开立账户', until: '2026-04-01' })
  assert.equal(report.licence?.identifier, made.identifier)
})

test('a changed mark is an altered file', async () => {
  const bytes = Buffer.from(await bytesOf((await copyOf((await issue()).id)).id))
  bytes[bytes.length >> 1]! ^= 1
  assert.ok(['altered', 'unreadable'].includes((await verify(bytes)).verdict))
})

test('a copy ends by its day, and never outlives its licence', async () => {
  const made = await issue('2026-03-05')
  const copy = await copyOf(made.id, { days: 90 })
  assert.equal(copy.until, '2026-03-05')
  const short = await copyOf((await issue()).id, { days: 1 })
  const bytes = await bytesOf(short.id)
  platform.clock.move(2 * 86_400_000)
  const report = await verify(bytes)
  assert.deepEqual([report.verdict, report.line], ['copy-ended', '加注件是真的，但已过使用期限'])
})

test('what becomes of the licence becomes of its copies', async () => {
  const made = await issue()
  const bytes = await bytesOf((await copyOf(made.id)).id)
  assert.ok((await work((context) => context.ask(licencesPort).revoke(made.id, '演示用的理由', 'head'))).ok)
  assert.equal((await verify(bytes)).verdict, 'revoked')
  const again = await as(owner, (context) => make(context, { id: made.id, ...wanted }))
  assert.ok(!again.ok && again.code === 'licences/not-valid')
})

test('copies are the holder’s alone: to others neither licence nor copy is there', async () => {
  const made = await issue()
  const copy = await copyOf(made.id)
  const denied = await as(stranger, (context) => make(context, { id: made.id, ...wanted }))
  assert.ok(!denied.ok && denied.code === 'licences/no-licence')
  for (const act of [(context: Context) => list(context, { id: made.id }), (context: Context) => file(context, { id: copy.id })]) {
    const answer = await consult(platform.environment, stranger, act as never) as { ok: boolean; code?: string }
    assert.ok(!answer.ok && answer.code === 'licences/no-licence')
  }
  const own = await consult(platform.environment, owner, (context) => list(context, { id: made.id }))
  assert.ok(own.ok && own.value.copies.length === 1 && own.value.copies[0]!.recipient === '示例银行')
})

test('an empty purpose is refused, one that breaks out of the mark, and the twenty-first copy of a day', async () => {
  const made = await issue()
  const blank = await as(owner, (context) => make(context, { id: made.id, ...wanted, purpose: '  ' }))
  assert.ok(!blank.ok && blank.code === 'licences/no-purpose')
  for (const purpose of ['开户”使用，长期有效“', '开户\n长期有效', '开户\u202e效有']) {
    const broken = await as(owner, (context) => make(context, { id: made.id, ...wanted, purpose }))
    assert.ok(!broken.ok && broken.code === 'licences/no-purpose', JSON.stringify(purpose))
  }
  for (let n = 0; n < 20; n++) await copyOf(made.id)
  const more = await as(owner, (context) => make(context, { id: made.id, ...wanted }))
  assert.ok(!more.ok && more.code === 'licences/too-many-copies')
})
