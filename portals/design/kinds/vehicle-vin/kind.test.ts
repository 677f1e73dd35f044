import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { evaluate } from '@xiangyun/feel/evaluate'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { vehicleVin } from './kind.ts'

testKind(vehicleVin, about)

const worth: Readonly<Record<string, number>> = { A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8, J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9, S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 }
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/** The ninth sign, reckoned once more by another way. */
function whole(vin: string): string {
  const sum = [...vin].reduce((total, sign, at) => total + (worth[sign] ?? Number(sign)) * weights[at]!, 0)
  return `${vin.slice(0, 8)}${'0123456789X'[sum % 11]}${vin.slice(9)}`
}
const anyVin = fc.array(fc.constantFrom(...'0123456789ABCDEFGHJKLMNPRSTUVWXYZ'), { minLength: 17, maxLength: 17 }).map((signs) => whole(signs.join('')))
const holds = (value: string) => { const found = evaluate(vehicleVin.must[0]!.must, { value }); return found.ok && found.value === true }

test('every number with its right ninth sign is taken, and none with another', () => {
  fc.assert(fc.property(anyVin, fc.constantFrom(...'0123456789X'), (vin, sign) => {
    assert.ok(holds(vin), vin)
    return holds(`${vin.slice(0, 8)}${sign}${vin.slice(9)}`) === (sign === vin[8])
  }), { numRuns: 60 })
})
