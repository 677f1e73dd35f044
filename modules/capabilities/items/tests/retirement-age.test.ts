import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '#tests/support/province.ts'
import { readCatalogue } from '../catalogue.ts'
import { functionsFor, scopeOf } from '../scope.ts'

const item = readCatalogue([join(root, 'catalogue')]).items.get('retirement-application')!.value
const functions = functionsFor(new Map(), [], '2026-11-23')

/** What the rules of retirement give for a birth month. */
function of(category: string, birth: string, mode = 'legal', chosenMonth: string | null = null) {
  const scope = scopeOf(item, { situations: { category, mode }, form: { chosenMonth }, parties: { applicant: { birthDate: `${birth}-15` } }, facts: { insurance: [] }, now: new Date('2026-11-23T02:00:00Z') }, functions)
  return { delay: scope['delayMonths'], month: scope['chosenWords'], least: scope['minMonths'], flexible: scope['flexible'] }
}

/** Rows of the tables that go with 国务院关于渐进式延迟法定退休年龄的办法. */
for (const [category, birth, delay, month] of [
  ['male', '1964-12', 0, '2024-12'], ['male', '1965-01', 1, '2025-02'], ['male', '1965-04', 1, '2025-05'], ['male', '1965-05', 2, '2025-07'], ['male', '1966-08', 5, '2027-01'], ['male', '1966-11', 6, '2027-05'],
  ['male', '1976-08', 35, '2039-07'], ['male', '1976-09', 36, '2039-09'], ['female55', '1969-12', 0, '2024-12'], ['female50', '1976-03', 8, '2026-11'],
] as const) {
  test(`${category} born in ${birth} retires in ${month}, ${delay} months late`, () => assert.deepEqual([of(category, birth).delay, of(category, birth).month], [delay, month]))
}

test('the least months follow the year: of the lawful month, or of the chosen one when it is early', () => {
  assert.deepEqual([of('male', '1968-12').month, of('male', '1968-12').least], ['2029-12', 180])
  assert.deepEqual([of('male', '1969-01').month, of('male', '1969-01').least], ['2030-02', 186])
  assert.equal(of('male', '1969-01', 'early', '2029-12').least, 180)
  assert.equal(of('male', '1976-09').least, 240)
})

test('early retirement reaches back to the old age and no further than three years', () => {
  assert.equal(of('male', '1966-12', 'early', '2026-12').flexible, true)
  assert.equal(of('male', '1966-12', 'early', '2026-11').flexible, false)
  assert.equal(of('male', '1966-12', 'late', '2030-06').flexible, true)
  assert.equal(of('male', '1966-12', 'late', '2030-07').flexible, false)
})
