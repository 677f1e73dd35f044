import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parseCitizenNumber, parseCreditCode } from '@xiangyun/identifiers'
import { sql } from '@xiangyun/kernel/database'
import { consult, perform, systemWork } from '@xiangyun/kernel/platform'
import { anonymous } from '@xiangyun/kernel/permissions'
import { organisations } from '#modules/data/organisations/module.ts'
import { readOrganisations } from '#modules/data/organisations/organisations.ts'
import { problemsOf } from '#modules/data/registers/checks.ts'
import { registers } from '#modules/data/registers/module.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { seals } from '#modules/capabilities/seals/module.ts'
import { licences } from '#modules/capabilities/licences/module.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import { testPlatform, official } from '#tests/support/platform.ts'
import type { TestPlatform } from '#tests/support/platform.ts'
import { moving } from '../clock.ts'
import { figures } from '../figures.ts'
import { fillProvince } from '../fill.ts'
import { demonstration } from '../module.ts'
import { makeChance } from '../population/chance.ts'
import { generate } from '../population/generate.ts'
import { recordsOf } from '../population/records.ts'
import { readSources } from '../population/sources.ts'

const root = new URL('../../../../catalogue', import.meta.url).pathname
const sources = readSources(root, readOrganisations([root]))
const plan = { seed: 7, today: '2026-03-02', people: 20_000 }
const all = [...generate(plan, sources)]
const people = all.flatMap((p) => p.households).flatMap((h) => h.people)
const scale = Number(process.env['PROVINCE_SCALE'] ?? 3000)
let platform: TestPlatform

before(async () => {
  const began = performance.now()
  const clock = { now: () => new Date('2026-03-02T02:00:00Z') }
  platform = await testPlatform([organisations, registers, seals, licences, demonstration(clock)], { scale })
  console.log(`# province of ${scale} people opened in ${Math.round(performance.now() - began)} ms`)
})
after(() => platform.end())

test('the same plan makes the same people', () => {
  const again = [...generate({ ...plan, people: 4_000 }, sources)]
  assert.deepEqual(again[0], all[0])
})

test('every number is valid, synthetic and given once; every firm code checks', () => {
  assert.equal(new Set(people.map((p) => p.number)).size, people.length)
  for (const p of people) {
    const read = parseCitizenNumber(p.number, { today: plan.today })
    assert.ok(read.ok && read.value.synthetic && read.value.birthDate === p.birth && (read.value.sex === 'male') === (p.sex === '男'), p.number)
  }
  const codes = all.flatMap((p) => p.firms).map((f) => f.creditCode)
  assert.equal(new Set(codes).size, codes.length)
  for (const code of codes) assert.ok(parseCreditCode(code).ok)
  assert.ok(Math.abs(codes.length / people.length - 0.1) < 0.01)
})

test('ages follow the census within one point a group; town, country and regions too', () => {
  const counts = sources.ages.map(() => 0)
  for (const p of people) counts[Math.min(Math.floor(p.age / 5), counts.length - 1)]!++
  counts.forEach((count, i) => assert.ok(Math.abs(count / people.length - sources.ages[i]!) < 0.01, `group ${i}: ${(count / people.length).toFixed(3)} for ${sources.ages[i]}`))
  const urban = people.filter((p) => p.hukou === '城镇').length / people.length
  assert.ok(Math.abs(urban - 0.6264) < 0.03, String(urban))
  const changchun = people.filter((p) => p.place.region === '220100').length / people.length
  assert.ok(Math.abs(changchun - 0.3766) < 0.03, String(changchun))
  const men = people.filter((p) => p.sex === '男').length / people.length
  assert.ok(Math.abs(men - 0.499) < 0.02, String(men))
  const households = new Set(people.map((p) => p.householdNumber)).size
  assert.ok(people.length / households > 2 && people.length / households < 2.7, String(people.length / households))
})

test('who is married has a spouse in the same household and a record on each side; nobody else has one', () => {
  const marriages = all.flatMap((p) => p.marriages)
  const wed = new Set(marriages.filter((m) => m.state === '已登记').flatMap((m) => [m.husband.number, m.wife.number]))
  for (const p of people) assert.equal(wed.has(p.number), p.marital === '已婚', p.number)
  for (const m of marriages) {
    assert.equal(m.husband.householdNumber === m.wife.householdNumber, m.state === '已登记')
    assert.ok(m.registered < plan.today && m.registered >= m.husband.birth)
  }
  assert.equal(new Set(marriages.map((m) => m.number)).size, marriages.length)
})

