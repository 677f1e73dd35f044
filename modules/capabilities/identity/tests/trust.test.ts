import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { systemWork } from '@xiangyun/kernel/platform'
import { addDays, localDate } from '@xiangyun/kernel/time'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { isProblem, person } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import { newPerson, tokenOf } from '#tests/support/raw.ts'
import { checkPassword, countFailure } from '../sign-in.ts'

const clock = movable()
let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
})
after(() => province.end())

/** One try at the sign-in page, counted as the page counts it. */
const attempt = async (login: string, password: string): Promise<string> => {
  const work = systemWork(province.platform.environment)
  const checked = await work((context) => checkPassword(context, login, password))
  if (!checked.ok && checked.code === 'identity/wrong-password') await work((context) => countFailure(context, login))
  return checked.ok ? 'in' : checked.code
}

describe('signing in', () => {
  test('five wrong passwords lock an account for fifteen minutes, even for the right one', async () => {
    const who = await newPerson(api, 601, '示例锁定')
    for (let tries = 0; tries < 5; tries++) assert.equal(await attempt(who.identityNumber, 'wrong'), 'identity/wrong-password')
    assert.equal(await attempt(who.identityNumber, 'xiangyun-demo'), 'identity/locked')
    clock.move(14 * 60_000)
    assert.equal(await attempt(who.identityNumber, 'xiangyun-demo'), 'identity/locked')
    clock.move(2 * 60_000)
    assert.equal(await attempt(who.identityNumber, 'xiangyun-demo'), 'in')
  })
  test('after a lock has run out, one wrong password does not lock again', async () => {
    const who = await newPerson(api, 602, '示例再锁')
    for (let tries = 0; tries < 5; tries++) await attempt(who.identityNumber, 'wrong')
    clock.move(16 * 60_000)
    assert.equal(await attempt(who.identityNumber, 'wrong'), 'identity/wrong-password')
    assert.equal(await attempt(who.identityNumber, 'xiangyun-demo'), 'in')
  })
  test('the page itself says that a password is wrong, and after five that the account is locked', async () => {
    const who = await newPerson(api, 605, '示例页面')
    const post = () => province.app.inject({ method: 'POST', url: '/sign-in/page/none', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ login: who.identityNumber, password: 'wrong' }).toString() })
    for (let tries = 0; tries < 5; tries++) {
      const page = await post()
      assert.equal(page.statusCode, 401)
      assert.match(page.body, /账号或密码不对/)
    }
    assert.match((await post()).body, /已锁定 15 分钟/)
  })
  test('a lock is told of no other account, and small letters are the same account', async () => {
    const [one, two] = [await newPerson(api, 603, '示例甲'), await newPerson(api, 604, '示例乙')]
    for (let tries = 0; tries < 5; tries++) await attempt(tries % 2 === 0 ? one.identityNumber.toLowerCase() : ` ${one.identityNumber} `, 'wrong')
    assert.equal(await attempt(one.identityNumber, 'xiangyun-demo'), 'identity/locked')
    assert.equal(await attempt(two.identityNumber, 'xiangyun-demo'), 'in')
  })
  test('nobody can sign in who is not in the register, nor an official of a post that is not there', async () => {
    for (const login of ['229999199001010014', 'reviewer.no-such-office.220102', 'resident.public-security.220102', '', '王静', "' or 1=1"]) assert.equal(await attempt(login, 'xiangyun-demo'), 'identity/wrong-password')
  })
  test('a session ends after eight hours and when it is ended', async () => {
    const who = await person(api, 8)
    assert.equal((await api.call(who.identityNumber, 'GET', '/session')).value['signedIn'], true)
    await api.call(who.identityNumber, 'POST', '/session/end', {})
    isProblem(await api.call(who.identityNumber, 'GET', '/drafts'), 401, 'kernel/not-signed-in')
  })
})

describe('registering', () => {
  const register = (who: { identityNumber: string; name: string; phone: string }, more = {}) => api.call(undefined, 'POST', '/accounts', { ...who, password: 'Xiangyun2026', ...more })
  test('name, number and telephone must all be the register\'s', async () => {
    const who = await newPerson(api, 611, '示例注册')
    for (const wrong of [{ phone: '19912345678' }, { name: '示例别名' }]) isProblem(await register(who, wrong), 400, 'identity/not-matched')
    assert.equal((await register(who)).status, 200)
    isProblem(await register(who), 409, 'identity/already-registered')
    isProblem(await register(who, { phone: '19912345678' }), 400, 'identity/not-matched')
    assert.equal(await attempt(who.identityNumber, 'Xiangyun2026'), 'in')
    assert.equal(await attempt(who.identityNumber, 'xiangyun-demo'), 'identity/wrong-password')
  })
  test('two registrations at once open one account', async () => {
    const who = await newPerson(api, 612, '示例同时')
    const both = await Promise.all([register(who), register(who, { password: 'Wheat-field26' })])
    assert.deepEqual(both.map((a) => a.status).sort(), [200, 409])
  })
  test('a weak password is told', async () => {
    const who = await newPerson(api, 613, '示例弱')
    for (const password of ['12345678', 'abcdefgh', 'password', '19880307', '示例弱123456']) isProblem(await register(who, { password }), 400, 'identity/weak-password')
  })
})

