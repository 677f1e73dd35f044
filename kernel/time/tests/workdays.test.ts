import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { addDays, endOfDay, localDate, makeCalendar, startOfDay } from '../index.ts'
import type { CalendarYear } from '../index.ts'

const calendar = makeCalendar((parse(readFileSync(join(import.meta.dirname, '..', '..', '..', 'catalogue', 'calendar', 'years.yaml'), 'utf8')) as { years: CalendarYear[] }).years)
const anyDay = fc.integer({ min: 0, max: 700 }).map((n) => addDays('2025-06-01', n))

test('the swapped days of 2026 are worked, and the holidays among weekdays are not', () => {
  for (const day of ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']) assert.ok(calendar.isWorkday(day), day)
  for (const day of ['2026-01-01', '2026-02-17', '2026-02-23', '2026-04-06', '2026-05-01', '2026-06-19', '2026-09-25', '2026-10-07']) assert.ok(!calendar.isWorkday(day), day)
})
test('a limit of five workdays that begins before the National Day ends after it', () => {
  // 30 September is a Wednesday; 1 to 7 October are off, Saturday 10 October is worked.
  assert.equal(calendar.add('2026-09-30', 5), '2026-10-13')
  assert.equal(calendar.add('2026-09-30', 3), '2026-10-10')
})
test('adding and counting undo each other', () => {
  fc.assert(fc.property(anyDay, fc.integer({ min: 1, max: 120 }), (from, count) => {
    const to = calendar.add(from, count)
    assert.ok(to > from && calendar.isWorkday(to))
    assert.equal(calendar.between(from, to), count)
  }))
})
test('counting is antisymmetric and adds up', () => {
  fc.assert(fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
    assert.equal(calendar.between(a, b) + calendar.between(b, a), 0)
    assert.equal(calendar.between(a, b) + calendar.between(b, c), calendar.between(a, c))
  }))
})
test('the next workday of a workday is itself, and no workday lies between a day and its next', () => {
  fc.assert(fc.property(anyDay, (day) => {
    const next = calendar.next(day)
    assert.ok(calendar.isWorkday(next) && next >= day)
    for (let at = day; at < next; at = addDays(at, 1)) assert.ok(!calendar.isWorkday(at))
    assert.equal(calendar.add(day, 0), next)
  }))
})
test('a day of the province begins and ends where its calendar says', () => {
  fc.assert(fc.property(anyDay, (day) => {
    assert.equal(localDate(startOfDay(day)), day)
    assert.equal(localDate(endOfDay(day)), day)
    assert.equal(endOfDay(day).getTime() + 1, startOfDay(addDays(day, 1)).getTime())
  }))
})
