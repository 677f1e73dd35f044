import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeCalendar } from '@xiangyun/kernel/time'
import { dueOf } from '../running/due.ts'

const calendar = makeCalendar([])
const now = new Date('2026-03-02T02:00:00Z')
const due = (kind: 'date' | 'duration' | 'cycle', value: string, days: 'workdays' | 'calendar-days' = 'calendar-days') => dueOf({ kind, value, calendar: days }, now, calendar)?.toISOString()

test('days run out with the end of the last day, in workdays or on any day', () => {
  assert.deepEqual([due('duration', 'P5D'), due('duration', '5', 'workdays'), due('date', '2026-03-10')], ['2026-03-07T15:59:59.999Z', '2026-03-09T15:59:59.999Z', '2026-03-10T15:59:59.999Z'])
})

test('weeks, months and years are read; hours and moments are exact', () => {
  assert.deepEqual([due('duration', 'P1W'), due('duration', 'P1M'), due('duration', 'P1Y'), due('duration', 'PT36H'), due('date', '2026-03-04T08:00:00Z'), due('cycle', 'R3/P1D'), due('cycle', 'R/2026-05-01T00:00:00Z/P1W')],
    ['2026-03-09T15:59:59.999Z', '2026-04-02T15:59:59.999Z', '2027-03-02T15:59:59.999Z', '2026-03-03T14:00:00.000Z', '2026-03-04T08:00:00.000Z', '2026-03-03T15:59:59.999Z', '2026-05-01T00:00:00.000Z'])
})

test('what is no time, or beyond ten years, is nothing', () => {
  for (const [kind, value] of [['duration', 'tomorrow'], ['duration', 'P'], ['duration', 'PT'], ['duration', 'P3.5D'], ['duration', 'P2000000D'], ['duration', '2000000'], ['duration', 'P999Y'], ['date', '2027-13-45'], ['date', ''], ['cycle', 'R3/x']] as const) assert.equal(due(kind, value), undefined, value)
})

test('whatever is written is answered at once, with a moment that exists or nothing', () => {
  fc.assert(fc.property(fc.constantFrom('date', 'duration', 'cycle'), fc.oneof(fc.string(), fc.stringMatching(/^R?\d{0,3}\/?P(\d{1,9}[YMWD]){0,3}(T(\d{1,9}[HMS]){0,3})?$/)), fc.constantFrom('workdays', 'calendar-days'), (kind, value, days) => {
    const found = dueOf({ kind, value, calendar: days } as Parameters<typeof dueOf>[0], now, calendar)
    assert.ok(found === undefined || !Number.isNaN(found.getTime()))
  }))
})
