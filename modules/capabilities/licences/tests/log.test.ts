import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { verifyConsistency } from '@xiangyun/gm'
import { checkLicence, headText } from '@xiangyun/licence-proof'
import type { LogHead } from '@xiangyun/licence-proof'
import { sql } from '@xiangyun/kernel/database'
import { anonymous } from '@xiangyun/kernel/permissions'
import type { Context } from '@xiangyun/kernel/modules'
import { consult, perform, systemWork } from '@xiangyun/kernel/platform'
import { organisations } from '#modules/data/organisations/module.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { authorityOf } from '#modules/capabilities/seals/authority.ts'
import { seals } from '#modules/capabilities/seals/module.ts'
import { testPlatform } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import type { Issue, IssuingUnit } from '../contract.ts'
import { foodLicence } from '../examples.ts'
import { consistency, leaves, newestHead, proof } from '../log/proving.ts'
import { logSealing } from '../log/sealing.ts'
import { licences } from '../module.ts'
import { licencesPort } from '../port.ts'

let platform: TestPlatform
let unit: IssuingUnit
const work = <T>(act: (context: Context) => Promise<T>) => systemWork(platform.environment)(act)
const ask = <T>(act: (context: Context) => Promise<T>) => consult(platform.environment, anonymous, act as never) as Promise<T>
const issue = (changes: Partial<Issue> = {}) => work((context) => context.ask(licencesPort).issue(foodLicence({ unit, ...changes })))
const firm = (key: string) => ({ holder: { kind: 'firm' as const, key, name: '示例小馆' } })
const seal = async () => { while ((await logSealing.run(systemWork(platform.environment), 1)) > 0) { /* until nothing waits */ } }
const proved = async (identifier: string, since?: number) => {
  const answer = await ask((context) => proof(context, { code: identifier, ...(since ? { since } : {}) }))
  assert.ok(answer.ok, JSON.stringify(answer))
  return answer.value
}
const checked = async (made: { identifier: string; fileHash: string }, changes: { since?: number; earlier?: LogHead } = {}) => checkLicence({
  file: (await platform.environment.blobs.get(made.fileHash))!, proof: JSON.stringify(await proved(made.identifier, changes.since)), roots: [authorityOf(platform.environment.keys).root], at: new Date('2026-03-03T00:00:00Z'),
  ...(changes.earlier ? { earlier: changes.earlier } : {}),
})
const head = async () => {
  const answer = await ask((context) => newestHead(context))
  assert.ok(answer.ok)
  return answer.value
}

