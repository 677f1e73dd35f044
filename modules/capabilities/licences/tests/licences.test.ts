import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { parseFoodLicenceNumber, parseLicenceIdentifier } from '@xiangyun/identifiers'
import { sql } from '@xiangyun/kernel/database'
import { anonymous } from '@xiangyun/kernel/permissions'
import type { Actor } from '@xiangyun/kernel/permissions'
import type { Context } from '@xiangyun/kernel/modules'
import { ok } from '@xiangyun/kernel/contract'
import { consult, perform, systemWork } from '@xiangyun/kernel/platform'
import { organisations } from '#modules/data/organisations/module.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { seals } from '#modules/capabilities/seals/module.ts'
import { change as changeSeal } from '#modules/capabilities/seals/use-cases/change-seal.ts'
import { testPlatform, official, person } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import type { Issue, IssuingUnit, Letter } from '../contract.ts'
import { foodLicence } from '../examples.ts'
import { licences } from '../module.ts'
import { licencesPort } from '../port.ts'
import { byIssuer } from '../use-cases/change-state.ts'
import { verifyCode, verifyFile } from '../use-cases/verify-licence.ts'
import * as views from '../views.ts'

let platform: TestPlatform
let unit: IssuingUnit
const work = <T>(act: (context: Context) => Promise<T>) => systemWork(platform.environment)(act)
const as = <T>(actor: Actor, act: (context: Context) => Promise<T>) => work((context) => act(context.as(actor)))
const issue = (changes: Partial<Issue> = {}) => work((context) => context.ask(licencesPort).issue(foodLicence({ unit, ...changes })))
const body = (bytes: Uint8Array) => ({ body: (async function* () { yield bytes })() })
const verify = async (bytes: Uint8Array) => {
  const report = await perform(platform.environment, anonymous, (context) => verifyFile(context, body(bytes)))
  assert.ok(report.ok)
  return report.value
}
const fileOf = async (hash: string) => (await platform.environment.blobs.get(hash))!

before(async () => {
  platform = await testPlatform([organisations, seals, licences])
  unit = await work(async (context) => context.ask(organisationsPort).unit('market-supervision', '220102')!)
})
after(() => platform.end())

test('an issued licence has a right identifier, a right number and a file that verifies', async () => {
  const made = await issue()
  assert.ok(parseLicenceIdentifier(made.identifier).ok)
  assert.ok(parseFoodLicenceNumber(made.number).ok, made.number)
  const bytes = await fileOf(made.fileHash)
  if (process.env['KEEP_OFD']) writeFileSync(process.env['KEEP_OFD'], bytes)
  const report = await verify(bytes)
  assert.equal(report.verdict, 'valid', JSON.stringify(report))
  assert.equal(report.licence?.holder, '南关区𠮷㛃小馆')
  assert.ok(report.reasons.every((r) => r.outcome === 'passed'))
})

test('numbers of one scope run on without gaps even when licences are issued at once', async () => {
  const made = await Promise.all(Array.from({ length: 12 }, () => issue()))
  const serials = made.map((m) => Number(m.number.slice(9, 15))).sort((a, b) => a - b)
  assert.deepEqual(serials, Array.from({ length: 12 }, (_, i) => serials[0]! + i))
  assert.equal(new Set(made.map((m) => m.identifier)).size, 12)
})

test('each change of one byte of the sealed file is told as altered or unreadable, never as valid', async () => {
  const bytes = await fileOf((await issue()).fileHash)
  for (let i = 0; i < 40; i++) {
    const changed = Buffer.from(bytes)
    const at = Math.floor((i / 40) * changed.length)
    changed[at] = changed[at]! ^ 0x20
    const { verdict } = await verify(changed)
    assert.ok(verdict !== 'valid', `byte ${at}: ${verdict}`)
  }
  assert.equal((await verify(Buffer.from('not an ofd'))).verdict, 'unreadable')
})

test('the register says what the file cannot: suspended, restored, revoked; and revoked is an end', async () => {
  const made = await issue()
  const bytes = await fileOf(made.fileHash)
  const head = official(unit.id, ['licences:revoke'])
  const act = (name: 'suspend' | 'restore' | 'revoke' | 'cancel', actor = head) => as(actor, (context) => byIssuer(name)(context, { id: made.id, reason: '演示用的理由' }))
  assert.ok((await act('suspend')).ok)
  assert.equal((await verify(bytes)).verdict, 'suspended')
  assert.ok((await act('restore')).ok)
  assert.equal((await verify(bytes)).verdict, 'valid')
  const other = await act('revoke', official('health@220102', ['licences:revoke']))
  assert.ok(!other.ok && other.code === 'licences/other-issuer')
  assert.ok((await act('revoke')).ok)
  assert.equal((await verify(bytes)).verdict, 'revoked')
  assert.ok(!(await act('restore')).ok)
})

test('a licence that takes the place of an own one keeps number and serial and counts its version on', async () => {
  const first = await issue({ holder: { kind: 'firm', key: '91220102MAYY00002X', name: '换证小馆' } })
  const second = await issue({ holder: { kind: 'firm', key: '91220102MAYY00002X', name: '换证小馆' }, cancels: [first.id] })
  const [a, b] = [parseLicenceIdentifier(first.identifier), parseLicenceIdentifier(second.identifier)]
  assert.ok(a.ok && b.ok && a.value.serial === b.value.serial && b.value.version === 2)
  assert.equal(second.number, first.number)
  const old = await work((context) => context.ask(licencesPort).get(first.id))
  assert.equal(old?.state, 'replaced')
  assert.equal(old?.replacedBy, second.id)
  assert.equal((await verify(await fileOf(first.fileHash))).verdict, 'replaced')
  await assert.rejects(issue({ cancels: [first.id] }), (error: Error & { failure?: { code: string } }) => error.failure?.code === 'licences/not-possible')
})

