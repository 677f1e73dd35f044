import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { systemWork } from '@xiangyun/kernel/platform'
import { addDays, localDate } from '@xiangyun/kernel/time'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { drive, elsewhere, isProblem, must, openedDraft, person, proved, readyDraft, viewOf, withFee } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import { identityPort } from '../port.ts'
import { actorOf } from '../actors.ts'
import { personHolder } from '../sign-in.ts'
import { identityStore } from '../store.ts'

const clock = movable()
let province: TestProvince
let api: Api
type Person = Awaited<ReturnType<typeof person>>
let [father, daughter, stranger]: Person[] = []
before(async () => {
  province = await testProvince({ clock })
  anew()
  ;[father, daughter, stranger] = [await person(api, 3), await person(api, 40), await person(api, 61)]
})
after(() => province.end())

/** Days later nobody is signed in any more. */
function anew(hours = 0): void {
  clock.move(hours * 3_600_000)
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
}

const until = '2028-12-31'
const indexOf = (who: Person) => province.platform.environment.keys.index('subject', who.identityNumber)
const give = (giver: Person, agent: Person, more: Record<string, unknown> = {}) => api.call(giver.identityNumber, 'POST', '/delegations', { agent: agent.identityNumber, agentName: agent.name, until, ...more })
const wear = (who: Person, face: Record<string, unknown>) => api.call(who.identityNumber, 'POST', '/session/face', face)
const personsOf = async (who: Person) => (await must(api.call(who.identityNumber, 'GET', '/session/persons'), 'persons')).value['persons'] as { id: string; name: string; via: string; items: string[] | null; until: string | null }[]