const hasOpenssl = () => {
  const { stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' })
  return Number(/OpenSSL (\d+)/.exec(stdout ?? '')?.[1] ?? 0) >= 3
}

before(async () => {
  platform = await testPlatform([organisations, seals, licences])
  unit = await work(async (context) => context.ask(organisationsPort).unit('market-supervision', '220102')!)
})
after(() => platform.end())

test('an empty log has no head; a licence just issued is not proved before it is sealed', async () => {
  const none = await ask((context) => newestHead(context))
  assert.ok(!none.ok && none.code === 'licences/no-head')
  const made = await issue(firm('FIRST'))
  const early = await ask((context) => proof(context, { code: made.identifier }))
  assert.ok(!early.ok && early.code === 'licences/not-yet-logged')
  const unknown = await ask((context) => proof(context, { code: '1.2.156.3005.2.NOBODY' }))
  assert.ok(!unknown.ok && unknown.code === 'licences/no-licence')
  await seal()
  assert.equal((await checked(made)).verdict, 'valid')
})

test('every change of state is an entry, and the last one is what a checker without a network hears', async () => {
  const made = await issue(firm('CHANGES'))
  const change = (act: 'suspend' | 'restore' | 'revoke') => work((context) => context.ask(licencesPort)[act](made.id, '演示用的理由', 'head'))
  for (const [act, verdict] of [['suspend', 'suspended'], ['restore', 'valid'], ['revoke', 'revoked']] as const) {
    assert.ok((await change(act)).ok)
    const waiting = await ask((context) => proof(context, { code: made.identifier }))
    assert.ok(!waiting.ok && waiting.code === 'licences/not-yet-logged', 'a proof never leaves out what already happened')
    await seal()
    assert.equal((await checked(made)).verdict, verdict)
  }
  assert.deepEqual((await proved(made.identifier)).entries.map(({ event }) => event), ['issued', 'suspended', 'restored', 'revoked'])
  assert.ok(!(await change('restore')).ok)
  await seal()
  assert.equal((await proved(made.identifier)).entries.length, 4, 'what was refused is no entry')
})

test('a new edition ends the old one in the same moment', async () => {
  const first = await issue(firm('EDITIONS'))
  const second = await issue({ ...firm('EDITIONS'), cancels: [first.id] })
  await seal()
  assert.equal((await checked(first)).verdict, 'replaced')
  assert.equal((await checked(second)).verdict, 'valid')
})

test('a licence that the state held already is in the log; its file is entered when it is made', async () => {
  const order = { ...foodLicence({ unit, ...firm('HELD') }), values: { licenceForm: 1 } }
  await work((context) => context.ask(licencesPort).fill([order]))
  const [held] = await work((context) => context.ask(licencesPort).of(['HELD']))
  await seal()
  assert.deepEqual((await proved(held!.identifier)).entries.map(({ event, fileHash }) => [event, fileHash]), [['held', null]])
  const { file } = await import('../views.ts')
  const official = { kind: 'official' as const, id: 'checker', name: '张伟', permissions: new Set(['licences:check']), traits: {} }
  const sent = await consult(platform.environment, official, (context) => file(context, { id: held!.id }))
  assert.ok(sent.ok)
  await seal()
  const entries = (await proved(held!.identifier)).entries
  assert.deepEqual(entries.map(({ event }) => event), ['held', 'filed'])
  assert.equal((await checked({ identifier: held!.identifier, fileHash: entries[1]!.fileHash! })).verdict, 'valid')
})

test('a sealed letter is in the log as well, and checked without a network as genuine', async () => {
  const letter = await work((context) => context.ask(licencesPort).issueDocument({ title: '不予许可决定书', number: '示例〔2026〕1号', unit, to: '示例小馆', paragraphs: ['经审查，不予许可。'], at: context.now, operator: 'approver' }))
  await seal()
  const report = await checked({ identifier: letter.id, fileHash: letter.fileHash })
  assert.deepEqual([report.verdict, report.line], ['genuine', '文书真实，文件未被改动'])
  const { verifyFile } = await import('../use-cases/verify-licence.ts')
  const bytes = (await platform.environment.blobs.get(letter.fileHash))!
  const online = await perform(platform.environment, anonymous, (context) => verifyFile(context, { body: (async function* () { yield bytes })() }))
  assert.ok(online.ok && online.value.proof === letter.id)
})

test('three processes seal at once and each entry gets one place; what was kept from before still fits', async () => {
  const before = await head()
  const made = await Promise.all(Array.from({ length: 8 }, (_, index) => issue(firm(`MANY${index}`))))
  for (let left = 1; left > 0;) left = (await Promise.all([1, 2, 3].map(() => logSealing.run(systemWork(platform.environment), 1)))).reduce((a, b) => a + b)
  const rows = await platform.environment.database.rows<{ position: number }>(sql`select position from licences.log_entry order by position`)
  assert.deepEqual(rows.map(({ position }) => position), rows.map((_, index) => index))
  const report = await checked(made[7]!, { since: before.size, earlier: before })
  assert.deepEqual(report.proof.filter(({ outcome }) => outcome !== 'passed'), [])
  const grown = await ask((context) => consistency(context, { from: before.size }))
  assert.ok(grown.ok)
  const bytes = (text: string) => Buffer.from(text, 'base64')
  assert.ok(verifyConsistency({ first: before.size, second: grown.value.head.size, firstHead: bytes(before.root), secondHead: bytes(grown.value.head.root), path: grown.value.path.map(bytes) }))
  const all = await ask((context) => leaves(context, { from: 0 }))
  assert.ok(all.ok && all.value.leaves.length === rows.length && all.value.size === rows.length)
})

test('a change in the database is found: the entry no longer lies under the signed head', async () => {
  const made = await issue(firm('TAMPERED'))
  assert.ok((await work((context) => context.ask(licencesPort).revoke(made.id, '演示用的理由', 'head'))).ok)
  await seal()
  await platform.environment.database.run(sql`update licences.log_entry set event = 'restored', state = 'valid' where identifier = ${made.identifier} and event = 'revoked'`)
  const report = await checked(made)
  assert.equal(report.verdict, 'proof-altered')
  assert.match(report.reason, /第 2 条记录/)
})

test('openssl verifies the head’s signature and the log’s certificate under the root', { skip: !hasOpenssl() && 'openssl 3 is not installed' }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xiangyun-log-'))
  const at = (name: string) => join(folder, name)
  const newest = await head()
  const { certificateToPem } = await import('@xiangyun/gm')
  writeFileSync(at('log.pem'), newest.certificate)
  writeFileSync(at('root.pem'), certificateToPem(authorityOf(platform.environment.keys).root))
  writeFileSync(at('head.txt'), headText(newest))
  writeFileSync(at('head.sig'), Buffer.from(newest.signature, 'base64'))
  const openssl = (...given: string[]) => execFileSync('openssl', given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  writeFileSync(at('log.pub'), openssl('x509', '-in', at('log.pem'), '-noout', '-pubkey'))
  assert.match(openssl('dgst', '-sm3', '-verify', at('log.pub'), '-sigopt', 'distid:1234567812345678', '-signature', at('head.sig'), at('head.txt')), /Verified OK/)
  assert.match(openssl('verify', '-vfyopt', 'distid:1234567812345678', '-CAfile', at('root.pem'), at('log.pem')), /OK/)
  rmSync(folder, { recursive: true })
})