describe('acting for a firm', () => {
  test('only its representative authorises; the authorised acts for it, authorises nobody, and not after it was withdrawn or has run out', async () => {
    const owner = await person(api, 5, { firm: 'valid' })
    const [agent, third] = [await person(api, 61), await person(api, 62)]
    const authorise = (by: string, who: { identityNumber: string; name: string }, until: string) => api.call(by, 'POST', '/delegations', { firm: owner.firm, agent: who.identityNumber, agentName: who.name, until })
    const face = (who: string) => api.call(who, 'POST', '/session/face', { firm: owner.firm })
    isProblem(await face(agent.identityNumber), 403, 'identity/not-your-firm')
    isProblem(await authorise(agent.identityNumber, third, '2027-01-31'), 403, 'identity/not-your-firm')
    isProblem(await authorise(owner.identityNumber, agent, '2026-11-22'), 400, 'identity/past-date')
    isProblem(await authorise(owner.identityNumber, { ...agent, name: '别人' }, '2027-01-31'), 400, 'identity/not-matched')
    const given = await authorise(owner.identityNumber, agent, '2026-12-01')
    assert.equal((await face(agent.identityNumber)).status, 200)
    isProblem(await authorise(agent.identityNumber, third, '2027-01-31'), 403, 'identity/not-your-firm')
    isProblem(await api.call(third.identityNumber, 'POST', `/delegations/${String(given.value['id'])}/withdrawal`, {}), 404, 'identity/no-delegation')
    assert.equal((await api.call(owner.identityNumber, 'POST', `/delegations/${String(given.value['id'])}/withdrawal`, {})).status, 200)
    isProblem(await face(agent.identityNumber), 403, 'identity/not-your-firm')
    await authorise(owner.identityNumber, agent, '2026-12-01')
    assert.equal((await face(agent.identityNumber)).status, 200)
    await api.pass(12 * 86_400_000)
    isProblem(await face(agent.identityNumber), 403, 'identity/not-your-firm')
  })
  test('a face chosen before the authorisation was withdrawn is a face no more', async () => {
    const owner = await person(api, 7, { firm: 'valid' })
    const agent = await person(api, 63)
    const given = await api.call(owner.identityNumber, 'POST', '/delegations', { firm: owner.firm, agent: agent.identityNumber, agentName: agent.name, until: '2027-06-30' })
    await api.call(agent.identityNumber, 'POST', '/session/face', { firm: owner.firm })
    await api.call(owner.identityNumber, 'POST', `/delegations/${String(given.value['id'])}/withdrawal`, {})
    isProblem(await api.call(agent.identityNumber, 'POST', '/drafts', { item: 'food-business-licence', division: '220102' }), 409, 'cases/firm-needed')
  })
})

describe('an authorisation by date', () => {
  test('ends with its last day, also in a session that goes on', async () => {
    const owner = await person(api, 9, { firm: 'valid' })
    const agent = await person(api, 64)
    await api.pass(msTo(20))
    const today = localDate(clock.now())
    await api.call(owner.identityNumber, 'POST', '/delegations', { firm: owner.firm, agent: agent.identityNumber, agentName: agent.name, until: addDays(today, 1) })
    await api.pass(86_400_000)
    assert.equal((await api.call(agent.identityNumber, 'POST', '/session/face', { firm: owner.firm })).status, 200)
    const actsFor = async () => ((await api.call(agent.identityNumber, 'GET', '/session')).value['actsFor'] as { creditCode: string } | null)?.creditCode ?? null
    assert.equal(await actsFor(), owner.firm)
    clock.move(5 * 3_600_000)
    assert.equal(await actsFor(), null)
  })
})

/** From now to that hour of the day in the province. */
const msTo = (hour: number): number => (((hour - new Date(clock.now().getTime() + 8 * 3_600_000).getUTCHours()) + 24) % 24) * 3_600_000

describe('stepping up', () => {
  test('no more than five codes an hour are sent to one person, from whatever session', async () => {
    const who = (await person(api, 71)).identityNumber
    for (let n = 0; n < 5; n++) assert.equal((await api.call(who, 'POST', '/session/step-up/code', {})).status, 200)
    isProblem(await api.call(who, 'POST', '/session/step-up/code', {}), 429, 'identity/too-many-codes')
    clock.move(61 * 60_000)
    assert.equal((await api.call(who, 'POST', '/session/step-up/code', {})).status, 200)
  })

  const ask = async (who: string) => String((await api.call(who, 'POST', '/session/step-up/code', {})).value['demonstrationCode'])
  const prove = async (who: string, code: string) => (await api.call(who, 'POST', '/session/step-up', { code })).value['accepted']
  test('the right code is accepted once, a wrong or old one never, and five wrong ones make it worthless', async () => {
    const who = (await person(api, 70)).identityNumber
    const code = await ask(who)
    const wrong = code === '000000' ? '000001' : '000000'
    assert.equal(await prove(who, wrong), false)
    assert.equal(await prove(who, code), true)
    assert.equal(await prove(who, code), false, 'a code is used up')
    const again = await ask(who)
    for (let tries = 0; tries < 5; tries++) await prove(who, again === '000000' ? '000001' : '000000')
    assert.equal(await prove(who, again), false)
    const old = await ask(who)
    clock.move(6 * 60_000)
    assert.equal(await prove(who, old), false)
  })
  test("another's code opens nothing", async () => {
    const [one, two] = [(await person(api, 71)).identityNumber, (await person(api, 72)).identityNumber]
    const code = await ask(one)
    assert.equal(await prove(two, code), false)
  })
})

describe('what has run out', () => {
  test('sessions that have run out are swept away by those who sign in', async () => {
    const work = systemWork(province.platform.environment)
    const who = await newPerson(api, 606, '示例清扫')
    await api.call(who.identityNumber, 'GET', '/session')
    const old = () => work((context) => context.db.one<{ n: number }>(sql`select count(*)::int as n from identity.session where expires_at < ${context.now}`))
    await api.pass(9 * 3_600_000)
    assert.ok((await old())!.n > 0)
    await tokenOf(province, 'auditor')
    assert.equal((await old())!.n, 0)
  })
})