describe('a daughter acts for her father', () => {
  test('he proves himself strongly before anybody acts for him; not for more than three years, for no item that is not there, and not himself', async () => {
    isProblem(await give(father!, daughter!), 403, 'kernel/step-up-needed')
    await proved(api, father!.identityNumber)
    isProblem(await give(father!, daughter!, { until: '2032-01-01' }), 400, 'identity/too-long')
    isProblem(await give(father!, daughter!, { items: ['no-such-item'] }), 400, 'identity/no-item')
    isProblem(await give(father!, father!), 400, 'identity/not-yourself')
    isProblem(await give(father!, { ...daughter!, name: '别人' }), 400, 'identity/not-matched')
    isProblem(await give(father!, daughter!, { until: '2020-01-01' }), 400, 'identity/past-date')
  })
  test('only in the items that he named: she applies for him, he sees it and who did it, both hear of it, and she sees nothing else of his', async () => {
    await proved(api, father!.identityNumber)
    await must(give(father!, daughter!, { items: [withFee.item] }), 'authorise')
    assert.deepEqual((await personsOf(daughter!)).map(({ name, via, items }) => ({ name, via, items })).filter((one) => one.via === 'agent'), [{ name: father!.name, via: 'agent', items: [withFee.item] }])
    const his = await must(api.call(father!.identityNumber, 'POST', '/drafts', withFee), 'his own draft')
    isProblem(await wear(stranger!, { person: indexOf(father!) }), 403, 'identity/not-your-principal')
    const worn = await must(wear(daughter!, { person: indexOf(father!) }), 'face')
    assert.equal((worn.value['actsForPerson'] as { name: string }).name, father!.name)
    isProblem(await api.call(daughter!.identityNumber, 'POST', '/drafts', { item: 'veteran-card', division: '220102001', situations: {} }), 403, 'identity/not-delegated')
    isProblem(await api.call(daughter!.identityNumber, 'POST', '/drafts', { item: 'marriage-registration', division: '220102', situations: {} }), 403, 'identity/in-person')
    isProblem(await api.call(daughter!.identityNumber, 'GET', `/drafts/${String(his.value['id'])}`), 404, 'cases/no-draft')
    const draft = await readyDraft(api, { ...daughter!, cast: father!.cast })
    assert.equal(draft.applicantName, father!.name)
    const { value } = await must(api.call(daughter!.identityNumber, 'POST', `/drafts/${draft.id}/submission`, {}), 'submit')
    const id = String(value['case'])
    const seen = await viewOf(api, father!, id)
    assert.deepEqual([seen.applicantName, seen.agentName, seen.mine], [father!.name, daughter!.name, true])
    assert.match(seen.timeline[0]!.text, new RegExp(`代办人${daughter!.name}代为提交申请`))
    assert.deepEqual([(await viewOf(api, daughter!, id)).mine, (await viewOf(api, daughter!, id)).canRate], [true, false])
    const list = (await must(api.call(daughter!.identityNumber, 'GET', '/my/cases'), 'list')).value['cases'] as { id: string }[]
    assert.deepEqual(list.map((one) => one.id), [id])
    await province.platform.background.settle()
    for (const who of [father!, daughter!]) {
      const told = (await must(api.call(who.identityNumber, 'GET', '/my/messages'), 'messages')).value['messages'] as { link: string | null }[]
      assert.ok(told.some((one) => one.link?.includes(id)), who.name)
    }
    isProblem(await api.call(stranger!.identityNumber, 'GET', `/cases/${id}`), 404, 'cases/no-case')
    assert.equal(((await must(api.call(daughter!.identityNumber, 'GET', '/my/licences'), 'licences')).value['licences'] as { holderName: string }[]).some((one) => one.holderName === father!.name), false, 'one item does not open his licences')
    await must(wear(daughter!, { firm: null }), 'own face')
    assert.equal((await viewOf(api, daughter!, id)).mine, true, 'what she filed she may follow, whichever face she wears')
  })
  test('a delegation revoked in the middle of a case: from that moment she sees and does nothing of it, and he goes on himself', async () => {
    const [mother, son] = [await person(api, 70), await person(api, 75)]
    await proved(api, mother.identityNumber)
    const given = await must(give(mother, son), 'authorise')
    await must(wear(son, { person: indexOf(mother) }), 'face')
    const draft = await readyDraft(api, { ...son, cast: mother.cast })
    const later = await openedDraft(api, son)
    const id = String((await must(api.call(son.identityNumber, 'POST', `/drafts/${draft.id}/submission`, {}), 'submit')).value['case'])
    isProblem(await api.call(stranger!.identityNumber, 'POST', `/delegations/${String(given.value['id'])}/withdrawal`, {}), 404, 'identity/no-delegation')
    await must(api.call(mother.identityNumber, 'POST', `/delegations/${String(given.value['id'])}/withdrawal`, {}), 'withdraw')
    isProblem(await api.call(son.identityNumber, 'GET', `/cases/${id}`), 404, 'cases/no-case')
    isProblem(await api.call(son.identityNumber, 'POST', `/cases/${id}/withdrawal`, { reason: '不办了' }), 404, 'cases/no-case')
    isProblem(await api.call(son.identityNumber, 'POST', `/drafts/${later.id}/submission`, {}), 404, 'cases/no-draft')
    isProblem(await wear(son, { person: indexOf(mother) }), 403, 'identity/not-your-principal')
    const ended = await drive(api, mother, id)
    assert.equal(ended.outcome, 'granted')
  })
  test('the agent lays it down too (民法典 第一百七十三条), and acts no more from that moment', async () => {
    const [uncle, niece] = [await person(api, 90), await person(api, 95)]
    await proved(api, uncle.identityNumber)
    const given = String((await must(give(uncle, niece), 'authorise')).value['id'])
    await must(wear(niece, { person: indexOf(uncle) }), 'face')
    await must(api.call(niece.identityNumber, 'POST', `/delegations/${given}/withdrawal`, {}), 'lay down')
    assert.equal((await must(api.call(niece.identityNumber, 'GET', '/session'), 'session')).value['actsForPerson'], null)
    isProblem(await wear(niece, { person: indexOf(uncle) }), 403, 'identity/not-your-principal')
    const seen = (await must(api.call(uncle.identityNumber, 'GET', '/delegations'), 'list')).value['delegations'] as { id: string; revoked: boolean }[]
    assert.equal(seen.find((one) => one.id === given)?.revoked, true)
  })
  test('it begins and ends on its days', async () => {
    const [aunt, nephew] = [await person(api, 80), await person(api, 85)]
    await proved(api, aunt.identityNumber)
    const today = localDate(clock.now())
    await must(give(aunt, nephew, { since: addDays(today, 2), until: addDays(today, 3) }), 'authorise')
    assert.equal((await personsOf(nephew)).some((one) => one.id === indexOf(aunt)), false)
    anew(3 * 24 + 11)
    await must(wear(nephew, { person: indexOf(aunt) }), 'face, at eight in the evening of the last day')
    clock.move(3 * 3_600_000)
    assert.notEqual((await must(api.call(nephew.identityNumber, 'GET', '/session'), 'session')).value['actsForPerson'], null)
    clock.move(2 * 3_600_000)
    assert.equal((await must(api.call(nephew.identityNumber, 'GET', '/session'), 'session')).value['actsForPerson'], null)
    anew()
  })
  test('two authorisations of one person are one face with the items of both; when one is taken back the other stands', async () => {
    const [uncle, niece] = [await person(api, 90), await person(api, 95)]
    await proved(api, uncle.identityNumber)
    const first = await must(give(uncle, niece, { items: ['passport'] }), 'one')
    await must(give(uncle, niece, { items: ['veteran-card'], until: '2027-06-30' }), 'two')
    assert.deepEqual((await personsOf(niece)).filter((one) => one.via === 'agent').map(({ items, until: last }) => ({ items, last })), [{ items: ['passport', 'veteran-card'], last: '2027-06-30' }])
    await must(api.call(uncle.identityNumber, 'POST', `/delegations/${String(first.value['id'])}/withdrawal`, {}), 'withdraw')
    assert.deepEqual((await personsOf(niece)).filter((one) => one.via === 'agent').map(({ items }) => items), [['veteran-card']])
  })
  test('a firm\'s agent for one item begins no other', async () => {
    const [owner, agent] = [await person(api, 5, { firm: 'valid' }), await person(api, 100)]
    await must(give(owner, agent, { firm: owner.firm, items: ['food-business-licence'] }), 'authorise')
    await must(wear(agent, { firm: owner.firm }), 'face')
    await must(api.call(agent.identityNumber, 'POST', '/drafts', { item: 'food-business-licence', division: '220102', situations: {} }), 'the named one')
    isProblem(await api.call(agent.identityNumber, 'POST', '/drafts', { item: 'public-place-hygiene-licence', division: '220102', situations: {} }), 403, 'identity/not-delegated')
  })
  test('both sides see it, and whoever acts for another authorises nobody for them', async () => {
    const rows = (await must(api.call(daughter!.identityNumber, 'GET', '/delegations'), 'list')).value['delegations'] as { mine: boolean; principalName: string; agentName: string; items: { name: string }[] | null }[]
    const got = rows.find((one) => !one.mine)!
    assert.equal(got.principalName, father!.name)
    assert.equal(got.items![0]!.name.length > 0, true)
    await must(wear(daughter!, { person: indexOf(father!) }), 'face')
    await proved(api, daughter!.identityNumber)
    await must(give(daughter!, stranger!), 'she authorises for herself alone')
    assert.deepEqual((await personsOf(stranger!)).map((one) => one.id).filter((id) => id === indexOf(father!)), [])
  })
})

