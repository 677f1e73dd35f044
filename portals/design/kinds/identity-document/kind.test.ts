import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { evaluate } from '@xiangyun/feel/evaluate'
import { makeCitizenNumber, parseCitizenNumber } from '@xiangyun/identifiers'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { identityDocument } from './kind.ts'

testKind(identityDocument, about)

const holds = (number: string) => { const found = evaluate(identityDocument.must[0]!.must, { value: { type: '111', number } }); return found.ok && found.value === true }

test('an identity card\'s number is judged as the register judges it', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 20000 }), fc.integer({ min: 0, max: 999 }), fc.constantFrom(...'0123456789X'), (days, order, last) => {
    const birth = new Date(Date.UTC(1950, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)
    const number = makeCitizenNumber({ birthDate: birth, sequence: order })
    const other = `${number.slice(0, 17)}${last}`
    assert.ok(holds(number), number)
    assert.equal(holds(other), parseCitizenNumber(other, { today: '9999-12-31' }).ok)
  }), { numRuns: 60 })
})
