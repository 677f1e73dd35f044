import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeServer } from '@xiangyun/kernel/http'
import type { Actor } from '@xiangyun/kernel/permissions'
import { systemWork } from '@xiangyun/kernel/platform'
import { organisations } from '#modules/data/organisations/module.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { seals } from '#modules/capabilities/seals/module.ts'
import { testPlatform, official, person } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import type { Issued } from '../contract.ts'
import { foodLicence } from '../examples.ts'
import { licences } from '../module.ts'
import { licencesPort } from '../port.ts'

const firm = '91220102MAYY000016'
const actors: Record<string, Actor> = {
  owner: person('owner', '229901199003070017', firm), stranger: person('stranger', '229901199003070025'), checker: official('government-service@220102', ['licences:check'], 'checker'),
  head: official('market-supervision@220102', ['licences:revoke', 'seals:read', 'seals:manage'], 'head'), nosy: official('market-supervision@220102', ['cases:read'], 'nosy'),
}
let platform: TestPlatform
let app: FastifyInstance
let made: Issued

const get = (who: string, url: string) => app.inject({ url: `/api${url}`, headers: { 'x-who': who } })
const post = (who: string, url: string, payload: object) => app.inject({ method: 'POST', url: `/api${url}`, headers: { 'x-who': who }, payload })

before(async () => {
  platform = await testPlatform([organisations, seals, licences])
  app = await makeServer({ environment: platform.environment, identify: async (_, request) => actors[String(request.headers['x-who'])] })
  made = await systemWork(platform.environment)(async (context) => context.ask(licencesPort).issue(foodLicence({ unit: context.ask(organisationsPort).unit('market-supervision', '220102')! })))
})
after(async () => {
  await app.close()
  await platform.end()
})

test('a licence is there for its holder and for officials who check, and for nobody else', async () => {
  for (const path of ['', '/file', '/picture']) {
    const allowed = await Promise.all(['owner', 'checker', 'head'].map((who) => get(who, `/licences/${made.id}${path}`)))
    assert.deepEqual(allowed.map((r) => r.statusCode), [200, 200, 200], path)
    const refused = await Promise.all(['stranger', 'nosy', 'nobody'].map((who) => get(who, `/licences/${made.id}${path}`)))
    assert.deepEqual(refused.map((r) => r.statusCode), [404, 404, 401], path)
  }
  assert.equal((await get('nosy', `/licences?code=${made.number}`)).statusCode, 403)
  assert.equal(((await get('checker', `/licences?code=${made.number}`)).json() as { licences: unknown[] }).licences.length, 1)
})

test('the file and the picture arrive as what they are', async () => {
  const file = await get('owner', `/licences/${made.id}/file`)
  assert.equal(file.headers['content-type'], 'application/ofd')
  const picture = await get('owner', `/licences/${made.id}/picture`)
  assert.equal(picture.headers['content-type'], 'image/svg+xml')
  assert.ok(picture.body.startsWith('<svg') && picture.body.includes('印章'))
  const report = await app.inject({ method: 'POST', url: '/api/verification/file', headers: { 'content-type': 'application/octet-stream' }, payload: file.rawPayload })
  assert.equal((report.json() as { verdict: string }).verdict, 'valid')
  const code = await app.inject({ url: `/api/verification/${made.identifier}` })
  assert.equal((code.json() as { licence: { holder: string } }).licence.holder, '南关区𠮷㛃小馆')
  assert.ok(!code.body.includes('王静'))
})

test('a file of more than 20 MB is refused', async () => {
  const report = await app.inject({ method: 'POST', url: '/api/verification/file', headers: { 'content-type': 'application/octet-stream' }, payload: Buffer.alloc(20 * 1024 * 1024 + 1) })
  assert.equal(report.statusCode, 413)
})

test('only the issuer’s head changes a state, with a reason', async () => {
  assert.equal((await post('checker', `/licences/${made.id}/suspension`, { reason: '演示用的理由' })).statusCode, 403)
  assert.equal((await post('head', `/licences/${made.id}/suspension`, { reason: '短' })).statusCode, 400)
  assert.equal((await post('head', `/licences/${made.id}/suspension`, { reason: '演示用的理由' })).statusCode, 200)
  assert.equal((await post('owner', `/licences/${made.id}/showing`, {})).statusCode, 409)
  assert.equal((await post('head', `/licences/${made.id}/restoration`, { reason: '演示用的理由' })).statusCode, 200)
  assert.equal((await post('owner', `/licences/${made.id}/showing`, {})).statusCode, 200)
  assert.equal((await post('stranger', `/licences/${made.id}/showing`, {})).statusCode, 404)
})

test('a unit sees its seals and each pressing, and anyone gets the root', async () => {
  const { seals: own } = (await get('head', '/seals')).json() as { seals: { id: string; presses: number; name: string }[] }
  assert.equal(own[0]?.name, '长春市南关区市场监督管理局食品经营许可专用章')
  assert.equal(own[0]?.presses, 1)
  const { pressings } = (await get('head', `/seals/${own[0]!.id}/pressings`)).json() as { pressings: { case: string; by: string }[] }
  assert.deepEqual(pressings.map((p) => [p.case, p.by]), [['case-1', 'approver']])
  assert.equal((await get('checker', '/seals')).statusCode, 403)
  assert.match((await app.inject({ url: '/api/trust/roots' })).body, /^-----BEGIN CERTIFICATE-----/)
})
