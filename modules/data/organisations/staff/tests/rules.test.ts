import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Hand, Reach, RoleRule } from '../../contract.ts'
import { readOrganisations } from '../../organisations.ts'
import { root } from '#tests/support/province.ts'
import { covers, coversAll } from '../reach.ts'
import { isInForce, mayGive, wrongRoles } from '../rules.ts'
import type { Giving, HeldDuty } from '../rules.ts'

/** A province grown at random, level by level: each division with the one above it. */
type Tree = ReadonlyMap<string, string | null>
const departments = ['civil-affairs', 'education']
const two = (n: number) => String(n).padStart(2, '0')
const tree: fc.Arbitrary<Tree> = fc.array(fc.array(fc.array(fc.nat(2), { maxLength: 2 }), { maxLength: 3 }), { minLength: 1, maxLength: 3 }).map((prefectures) => new Map<string, string | null>([
  ['220000', null],
  ...prefectures.flatMap((counties, p): [string, string][] => [
    [`22${two(p + 1)}00`, '220000'],
    ...counties.flatMap((townships, c): [string, string][] => [[`22${two(p + 1)}${two(c + 1)}`, `22${two(p + 1)}00`], ...townships.map((_, t): [string, string] => [`22${two(p + 1)}${two(c + 1)}00${t + 1}`, `22${two(p + 1)}${two(c + 1)}`])]),
  ]),
]))
const unitsOf = (province: Tree) => [...province.keys()].flatMap((division) => departments.map((department) => `${department}@${division}`))
const days = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01']
const today = '2026-03-01'

/** The independent evaluator: no stems, no comparisons of ranges, only sets that are counted out one by one. */
function unitsWithin(province: Tree, unit: string, reach: Reach): Set<string> {
  const [department, division] = unit.split('@') as [string, string]
  // What may be founded below one day is reached as well: each division has one more child that is not there yet.
  const down = (at: string): string[] => [at, `${at}, and one more`, ...[...province].filter(([, above]) => above === at).flatMap(([one]) => down(one))]
  if (reach === 'unit') return new Set([unit])
  return new Set(down(division).flatMap((one) => (reach === 'below' ? departments : [department]).map((each) => `${each}@${one}`)))
}
const dayLine = (from: string, to: string | null): string[] => [...days, 'for ever'].filter((day) => day >= from && (to === null || day <= to))
const isSubset = <T>(inner: Iterable<T>, outer: ReadonlySet<T>): boolean => [...inner].every((one) => outer.has(one))

function slowly(province: Tree, roles: ReadonlyMap<string, RoleRule>, giving: Giving): boolean {
  const role = roles.get(giving.role)
  if (!role || giving.giver.account === giving.taker.account) return false
  const order = ['unit', 'department', 'below']
  if (order.indexOf(giving.reach) > order.indexOf(role.reach)) return false
  const wanted = unitsWithin(province, giving.unit, giving.reach)
  const wantedDays = dayLine(days[0]!, giving.until)
  const isAble = giving.giver.duties.some((duty) => dayLine(duty.since, duty.until).includes(today) && (roles.get(duty.role)?.gives ?? []).includes(giving.role)
    && isSubset(wanted, unitsWithin(province, duty.unit, duty.reach)) && (duty.until === null || isSubset(wantedDays, new Set(dayLine(days[0]!, duty.until)))))
  if (!isAble) return false
  const term = new Set(dayLine(giving.since, giving.until))
  return giving.taker.duties.every((duty) => {
    if (!dayLine(duty.since, duty.until).some((day) => term.has(day))) return true
    const hands = new Set([roles.get(duty.role)?.hand ?? 'business', role.hand ?? 'business'])
    return hands.size === 1 && !(duty.role === giving.role && duty.unit === giving.unit && duty.reach === giving.reach)
  })
}

const reach = fc.constantFrom<Reach>('unit', 'department', 'below')
const names = ['a', 'b', 'c', 'd', 'e']
/** Roles as a catalogue may have them: closed under handing on. */
const roleSet = fc.array(fc.record({ hand: fc.constantFrom<Hand | undefined>(undefined, undefined, undefined, undefined, 'system', 'security', 'audit'), reach, gives: fc.subarray(names, { minLength: 3 }) }), { minLength: 5, maxLength: 5 })
  .map((drawn) => {
    const all = drawn.map((one, at): RoleRule => ({ id: names[at]!, permissions: [names[at]!], reach: one.reach, gives: one.gives, ...(one.hand ? { hand: one.hand } : {}) }))
    let tidy = all.map((role) => ({ ...role, gives: role.gives.filter((id) => { const given = all.find((one) => one.id === id)!; return given.hand === undefined || given.hand === role.hand }) }))
    for (let round = 0; round < 6; round++) tidy = tidy.map((role) => ({ ...role, gives: role.gives.filter((id) => tidy.find((one) => one.id === id)!.gives.every((further) => role.gives.includes(further))) }))
    return tidy
  })
