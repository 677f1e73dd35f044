import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { RoleRule } from '../../contract.ts'
import type { HeldDuty } from '../../staff/rules.ts'
import { carriedOnBy, followingDuties, withMerged, wrongMerge } from '../rules.ts'
import type { Pair } from '../rules.ts'

const units = Array.from({ length: 8 }, (_, at) => `d${at}@220102`)
const days = ['2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01']
const name = (unit: string) => unit
const plan = fc.record({ on: fc.constantFrom(...days), pairs: fc.array(fc.record({ unit: fc.constantFrom(...units), into: fc.constantFrom(...units) }), { minLength: 1, maxLength: 3 }) })

/** The plans of a list that the rules let through, in the order in which they were confirmed. */
function accepted(plans: readonly { on: string; pairs: readonly Pair[] }[]) {
  const merged = new Map<string, { into: string; on: string }>()
  for (const { on, pairs } of plans) if (wrongMerge(pairs, merged, on, name) === undefined) for (const { unit, into } of pairs) merged.set(unit, { into, on })
  return merged
}

/** Day by day, by hand: every unit's work lies somewhere; a merge of that day carries all that lies there on. */
function byHand(merged: ReadonlyMap<string, { into: string; on: string }>, until: string): Map<string, string> {
  const place = new Map(units.map((unit) => [unit, unit]))
  for (const day of days.filter((one) => one <= until)) for (const unit of units) {
    const here = place.get(unit)!
    const away = merged.get(here)
    if (away?.on === day) place.set(unit, away.into)
  }
  return place
}

test('whatever is planned in whatever order, every unit’s work lies with one unit that is still there, and it is the one found day by day', () => {
  fc.assert(fc.property(fc.array(plan, { maxLength: 12 }), fc.constantFrom(...days), (plans, day) => {
    const merged = accepted(plans)
    const place = byHand(merged, day)
    for (const unit of units) {
      const heir = carriedOnBy(merged, unit, day)
      assert.equal(heir, place.get(unit))
      assert.ok(!(merged.has(heir) && merged.get(heir)!.on <= day), 'it has not gone itself')
      assert.deepEqual(withMerged(merged, unit, day).sort(), [unit, ...units.filter((other) => other !== unit && place.get(other) === unit)].sort())
    }
  }), { numRuns: 3_000 })
})

test('what cannot be merged is said in words: into itself, twice, into what goes as well, what has gone, into what will have gone', () => {
  const merged = new Map([['d1@220102', { into: 'd2@220102', on: '2027-02-01' }]])
  const says = (pairs: Pair[], on = '2027-03-01') => wrongMerge(pairs, merged, on, name) ?? ''
  assert.match(says([{ unit: 'd3@220102', into: 'd3@220102' }]), /不能并入自己/)
  assert.match(says([{ unit: 'd3@220102', into: 'd4@220102' }, { unit: 'd3@220102', into: 'd5@220102' }]), /写了两次/)
  assert.match(says([{ unit: 'd3@220102', into: 'd4@220102' }, { unit: 'd4@220102', into: 'd5@220102' }]), /自己也要并入/)
  assert.match(says([{ unit: 'd1@220102', into: 'd4@220102' }]), /已定于 2027-02-01 并入/)
  assert.match(says([{ unit: 'd3@220102', into: 'd1@220102' }]), /到那天已经并入/)
  assert.match(says([{ unit: 'd2@220102', into: 'd4@220102' }], '2027-01-01'), /那天或以后才并入/)
  assert.match(says([{ unit: 'd2@220102', into: 'd4@220102' }], '2027-02-01'), /那天或以后才并入/)
  assert.equal(says([{ unit: 'd3@220102', into: 'd1@220102' }], '2027-01-01'), '', 'before it goes itself; from then on the last one has it')
  assert.equal(says([{ unit: 'd2@220102', into: 'd4@220102' }]), '')
})

test('a duty goes along only where whoever confirms could give it', () => {
  const roles: RoleRule[] = [
    { id: 'clerk', permissions: [], reach: 'unit', gives: [] }, { id: 'head', permissions: [], reach: 'below', gives: ['clerk'] },
    { id: 'security', permissions: ['staff:grant'], hand: 'security', reach: 'below', gives: ['clerk', 'head'] }, { id: 'system', permissions: ['staff:manage'], hand: 'system', reach: 'below', gives: [] },
  ]
  const of = (id: string) => roles.find((role) => role.id === id)
  const duty = (unit: string, reach: HeldDuty['reach']): HeldDuty => ({ id: 'x', role: 'security', unit, reach, since: '2020-01-01', until: null })
  const followsFrom = (unit: string, ...duties: HeldDuty[]) => followingDuties(roles, of, { account: 'giver', duties }, { unit, into: 'trade@220102' }, '2027-01-01')
  const follows = (...duties: HeldDuty[]) => followsFrom('shops@220102', ...duties)
  assert.deepEqual(follows(duty('office@220102', 'below')), ['clerk:unit', 'head:unit', 'head:department', 'head:below'])
  assert.deepEqual(follows(duty('trade@220100', 'department')), ['clerk:unit', 'head:unit', 'head:department'])
  assert.deepEqual(follows(duty('trade@220102', 'unit')), ['clerk:unit', 'head:unit'])
  assert.deepEqual(follows(duty('office@220103', 'below')), [])
  assert.deepEqual(followsFrom('trade@220102001', duty('office@220102', 'below')), ['clerk:unit', 'head:unit'], 'nothing that reached over a street reaches over its county now')
  assert.deepEqual(follows({ ...duty('office@220102', 'below'), until: '2026-12-31' }), [])
})