test('a licence ends on its last day without anybody writing it', async () => {
  const made = await issue({ validUntil: '2026-03-01', holder: { kind: 'firm', key: 'EXPIRED', name: '到期小馆' } })
  assert.equal((await work((context) => context.ask(licencesPort).get(made.id)))?.state, 'expired')
  assert.deepEqual(await work((context) => context.ask(licencesPort).held('food-business-licence', 'EXPIRED')), [])
  assert.equal((await verify(await fileOf(made.fileHash))).verdict, 'expired')
})

test('licences that the state held already are entered without a file; the file is made once, when it is wanted', async () => {
  const number = '229901199003070017'
  const index = platform.environment.keys.index('subject', number)
  const order = { ...foodLicence({ unit }), type: 'id-card', seal: undefined, holder: { kind: 'person' as const, key: index, name: '王小静' }, fields: [{ label: '姓名', value: '王小静' }, { label: '公民身份号码', value: number }], values: {} }
  assert.equal(await work((context) => context.ask(licencesPort).fill([order, { ...order, type: 'food-business-licence', values: { licenceForm: 1 } }])), 2)
  const [card] = await work((context) => context.ask(licencesPort).held('id-card', index))
  assert.equal(card?.number, number)
  const actor = person(index, number)
  const [one, two] = await Promise.all([0, 1].map(() => consult(platform.environment, actor, (context) => views.file(context, { id: card!.id }))))
  assert.ok(one!.ok && two!.ok)
  const bytes = one!.value.file.bytes as Buffer
  assert.deepEqual(bytes, two!.value.file.bytes)
  assert.equal((await verify(bytes)).verdict, 'valid')
  assert.equal((await verify(bytes)).licence?.holder, '王*静')
  const text = JSON.stringify((await platform.environment.database.rows(sql`select * from licences.licence where id = ${card!.id}`))[0])
  assert.ok(!text.includes(number))
  const stranger = person('other', '229901199003070025')
  const refused = await consult(platform.environment, stranger, (context) => views.read(context, { id: card!.id }))
  assert.ok(!refused.ok && refused.code === 'licences/no-licence')
  const seen = await consult(platform.environment, actor, (context) => views.uses(context, { id: card!.id }))
  assert.ok(seen.ok && seen.value.uses.some((u) => u.act === '下载文件' && u.who === '您本人'))
})

test('a shown code holds for a minute, then says so; a code with a changed character finds nothing', async () => {
  const made = await issue({ holder: { kind: 'firm', key: 'SHOWN', name: '亮码小馆' } })
  const shown = await as(person('p', '229901199003070017', 'SHOWN'), (context) => views.show(context, { id: made.id }))
  assert.ok(shown.ok)
  const check = async (code: string) => {
    const answer = await consult(platform.environment, anonymous, (context) => verifyCode(context, { code }))
    assert.ok(answer.ok)
    return answer.value.verdict
  }
  assert.equal(await check(shown.value.code), 'valid')
  assert.equal(await check(shown.value.address), 'valid')
  assert.equal(await check(made.identifier), 'valid')
  assert.equal(await check(shown.value.code.slice(0, -1) + (shown.value.code.endsWith('A') ? 'B' : 'A')), 'not-found')
  platform.clock.move(62_000)
  assert.equal(await check(shown.value.code), 'code-ended')
})

test('a letter of three pages is sealed on its last page and verifies as a document', async () => {
  const letter: Letter = { title: '不予许可决定书', number: '南市监许不字〔2026〕1号', unit, to: '南关区示例小馆', at: platform.clock.now(), operator: 'approver', paragraphs: Array.from({ length: 30 }, (_, i) => `第${i + 1}项。${'经审查，申请材料不符合法定条件。'.repeat(3)}`) }
  const made = await work((context) => context.ask(licencesPort).issueDocument(letter))
  const report = await verify(await fileOf(made.fileHash))
  assert.equal(report.verdict, 'genuine', JSON.stringify(report))
})

test('a frozen seal presses nothing; what it pressed before stays valid; a cancelled one is not made anew by pressing', async () => {
  const health = await work(async (context) => context.ask(organisationsPort).unit('health', '220102')!)
  const order = { unit: health, seal: undefined, type: 'hygiene-licence', values: { serial: 1 } }
  const made = await work((context) => context.ask(licencesPort).issue({ ...foodLicence(), ...order }))
  const { id } = (await platform.environment.database.one<{ id: string }>(sql`select id from seals.seal where unit = ${health.id}`))!
  const head = official(health.id, ['seals:manage'])
  platform.clock.move(2000)
  assert.ok((await as(head, (context) => changeSeal('freeze')(context, { id, reason: '印章保管人变动' }))).ok)
  assert.equal((await verify(await fileOf(made.fileHash))).verdict, 'valid')
  const isRefused = (error: Error & { failure?: { code: string } }) => error.failure?.code === 'seals/not-in-force'
  await assert.rejects(work((context) => context.ask(licencesPort).issue({ ...foodLicence(), ...order })), isRefused)
  assert.ok((await as(head, (context) => changeSeal('cancel')(context, { id, reason: '机构合并' }))).ok)
  await assert.rejects(work((context) => context.ask(licencesPort).issue({ ...foodLicence(), ...order })), isRefused)
})
