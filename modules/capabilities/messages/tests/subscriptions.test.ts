import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from '@xiangyun/kernel/database'
import { systemWork } from '@xiangyun/kernel/platform'
import { localDate } from '@xiangyun/kernel/time'
import { itemPublished } from '#modules/capabilities/items/contract.ts'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { drive, free, isProblem, must, person, submittedCase, withFee } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import type { Subscriptions } from '../contract.ts'
import { readWords } from '../templates.ts'

const clock = movable()
let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince({ clock })
  anew()
})
after(() => province.end())

/** Years later nobody is signed in any more. */
const anew = () => { api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move }) }
type Person = Awaited<ReturnType<typeof person>>
type Heard = { title: string; text: string; link: string | null; topic: { key: string; why: string; canLeave: boolean } | null }
const heard = async (who: Person) => (await must(api.call(who.identityNumber, 'GET', '/my/messages'), 'messages')).value['messages'] as Heard[]
const own = async (who: Person) => (await must(api.call(who.identityNumber, 'GET', '/my/subscriptions'), 'subscriptions')).value as unknown as Subscriptions
const turn = (who: Person, topic: string, isOn: boolean) => api.call(who.identityNumber, 'PUT', `/my/subscriptions/${topic}`, { isOn })
const follow = (who: Person, item: string, follows = true) => api.call(who.identityNumber, 'PUT', `/my/followed-items/${item}`, { follows })
const publish = async (item: string) => {
  await systemWork(province.platform.environment)(async (context) => context.emit(itemPublished, { item, version: 1, effectiveFrom: '2027-01-01' }))
  await province.platform.background.settle()
}

test('every template belongs to a topic that has words for why somebody gets it', () => {
  const { topics, templates } = readWords(province.platform.environment.config.catalogue)
  assert.deepEqual([...new Set(Object.values(templates).map(({ topic }) => topic))].sort(), Object.keys(topics).sort())
  for (const { name, what, why } of Object.values(topics)) assert.ok(name && what && why)
})

describe('which messages somebody takes', () => {
  test('what can be left is left at once and taken again, what the law makes them hear is not; each message says why it came', async () => {
    const me = await person(api, 5)
    assert.deepEqual((await own(me)).topics.map(({ isOn }) => isOn), [true, true, true, true, true])
    await must(turn(me, 'progress', false), 'leave')
    await must(turn(me, 'progress', false), 'leave twice')
    assert.equal((await own(me)).topics.find(({ key }) => key === 'progress')!.isOn, false)
    const id = await submittedCase(api, me, free)
    await drive(api, me, id)
    const told = await heard(me)
    assert.deepEqual(told.map(({ topic }) => topic!.key), ['notices'])
    assert.deepEqual([told[0]!.topic!.why, told[0]!.topic!.canLeave], ['您申请了这件事', false])
    isProblem(await turn(me, 'notices', false), 409, 'messages/by-law')
    isProblem(await turn(me, 'constructor', false), 404, 'messages/no-topic')
    await must(turn(me, 'progress', true), 'take')
    await submittedCase(api, me)
    await province.platform.background.settle()
    assert.equal((await heard(me))[0]!.topic!.key, 'progress')
  })
  test('what one person leaves others still get', async () => {
    const [one, other] = [await person(api, 12), await person(api, 19)]
    await must(turn(one, 'progress', false), 'leave')
    await submittedCase(api, other)
    await province.platform.background.settle()
    assert.equal((await heard(other)).length, 1)
  })
})

describe('an item that somebody follows', () => {
  test('tells them of a new guide once, with the day; not whoever stopped following or left the topic', async () => {
    const [follower, stopped, left] = [await person(api, 26), await person(api, 33), await person(api, 47)]
    for (const who of [follower, stopped, left]) await must(follow(who, withFee.item), 'follow')
    await must(follow(follower, withFee.item), 'follow twice')
    await must(follow(stopped, withFee.item, false), 'stop')
    await must(turn(left, 'followed-items', false), 'leave')
    const before_ = new Date(clock.now())
    assert.equal((await own(follower)).items.length, 1)
    assert.ok(Date.parse((await own(follower)).items[0]!.since) <= before_.getTime())
    await publish(withFee.item)
    const [told, ...more] = await heard(follower)
    assert.deepEqual([told!.link, more.length], [`/items/${withFee.item}`, 0])
    assert.match(told!.text, /2027年1月1日（周五）起按新的办/)
    assert.deepEqual([await heard(stopped), await heard(left)], [[], []])
  })
  test('is one that is there, and they are not more than two hundred', async () => {
    const me = await person(api, 54)
    isProblem(await follow(me, 'no-such-item'), 404, 'items/no-item')
    const index = province.platform.environment.keys.index('subject', me.identityNumber)
    await province.platform.environment.database.run(sql`insert into messages.followed_item select ${index}, 'i' || n, now() from generate_series(1, 200) n`)
    isProblem(await follow(me, withFee.item), 409, 'messages/too-many')
    assert.equal((await own(me)).items.filter(({ isOffered }) => isOffered).length, 0)
  })
})

describe('a licence that ends', () => {
  test('is told of thirty days before, in the morning, once; not when it was given up meanwhile', async () => {
    const [keeps, gives] = [await person(api, 68), await person(api, 75)]
    const issued = await Promise.all([keeps, gives].map(async (who) => {
      const { result } = await drive(api, who, await submittedCase(api, who))
      return result!.licences[0]!
    }))
    const [licence] = await province.platform.environment.database.rows<{ valid_until: string; unit: string }>(sql`select valid_until, unit from licences.licence where id = ${issued[0]!}`)
    const rows = await province.platform.environment.database.rows<{ key: string; due: Date }>(sql`select key, due from kernel.deadline where handler = 'licences.ending' and key = any(${issued}::text[])`)
    assert.equal(rows.length, 2)
    assert.equal(localDate(new Date(rows[0]!.due.getTime() + 30 * 86_400_000)), licence!.valid_until)
    await must(api.call(`department-head.${licence!.unit.replace('@', '.')}`, 'POST', `/licences/${issued[1]!}/cancellation`, { reason: '本人申请注销' }), 'cancel')
    clock.move(rows[0]!.due.getTime() - new Date(clock.now()).getTime() + 60_000)
    anew()
    await province.platform.background.settle()
    const told = await Promise.all([heard(keeps), heard(gives)])
    const endings = told.map((one) => one.filter(({ topic }) => topic?.key === 'licence-ending'))
    assert.deepEqual(endings.map(({ length }) => length), [1, 0])
    assert.match(endings[0]![0]!.text, new RegExp(`${keeps.name}的“.*护照”\\d{4}年`))
  })
})
