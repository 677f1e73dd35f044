import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '@xiangyun/kernel/time'
import { addMonths, lengthText, readLength, validUntil, workdaysIn } from '../lengths.ts'

const anyDay = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2024-01-01', n))

test('a validity of five years ends the day before the same date', () => {
  assert.equal(validUntil('2026-11-23', '5 years'), '2031-11-22')
  assert.equal(validUntil('2024-02-29', '1 years'), '2025-02-27')
  assert.equal(validUntil('2026-01-01', '12 months'), '2026-12-31')
  assert.equal(validUntil('2026-11-23', 'long-term'), null)
})
test('the same date some months later is the last of a month that has none such', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28')
  assert.equal(addMonths('2028-01-31', 1), '2028-02-29')
  assert.equal(addMonths('2026-12-31', 2), '2027-02-28')
})
test('months add up when no month is too short, and twelve are a year', () => {
  fc.assert(fc.property(anyDay, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (from, a, b) => {
    if (Number(from.slice(8)) <= 28) assert.equal(addMonths(addMonths(from, a), b), addMonths(from, a + b))
    assert.equal(addMonths(from, 12).slice(0, 4), String(Number(from.slice(0, 4)) + 1))
    assert.ok(addMonths(from, a) >= from)
  }))
})
test('a longer validity never ends earlier', () => {
  fc.assert(fc.property(anyDay, fc.integer({ min: 1, max: 50 }), fc.constantFrom('months', 'years', 'calendar-days'), (from, count, kind) => {
    assert.ok(validUntil(from, `${count} ${kind}`)! < validUntil(from, `${count + 1} ${kind}`)!)
  }))
})
test('a length reads back and is said in Chinese', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), fc.constantFrom('workdays', 'calendar-days', 'months', 'years'), (count, kind) => {
    assert.deepEqual(readLength(`${count} ${kind}`), { count, unit: kind })
    assert.match(lengthText(`${count} ${kind}`), new RegExp(`^${count} [\\u4e00-\\u9fff]+$`))
  }))
  assert.deepEqual([workdaysIn('immediate'), workdaysIn('20 workdays'), workdaysIn('60 calendar-days')], [0, 20, 43])
})