test('every record keeps its register’s rules', async () => {
  const definitions = await systemWork(platform.environment)(async (context) => { const own = context.ask(registersPort); return new Map(own.names().map((n) => [n, own.definition(n)!])) })
  for (const portion of all.slice(0, 2)) {
    for (const [register, rows] of Object.entries(recordsOf(portion, makeChance(portion.seed), plan.today))) {
      const definition = definitions.get(register)!
      const keys = rows.map((r) => r[definition.key])
      assert.equal(new Set(keys).size, keys.length, register)
      for (const row of rows) assert.deepEqual(problemsOf(definition, row, plan.today), [], `${register} ${JSON.stringify(row)}`)
    }
  }
})

test('the province is filled once, with people, firms and their licences', async () => {
  const { environment } = platform
  const counts = await systemWork(environment)(async (context) => ({ people: await context.ask(registersPort).count('people'), firms: await context.ask(registersPort).count('legal-persons') }))
  assert.ok(counts.people >= scale && counts.people < scale + 20, JSON.stringify(counts))
  assert.equal(await fillProvince(systemWork(environment)), 0)
  const held = await environment.database.rows<{ type: string; n: number }>(sql`select type, count(*) as n from licences.licence group by type order by type`)
  assert.equal(held.find((h) => h.type === 'business-licence')?.n, counts.firms)
  const waiting = await environment.database.one<{ n: number }>(sql`select count(*) as n from kernel.audit`)
  assert.ok(waiting!.n < 50)
})

test('an interrupted filling goes on where it was', async () => {
  const { environment } = platform
  const missing = await environment.database.one<{ number: number }>(sql`select number from demonstration.portion order by number desc limit 1`)
  await environment.database.run(sql`delete from demonstration.portion where number = ${missing!.number}`)
  await environment.database.run(sql`update demonstration.plan set finished_at = null`)
  const before = await systemWork(environment)((context) => context.ask(registersPort).count('people'))
  assert.ok((await fillProvince(systemWork(environment))) > 0)
  assert.equal(await systemWork(environment)((context) => context.ask(registersPort).count('people')), before)
})

test('walks find fitting people: a valid firm, an individual business, a rural head of household', async () => {
  const find = async (query: Parameters<typeof figures>[1]) => {
    const found = await consult(platform.environment, anonymous, (context) => figures(context, query))
    assert.ok(found.ok)
    return found.value.people
  }
  const [firm, second] = await find({ firm: 'valid', count: 2 })
  assert.ok(firm?.firm && second?.firm && firm.firm.creditCode !== second.firm.creditCode)
  assert.deepEqual(await find({ firm: 'valid', skip: 1 }), [second])
  const [licence] = await systemWork(platform.environment)((context) => context.ask(licencesPort).held('business-licence', firm.firm!.creditCode))
  assert.equal(licence?.number, firm.firm.creditCode)
  assert.equal((await find({ firm: 'individual' }))[0]?.firm?.kind, '个体工商户')
  const [rural] = await find({ household: 'rural', ageFrom: 30, ageTo: 55 })
  assert.ok(rural && rural.hukou === '农村' && rural.age >= 30 && rural.age <= 55 && rural.firm === null)
})

test('the clock moves forward on the record, and only where it may', async () => {
  const operator = official('government-service@220000', ['operations:clock'], 'operator')
  const moved = await perform(platform.environment, operator, (context) => moving(platform.clock)(context, { days: 2 }))
  assert.ok(moved.ok && moved.value.movedBy === 172_800_000)
  const still = await perform(platform.environment, operator, (context) => moving({ now: () => new Date() })(context, { days: 2 }))
  assert.ok(!still.ok && still.code === 'demonstration/no-clock')
  const back = await perform(platform.environment, operator, (context) => moving(platform.clock)(context, { to: '2020-01-01T00:00:00Z' }))
  assert.ok(!back.ok && back.code === 'demonstration/one-way')
  assert.equal((await platform.environment.database.one<{ n: number }>(sql`select count(*) as n from kernel.audit where act = 'demonstration.move-clock'`))!.n, 1)
})
