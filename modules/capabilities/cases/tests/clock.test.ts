import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, makeCalendar } from '@xiangyun/kernel/time'
import { readCalendar } from '#server/province.ts'
import { accept, dueOn, extend, lampOf, pause, pausedDays, resume, startClock } from '../clock.ts'
import type { Clock } from '../clock.ts'

const calendar = makeCalendar(readCalendar(join(import.meta.dirname, '..', '..', '..', '..', 'catalogue')))
const day = (n: number) => addDays('2026-01-01', n)
const anyDay = fc.integer({ min: 0, max: 300 }).map(day)
const anyLimit = fc.integer({ min: 0, max: 60 })
/** A clock accepted on a day, with pauses that begin afterwards, some of them still open. */
const anyClock = fc.record({ on: anyDay, statutory: anyLimit, promise: anyLimit, pauses: fc.array(fc.record({ after: fc.integer({ min: 0, max: 30 }), days: fc.integer({ min: 0, max: 20 }), ended: fc.boolean() }), { maxLength: 4 }) })
  .map(({ on, statutory, promise, pauses }): Clock => ({ ...accept(startClock(statutory, promise), on), pauses: pauses.map((p, i) => ({ id: `p${i}`, reason: '专家评审', from: addDays(on, p.after), ...(p.ended ? { to: addDays(addDays(on, p.after), p.days) } : {}) })) }))

test('before acceptance no day is due and no lamp burns', () => {
  fc.assert(fc.property(anyLimit, anyLimit, anyDay, (statutory, promise, today) => {
    const clock = startClock(statutory, promise)
    assert.deepEqual([dueOn(clock, 'statutory', today, calendar), dueOn(clock, 'promise', today, calendar), lampOf(clock, today, calendar)], [null, null, 'none'])
  }))
})
test('nothing is due before acceptance, and what is promised is never later than the law allows', () => {
  fc.assert(fc.property(anyClock, anyDay, (clock, today) => {
    const [due, promise] = [dueOn(clock, 'statutory', today, calendar)!, dueOn(clock, 'promise', today, calendar)!]
    assert.ok(due >= clock.accepted! && promise >= clock.accepted! && promise <= due)
    assert.ok(calendar.isWorkday(due) && calendar.isWorkday(promise), 'a limit ends on a day that is worked')
  }))
})
test('accepting twice changes nothing', () => {
  fc.assert(fc.property(anyClock, anyDay, (clock, later) => assert.equal(accept(clock, later), clock)))
})
test('a pause never shortens a limit, and an ended one is worth just the workdays it lasted', () => {
  fc.assert(fc.property(anyDay, anyLimit, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 30 }), (on, limit, after, length) => {
    const plain = accept(startClock(limit, limit), on)
    const [from, to] = [addDays(on, after), addDays(on, after + length)]
    const paused = resume(pause(plain, 'p', '补充勘验', from), 'p', to)
    assert.equal(pausedDays(paused, to, calendar), calendar.between(from, to))
    assert.equal(dueOn(paused, 'statutory', to, calendar), calendar.add(on, limit + calendar.between(from, to)))
    assert.ok(dueOn(paused, 'statutory', to, calendar)! >= dueOn(plain, 'statutory', to, calendar)!)
  }))
})
test('days on which two pauses overlap count once', () => {
  fc.assert(fc.property(anyClock, anyDay, (clock, today) => {
    const doubled = { ...clock, pauses: [...clock.pauses, ...clock.pauses.map((p) => ({ ...p, id: `${p.id}+` }))] }
    assert.equal(pausedDays(doubled, today, calendar), pausedDays(clock, today, calendar))
  }))
})
test('a pause opened twice under one name is one pause; resumed twice it keeps its first end', () => {
  fc.assert(fc.property(anyDay, fc.integer({ min: 0, max: 20 }), (on, length) => {
    const clock = accept(startClock(20, 10), on)
    const once = pause(clock, 'p', '公示', on)
    assert.equal(pause(once, 'p', '公示', addDays(on, 3)), once)
    const ended = resume(once, 'p', addDays(on, length))
    assert.deepEqual(resume(ended, 'p', addDays(on, length + 9)), ended)
  }))
})
test('while the clock stands the lamp says so; a case in time is never red, one past the statutory day always is', () => {
  fc.assert(fc.property(anyClock, anyDay, (clock, today) => {
    const lamp = lampOf(clock, today, calendar)
    if (clock.pauses.some((p) => !p.to)) return assert.equal(lamp, 'paused')
    const due = dueOn(clock, 'statutory', today, calendar)!
    assert.equal(lamp === 'red', today > due)
    if (today >= dueOn(clock, 'promise', today, calendar)! && today <= due) assert.equal(lamp, 'yellow')
  }))
})
test('an extension adds its workdays to both limits of a day or more; a matter done on the spot has none to extend', () => {
  fc.assert(fc.property(anyClock, fc.integer({ min: 1, max: 30 }), anyDay, (clock, more, today) => {
    fc.pre(clock.statutory > 0 && clock.promise > 0)
    for (const kind of ['statutory', 'promise'] as const) assert.equal(calendar.between(dueOn(clock, kind, today, calendar)!, dueOn(extend(clock, more), kind, today, calendar)!), more)
  }))
})
