import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { isProblem, must, person } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import { freePort } from '#tests/support/servers.ts'

const clock = movable()
let province: TestProvince
let institution: ChildProcess
let api: Api
const people: string[] = []
before(async () => {
  const port = await freePort()
  institution = fork(join(import.meta.dirname, 'pretend-face.ts'), [String(port), 'a word between the two'], { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  await once(institution, 'message')
  province = await testProvince({ clock, environment: { FACE_URL: `http://localhost:${port}`, FACE_KEY: 'a word between the two' } })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
  for (const skip of [3, 40, 61, 70, 75, 80]) people.push((await person(api, skip)).identityNumber)
})
after(async () => {
  if (institution.connected) institution.disconnect()
  await province.end()
})

const begin = (who: string) => api.call(who, 'POST', '/session/step-up/face', { agreed: true })
const begun = async (who: string) => (await must(begin(who), 'begin')).value as unknown as { check: string; page: string }
const prove = (who: string, check: string) => api.call(who, 'POST', '/session/step-up/face/proof', { check })
const assuranceOf = async (who: string) => (await must(api.call(who, 'GET', '/session'), 'session')).value['assurance']
async function shows({ page }: { page: string }, outcome: 'passed' | 'failed') {
  const known = once(institution, 'message')
  institution.send(outcome)
  await known
  assert.equal((await fetch(page)).status, 200)
}

test('a face that fits makes the session strong, says how, and tells who agreed to it', async () => {
  const [who = ''] = people
  assert.deepEqual((await must(api.call(who, 'GET', '/session/step-up/ways'), 'ways')).value, { face: true })
  assert.notEqual(await assuranceOf(who), 'strong')
  const check = await begun(who)
  assert.equal((await must(prove(who, check.check), 'too early')).value['state'], 'waiting')
  await shows(check, 'passed')
  assert.deepEqual((await must(prove(who, check.check), 'prove')).value, { assurance: 'strong', state: 'passed' })
  assert.equal(await assuranceOf(who), 'strong')
  const rows = await province.platform.environment.database.rows<{ how: string[] }>(sql`select how from identity.session where login = ${province.platform.environment.keys.index('subject', who)} and assurance = 'strong'`)
  assert.deepEqual(rows[0]?.how.filter((way) => way === 'face' || way === 'mfa').sort(), ['face', 'mfa'])
  assert.equal((await province.platform.environment.database.rows(sql`select 1 from kernel.audit where act = 'identity.face-asked'`)).length, 1)
})

test('a face that does not fit raises nothing; a check counts once, for the session that asked, and only while it is fresh', async () => {
  const [, who = '', other = ''] = people
  const refused = await begun(who)
  await shows(refused, 'failed')
  assert.equal((await must(prove(who, refused.check), 'refused')).value['state'], 'failed')
  assert.notEqual(await assuranceOf(who), 'strong')
  isProblem(await prove(who, refused.check), 404, 'identity/no-check')
  const check = await begun(who)
  await shows(check, 'passed')
  isProblem(await prove(other, check.check), 404, 'identity/no-check')
  assert.notEqual(await assuranceOf(other), 'strong')
  const late = await begun(other)
  await shows(late, 'passed')
  clock.move(11 * 60_000)
  isProblem(await prove(other, late.check), 404, 'identity/no-check')
})

test('it wants a word of consent, not more than a few times an hour, and never an official', async () => {
  const [, , , who = ''] = people
  isProblem(await api.call(who, 'POST', '/session/step-up/face', {}), 400, 'kernel/invalid-input')
  isProblem(await api.call(who, 'POST', '/session/step-up/face', { agreed: false }), 400, 'kernel/invalid-input')
  for (let n = 0; n < 5; n++) await begun(who)
  isProblem(await begin(who), 429, 'identity/too-many-codes')
  const official = 'decider.public-security.220102'
  assert.deepEqual((await must(api.call(official, 'GET', '/session/step-up/ways'), 'ways')).value, { face: false })
  isProblem(await begin(official), 404, 'identity/no-face')
})

test('an institution that cannot be reached is said so, and nothing is lost by it', async () => {
  const [, , , , who = ''] = people
  isProblem(await prove(who, 'never-begun-1'), 503, 'identity/face-unreachable')
  const check = await begun(who)
  await shows(check, 'passed')
  institution.disconnect()
  await once(institution, 'exit')
  isProblem(await prove(who, check.check), 503, 'identity/face-unreachable')
  isProblem(await begin(people[5]!), 503, 'identity/face-unreachable')
  assert.equal((await must(api.call(who, 'POST', '/session/step-up/code', {}), 'the other way is open')).status, 200)
})