test('over random delegations, an evaluator of its own and the platform agree who may act for whom in what', async () => {
  const people = await Promise.all([300, 305, 310, 315, 320].map((skip) => person(api, skip, { division: elsewhere }).catch(() => person(api, skip))))
  const items = ['passport', 'veteran-card', 'social-security-card']
  const today = localDate(clock.now())
  const day = fc.integer({ min: -3, max: 3 }).map((days) => addDays(today, days))
  const row = fc.record({ giver: fc.nat(4), agent: fc.nat(4), items: fc.option(fc.uniqueArray(fc.constantFrom(...items), { minLength: 1 }), { nil: null }), since: fc.option(day, { nil: null }), until: day, isRevoked: fc.boolean() })
  const work = systemWork(province.platform.environment)
  const deciders = await Promise.all(people.map((one) => work(async (context) => {
    const holder = await personHolder(context, one.identityNumber)
    return (await actorOf(context, { ...holder!, firm: null, post: null, person: null }))!
  })))
  let decisions = 0
  await fc.assert(fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
    await work(async (context) => {
      const store = identityStore(context.db)
      const added = rows.filter((one) => one.giver !== one.agent)
      const ids: string[] = []
      for (const one of added) {
        ids.push(context.ids.next())
        await store.addDelegation({ id: ids.at(-1)!, principal_kind: 'person', principal: indexOf(people[one.giver]!), principal_name: '示例', sealed: Buffer.from(context.keys.seal('identity/subject', people[one.giver]!.identityNumber)), giver_index: indexOf(people[one.giver]!), giver_name: '示例', agent_index: indexOf(people[one.agent]!), agent_name: '示例', items: one.items, since: one.since, until: one.until, revoked_at: one.isRevoked ? context.now : null }, context.now)
      }
      for (const [agent, actor] of deciders.entries()) for (const giver of people.keys()) for (const item of items) {
        if (agent === giver) continue
        const expected = added.some((one) => one.agent === agent && one.giver === giver && !one.isRevoked && (one.since === null || one.since <= today) && today <= one.until && (one.items === null || one.items.includes(item)))
        const given = await context.as(actor).ask(identityPort).mayActForPerson(indexOf(people[giver]!), item)
        assert.equal(given, expected, JSON.stringify({ agent, giver, item, rows }))
        decisions++
      }
      for (const id of ids) await store.revokeDelegation(id, indexOf(people[added[ids.indexOf(id)]!.giver]!), context.now)
    })
  }), { numRuns: 40 })
  assert.ok(decisions >= 2_000, String(decisions))
})

describe('parents and children', () => {
  test('a parent acts for a child under eighteen of their household, with no paper; for no grown child and no other\'s', async () => {
    const found = await api.call(undefined, 'GET', '/demonstration/people?count=6&skip=0&ageFrom=6&ageTo=15')
    const child = (found.value['people'] as { identityNumber: string; name: string; household: { identityNumber: string; relation: string; age: number; name: string }[] }[]).find((one) => one.household.some((member) => member.relation === '户主' && member.identityNumber !== one.identityNumber))!
    const parent = child.household.find((member) => member.relation === '户主')!
    const who = { identityNumber: parent.identityNumber, name: parent.name } as Person
    const wards = (await personsOf(who)).filter((one) => one.via === 'guardian')
    assert.ok(wards.some((one) => one.name === child.name))
    assert.deepEqual(wards.length, child.household.filter((member) => member.age < 18 && /子|女/.test(member.relation)).length)
    assert.deepEqual((await personsOf({ identityNumber: child.identityNumber, name: child.name } as Person)), [])
    await must(wear(who, { person: indexOf(child as unknown as Person) }), 'face')
    anew(13 * 366 * 24)
    assert.deepEqual((await personsOf(who)).filter((one) => one.name === child.name), [])
  })
})
