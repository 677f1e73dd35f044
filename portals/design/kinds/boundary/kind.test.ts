import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { evaluate } from '@xiangyun/feel/evaluate'
import { areaOf, areaWords, crosses } from '../../maps/geometry.ts'
import type { Place } from '../../maps/geometry.ts'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { boundary } from './kind.ts'

testKind(boundary, about)

const holds = (value: readonly Place[]) => { const found = evaluate(boundary.must[1]!.must, { value }); return found.ok && found.value === true }
const corner = fc.record({ longitude: fc.integer({ min: 0, max: 40 }), latitude: fc.integer({ min: 0, max: 40 }) }).map(({ longitude, latitude }) => ({ longitude: 125 + longitude / 100, latitude: 43 + latitude / 100 }))
/** Corners in the order of their direction from a middle never cross. */
const round = fc.array(fc.record({ angle: fc.double({ min: 0, max: 6.28, noNaN: true }), far: fc.double({ min: 0.01, max: 0.3, noNaN: true }) }), { minLength: 3, maxLength: 20 })
  .map((rays) => [...rays].sort((a, b) => a.angle - b.angle).map(({ angle, far }) => ({ longitude: 126 + far * Math.cos(angle), latitude: 43 + far * Math.sin(angle) })))

test('server and browser find the same crossings', () => {
  fc.assert(fc.property(fc.array(corner, { minLength: 3, maxLength: 9 }), (places) => holds(places) === !crosses(places)), { numRuns: 60 })
  assert.equal(crosses([{ longitude: 0, latitude: 0 }, { longitude: 1, latitude: 1 }, { longitude: 1, latitude: 0 }, { longitude: 0, latitude: 1 }]), true)
})

test('an area is the same wherever one begins and whichever way one goes', () => {
  fc.assert(fc.property(round, fc.nat(), (places, by) => {
    const turned = [...places.slice(by % places.length), ...places.slice(0, by % places.length)]
    const near = (other: number) => Math.abs(other - areaOf(places)) <= 0.01 + 1e-6 * areaOf(places)
    return near(areaOf(turned)) && near(areaOf([...places].reverse()))
  }))
})

test('a square of a hundredth of a degree at 43° north measures what the sphere says', () => {
  const [south, north] = [43, 43.01].map((one) => Math.sin(one * Math.PI / 180))
  const expected = 6_371_008.8 ** 2 * (0.01 * Math.PI / 180) * (north! - south!)
  const square = [[125, 43], [125.01, 43], [125.01, 43.01], [125, 43.01]].map(([longitude, latitude]) => ({ longitude: longitude!, latitude: latitude! }))
  assert.ok(Math.abs(areaOf(square) / expected - 1) < 1e-6)
  assert.equal(areaWords(areaOf(square)), '约 90.42 公顷')
  assert.deepEqual([areaWords(320), areaWords(2.5e6)], ['约 320 平方米', '约 2.5 平方公里'])
})

test('sixty corners are judged in good time', () => {
  const places = Array.from({ length: 60 }, (_, at) => ({ longitude: 125 + Math.cos(at / 9.55) / 10, latitude: 43 + Math.sin(at / 9.55) / 10 }))
  assert.ok(holds(places))
})
