import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deploy } from '@xiangyun/bpmn'
import type { Definition, Trail } from '@xiangyun/bpmn'
import { kindOf, mine, visitsOf } from '../watching/mining.ts'
import type { Log } from '../watching/mining.ts'
import { chain, paid } from './host.ts'

const deployed = async (xml: string): Promise<Definition> => {
  const read = await deploy(xml)
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.problems))
  return read.value
}
const definition = await deployed(chain('p', ['a', 'key-1', 'b'], '', paid))
const HOUR = 3_600_000

/** A log in which each element took so many hours, one after the other. */
function log(instance: string, steps: readonly [string, number][], isFinished = true): Log {
  let now = 0
  const events: { at: Date; trail: Trail[] }[] = []
  let pending: Trail[] = []
  for (const [element, hours] of steps) {
    events.push({ at: new Date(now), trail: [...pending, { element, what: 'started' }] })
    now += hours * HOUR
    pending = [{ element, what: 'completed' }]
  }
  events.push({ at: new Date(now), trail: pending })
  return { instance, isFinished, events }
}

const steps = fc.array(fc.tuple(fc.constantFrom('a', 'key-1', 'b'), fc.integer({ min: 0, max: 200 })), { minLength: 1, maxLength: 12 })
const logs = fc.array(steps, { minLength: 1, maxLength: 20 }).map((all) => all.map((one, i) => log(`i${i}`, one as [string, number][])))

test('work and waiting add up to the time that all activities took', () => {
  fc.assert(fc.property(logs, (all) => {
    const mined = mine(definition, all, new Date(0))
    const total = all.flatMap(visitsOf).reduce((sum, visit) => sum + (visit.to!.getTime() - visit.from.getTime()) / HOUR, 0)
    assert.ok(Math.abs(mined.workHours + mined.waitHours - total) < 0.05)
  }))
})

test('variants count every finished instance once while there are few ways', () => {
  fc.assert(fc.property(logs, (all) => {
    const mined = mine(definition, all, new Date(0))
    if (mined.variants.length < 20) assert.equal(mined.variants.reduce((sum, one) => sum + one.count, 0), all.length)
    assert.deepEqual(mined.variants.map((one) => one.count), mined.variants.map((one) => one.count).sort((a, b) => b - a))
  }))
})

test('what a process waits for is no work of an office', () => {
  assert.deepEqual(['a', 'key-1', 'b'].map((element) => kindOf(definition, element)), ['work', 'wait', 'work'])
  const mined = mine(definition, [log('i', [['a', 2], ['key-1', 30], ['b', 1]])], new Date(0))
  assert.deepEqual([mined.workHours, mined.waitHours, mined.medianHours], [3, 30, 33])
  assert.deepEqual(mined.elements.map((one) => [one.element, one.share]), [['key-1', 0.909], ['a', 0.061], ['b', 0.03]])
})

test('an activity that is gone through again counts as done again, and one still open counts up to now', () => {
  const mined = mine(definition, [log('i', [['a', 2], ['b', 1], ['a', 4]]), { instance: 'j', isFinished: false, events: [{ at: new Date(0), trail: [{ element: 'a', what: 'started' }] }] }], new Date(9 * HOUR))
  const a = mined.elements.find((one) => one.element === 'a')!
  assert.deepEqual([a.visits, a.again, a.slowHours, mined.finished, mined.sample], [3, 1, 9, 1, 2])
  assert.deepEqual(mined.flows, [{ from: 'a', to: 'b', times: 1 }, { from: 'b', to: 'a', times: 1 }])
})
