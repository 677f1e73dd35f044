import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { defineRoute, ok, Type } from '@xiangyun/kernel/contract'
import { defineModule, handle } from '@xiangyun/kernel/modules'
import { innerApi } from '#sim/api.ts'
import type { Answer, Api } from '#sim/api.ts'
import { isProblem, must, person, proved, submittedCase } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import type { Profile } from '../contract.ts'
import { copy, partsOf } from '../copy.ts'

const clock = movable()
let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
})
after(() => province.end())

const profileOf = async (who: string) => (await must(api.call(who, 'GET', '/my/profile'), 'profile')).value as unknown as Profile
const unpacked = (answer: Answer) => Object.fromEntries(Object.entries(unzipSync(answer.bytes)).map(([name, bytes]) => [name, strFromU8(bytes)]))

describe('what the state knows about me', () => {
  test('stands there field by field, with whose word it is, and what I may say is wrong', async () => {
    const me = await person(api, 3)
    const { entries, number, family } = await profileOf(me.identityNumber)
    assert.deepEqual(entries.map(({ register, subject }) => [register, subject]), [['people', me.name]])
    const field = (name: string) => entries[0]!.fields.find((one) => one.field === name)!
    assert.deepEqual([field('identityNumber').isCorrectable, field('education').isCorrectable], [false, true])
    assert.match(field('name').from, /公安厅$/)
    assert.match(field('household').value!, /^吉林省|市|县|区/)
    assert.match(number, /^\d{4}\*+/)
    for (const one of family) assert.ok(one.name && one.name !== me.name)
  })
  test('reading it is in the record of who read what, as my own act', async () => {
    const me = await person(api, 10)
    await profileOf(me.identityNumber)
    const reads = (await must(api.call(me.identityNumber, 'GET', '/my/reads'), 'reads')).value['reads'] as { byMyself: boolean; purpose: string }[]
    assert.ok(reads.some((one) => one.byMyself && one.purpose === '本人查看'))
  })
  test('with the firm that I act for now, when I act for one', async () => {
    const { identityNumber: me } = await person(api, 0, { firm: 'valid' })
    const firm = (await profileOf(me)).firms.find(({ via }) => via === 'representative')!
    await must(api.call(me, 'POST', '/session/face', { firm: firm.creditCode }), 'face')
    const { entries } = await profileOf(me)
    assert.deepEqual(entries.map(({ register }) => register), ['people', 'legal-persons'])
    assert.deepEqual([entries[1]!.subject, entries[1]!.fields.every((one) => one.from.length > 0)], [firm.name, true])
    const represented = (profile: Profile) => profile.entries[1]!.fields.find(({ field }) => field === 'representative')!.value!
    assert.equal(represented(await profileOf(me)), me)
    const agent = await person(api, 45)
    await must(api.call(me, 'POST', '/delegations', { firm: firm.creditCode, agent: agent.identityNumber, agentName: agent.name, until: '2028-12-31' }), 'authorise')
    await must(api.call(agent.identityNumber, 'POST', '/session/face', { firm: firm.creditCode }), 'face')
    assert.match(represented(await profileOf(agent.identityNumber)), /^\d{4}\*+\d{4}$/, 'whoever acts for a firm learns no number of who represents it')
  })
})

describe('a copy of what is held about me', () => {
  test('is given after a strong proof only, and not while I act for somebody else', async () => {
    const me = await person(api, 17)
    isProblem(await api.call(me.identityNumber, 'GET', '/my/copy'), 403, 'kernel/step-up-needed')
  })
  test('holds whatever the portal shows me, my cases in full, and says in plain words what is what', async () => {
    const me = await person(api, 24)
    const id = await submittedCase(api, me)
    await proved(api, me.identityNumber)
    const files = unpacked(await must(api.call(me.identityNumber, 'GET', '/my/copy'), 'copy'))
    assert.deepEqual(Object.keys(files).sort(), ['个人信息副本', '请先读.txt', '我的信息.json', '办件.json', '没填完的申请.json', '证照.json', '填报.json', '数据更正.json', '消息.json', '订阅.json', '授权.json', '登录与安全.json', '登录记录.json', '谁查看过我的数据.json'].filter((name) => name !== '个人信息副本').sort())
    const [held] = JSON.parse(files['办件.json']!) as { id: string; timeline: unknown[] }[]
    assert.equal(held!.id, id)
    assert.ok(held!.timeline.length > 0, 'as the page of the case shows it, not the line of the list')
    assert.match(files['请先读.txt']!, /个人信息保护法/)
    assert.ok((JSON.parse(files['谁查看过我的数据.json']!) as unknown[]).length > 0)
    const [again] = (await must(api.call(me.identityNumber, 'GET', '/my/reads'), 'reads')).value['reads'] as { act: string }[]
    assert.equal(again!.act, '下载个人信息副本')
  })
  test('nothing of others is in it', async () => {
    const [me, other] = [await person(api, 31), await person(api, 38)]
    const theirs = await submittedCase(api, other)
    await proved(api, me.identityNumber)
    const files = unpacked(await must(api.call(me.identityNumber, 'GET', '/my/copy'), 'copy'))
    const all = Object.values(files).join('')
    assert.ok(!all.includes(theirs) && !all.includes(other.identityNumber) && !all.includes(other.name))
  })
})

describe('what belongs to the copy', () => {
  const list = (pages: object, reply: object, more: object = {}) => defineRoute({ method: 'GET', path: '/my/things', permission: 'signed-in', summary: '我的东西', copy: '东西', input: Type.Object(pages as never), reply: Type.Object(reply as never), ...more })
  const context = { actor: { id: 'me', kind: 'person', name: '某人', permissions: new Set<string>(), traits: { assurance: 'strong' } }, now: new Date(1_800_000_000_000), audit: () => {} } as never
  const all = [...Array(57).keys()].map((n) => ({ id: String(n) }))
  const taken = async (run: (input: Record<string, number>) => unknown, pages: object) => {
    const module = defineModule({ name: 'things', tier: 'capabilities', title: '东西', routes: [handle(list(pages, {}) as never, async (_, input) => ok(run(input)) as never)] })
    const got = await copy(context, partsOf([module]))
    assert.ok(got.ok)
    return JSON.parse(strFromU8(unzipSync((got.value as { file: { bytes: Uint8Array } }).file.bytes)['东西.json']!)) as unknown[]
  }
  test('a module says so in its route, and a list comes whole by whichever way it has pages', async () => {
    const whole = all.map(({ id }) => ({ id }))
    const slice = (from: number) => all.slice(from, from + 20)
    assert.deepEqual(await taken(({ offset = 0 }) => ({ things: slice(offset), total: 57 }), { offset: Type.Optional(Type.Integer()) }), whole)
    assert.deepEqual(await taken(({ page = 1 }) => ({ things: slice((page - 1) * 20), total: 57 }), { page: Type.Optional(Type.Integer()) }), whole)
    assert.deepEqual(await taken(({ before }) => ({ things: slice(before === undefined ? 0 : Number(before) + 1) }), { before: Type.Optional(Type.String()) }), whole)
    assert.deepEqual(await taken(({ before }) => ({ things: slice(Number(before ?? 0)), next: Number(before ?? 0) + 20 < 57 ? String(Number(before ?? 0) + 20) : null }), { before: Type.Optional(Type.String()) }), whole)
  })
})