const term = fc.tuple(fc.constantFrom(...days), fc.option(fc.constantFrom(...days))).map(([since, until]) => ({ since, until: until !== null && until < since ? since : until }))
const dutyIn = (units: readonly string[]): fc.Arbitrary<HeldDuty> => fc.record({ role: fc.constantFrom(...names), unit: fc.constantFrom(...units), reach, term }).map(({ term: one, ...rest }) => ({ id: 'x', ...rest, ...one }))
const account = fc.constantFrom('p', 'q', 'r')
const givingIn = (units: readonly string[]): fc.Arbitrary<Giving> => fc.record({
  giver: fc.record({ account, duties: fc.array(fc.oneof(dutyIn(units), dutyIn(units.slice(0, 4)).map((duty) => ({ ...duty, reach: 'below' as const }))), { minLength: 1, maxLength: 4 }) }), taker: fc.record({ account, duties: fc.array(dutyIn(units), { maxLength: 3 }) }),
  role: fc.constantFrom(...names, 'nobody'), unit: fc.constantFrom(...units), reach, term,
}).map(({ term: one, ...rest }) => ({ ...rest, ...one }))
const askings = tree.chain((province) => fc.record({ province: fc.constant(province), set: roleSet, givings: fc.array(givingIn(unitsOf(province)), { minLength: 100, maxLength: 100 }) }))

test('on 100,000 askings the platform and an evaluator that counts everything out agree', () => {
  let [asked, allowed] = [0, 0]
  fc.assert(fc.property(askings, ({ province, set, givings }) => {
    const roles = new Map(set.map((role) => [role.id, role]))
    for (const one of givings) {
      const said = 'through' in mayGive((id) => roles.get(id), one, today)
      assert.equal(said, slowly(province, roles, one), JSON.stringify({ set, one }))
      asked += 1
      allowed += Number(said)
    }
  }), { numRuns: 1000, endOnFailure: true })
  assert.ok(asked >= 100_000 && allowed > 2_000, `${asked} asked, ${allowed} allowed`)
})

test('a range lies in another exactly when each of its units does', () => {
  fc.assert(fc.property(tree, (province) => {
    const units = unitsOf(province)
    for (const outer of units) for (const inner of units) for (const outerReach of ['unit', 'department', 'below'] as const) {
      const held = unitsWithin(province, outer, outerReach)
      assert.equal(covers({ unit: outer, reach: outerReach }, inner), held.has(inner), `${outer} ${outerReach} ${inner}`)
      for (const innerReach of ['unit', 'department', 'below'] as const) assert.equal(coversAll({ unit: outer, reach: outerReach }, { unit: inner, reach: innerReach }), isSubset(unitsWithin(province, inner, innerReach), held), `${outer} ${outerReach} ⊇ ${inner} ${innerReach}`)
    }
  }), { numRuns: 20 })
})

test('no chain of lawful giving and taking lifts anybody above what the first giver could hand out', () => {
  const stepIn = (units: readonly string[]) => fc.record({ giver: fc.nat(4), taker: fc.nat(4), role: fc.constantFrom(...names), unit: fc.constantFrom(...units), reach, term })
  const chains = tree.chain((province) => fc.record({ province: fc.constant(province), set: roleSet, first: dutyIn(unitsOf(province)), steps: fc.array(stepIn(unitsOf(province)), { maxLength: 60 }) }))
  fc.assert(fc.property(chains, ({ province, set, first, steps }) => {
    const roles = new Map(set.map((role) => [role.id, role]))
    const held = new Map<number, HeldDuty[]>([[0, [{ ...first, since: days[0]! }]], ...[1, 2, 3, 4].map((n): [number, HeldDuty[]] => [n, []])])
    const mayHold = new Set(roles.get(first.role)!.gives)
    const where = unitsWithin(province, first.unit, first.reach)
    for (const one of steps) {
      const answer = mayGive((id) => roles.get(id), { giver: { account: String(one.giver), duties: held.get(one.giver)! }, taker: { account: String(one.taker), duties: held.get(one.taker)! }, role: one.role, unit: one.unit, reach: one.reach, ...one.term }, today)
      if ('through' in answer) held.get(one.taker)!.push({ id: 'x', role: one.role, unit: one.unit, reach: one.reach, ...one.term })
    }
    for (const [who, duties] of held) for (const own of duties.slice(who === 0 ? 1 : 0)) {
      assert.ok(mayHold.has(own.role), `${own.role} was never the first's to give`)
      assert.ok(isSubset(unitsWithin(province, own.unit, own.reach), where), 'no farther than the first')
      assert.ok(first.until === null || (own.until !== null && own.until <= first.until), 'no longer than the first')
    }
    for (const duties of held.values()) for (const day of days) {
      const hands = new Set(duties.filter((own) => isInForce(own, day)).map((own) => roles.get(own.role)!.hand ?? 'business'))
      assert.ok(hands.size <= 1, 'the three stay apart')
    }
  }), { numRuns: 2000 })
})

test('the catalogue\'s roles cannot rise, and roles that could are refused', () => {
  assert.deepEqual(wrongRoles(readOrganisations([`${root}/catalogue`]).roles()), [])
  const role = (id: string, gives: string[], hand?: Hand): RoleRule => ({ id, permissions: [], reach: 'below', gives, ...(hand ? { hand } : {}) })
  assert.deepEqual(wrongRoles([role('small', ['middle']), role('middle', ['large']), role('large', [])]), ['角色 small 授予 middle，middle 又能授予 large，超出了 small'])
  assert.deepEqual(wrongRoles([role('guard', ['judge'], 'security'), role('judge', [], 'audit')]), ['角色 guard 不能授予另一员 judge（三员分立）'])
  assert.deepEqual(wrongRoles([role('one', ['none'])]), ['角色 one 授予的 none 不存在'])
})
