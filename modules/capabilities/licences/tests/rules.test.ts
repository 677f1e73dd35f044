import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { problemLine } from '@xiangyun/kernel/definitions'
import { memoryKeys } from '@xiangyun/kernel/keys'
import { drawLicence } from '../face.ts'
import { patternProblem, planNumber } from '../numbering.ts'
import { change, completeFace, stateOn } from '../rules.ts'
import type { Act } from '../rules.ts'
import { makeCode, readCode } from '../showing.ts'
import { readLicenceTypes, typeCode } from '../types.ts'

const { types, problems } = readLicenceTypes([new URL('../../../../catalogue', import.meta.url).pathname])
const anyState = fc.constantFrom('valid' as const, 'suspended' as const, 'revoked' as const, 'cancelled' as const, 'expired' as const, 'replaced' as const)
const anyAct = fc.constantFrom<Act>('suspend', 'restore', 'revoke', 'cancel', 'replace')
const facts = { holder: '229901199003070017', division: '220102', place: '南关区', issuedOn: '2026-03-02', values: { licenceForm: 2, decided: { kind: 'A' }, creditCode: '91', plate: '吉AT1' } }

test('the catalogue’s licence types have no mistakes, and each has a type code of its own', () => {
  assert.deepEqual(problems.map(problemLine), [])
  const codes = [...types.values()].map(typeCode)
  assert.equal(new Set(codes).size, codes.length)
  for (const code of codes) assert.match(code, /^11100000TT[0-9A-Z]{11}$/)
})

test('revoked, cancelled and replaced are ends', () => {
  fc.assert(fc.property(fc.constantFrom('revoked' as const, 'cancelled' as const, 'replaced' as const), anyAct, (state, act) => !change(state, act).ok))
})

test('nothing is done twice but suspending after a restoration', () => {
  fc.assert(fc.property(anyState, anyAct, (state, act) => {
    const first = change(state, act)
    return !first.ok || !change(first.value, act).ok
  }))
})

test('a licence is in force through its last day and expired after it; only a valid one expires', () => {
  fc.assert(fc.property(anyState, (state) => stateOn(state, '2026-03-02', '2026-03-02') === state && stateOn(state, null, '9999-01-01') === state
    && stateOn(state, '2026-03-02', '2026-03-03') === (state === 'valid' ? 'expired' : state)))
})

test('different serials of one scope give different numbers', () => {
  for (const [id, type] of types) {
    const values = new Proxy(facts.values, { has: () => true, get: (_, name) => (name === 'licenceForm' ? 2 : '1') })
    const plan = planNumber(type.numbering.pattern, { ...facts, values })
    assert.ok(plan.ok, id)
    if (plan.value.scope === undefined) continue
    fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (a, b) => (a === b) === (plan.value.finish(a) === plan.value.finish(b))), { numRuns: 20 })
  }
})

test('a number tells what it lacks, and a pattern what it does not know', () => {
  const missing = planNumber('JY{from:licenceForm}{serial:6}', { ...facts, values: {} })
  assert.ok(!missing.ok && missing.detail?.includes('licenceForm'))
  assert.equal(planNumber('{from:decided.kind}{serial:2}', facts).ok, true)
  assert.ok(patternProblem('{serial:6}{serial:2}'))
  assert.ok(patternProblem('{weather}'))
})

test('a face has each label once, in the type’s order, and nothing empty', () => {
  const type = types.get('food-business-licence')!
  fc.assert(fc.property(fc.array(fc.record({ label: fc.constantFrom(...type.fields.map((f) => f.label), '备注'), value: fc.string() })), (given) => {
    const unique = [...new Map(given.map((f) => [f.label, f])).values()]
    const face = completeFace(type, unique, { number: 'N', issuer: '局', issuedOn: '2026-03-02', validFrom: '2026-03-02', validUntil: null })
    const order = face.map((f) => type.fields.findIndex((t) => t.label === f.label)).filter((i) => i >= 0)
    return new Set(face.map((f) => f.label)).size === face.length && order.every((at, i) => i === 0 || order[i - 1]! < at) && face.every((f) => f.value.trim() !== '')
  }))
})

test('any text fits on the sheet: nothing of a face is lost, it goes on to further pages', () => {
  fc.assert(fc.property(fc.array(fc.record({ label: fc.string({ minLength: 1, maxLength: 20 }), value: fc.string({ maxLength: 900 }) }), { maxLength: 30 }), fc.constantFrom('portrait' as const, 'landscape' as const), (fields, orientation) => {
    const drawn = drawLicence({ orientation, title: '示例证', number: '1', identifier: '1', fields, issuer: '示例局', issuedOn: '2026-03-02', address: 'http://localhost/verify?c=1', demonstration: true })
    const said = drawn.pages.flatMap((p) => p.items).flatMap((i) => (i.kind === 'text' ? [i.text] : [])).join('')
    return fields.every((f) => [...f.label].every((c) => c.trim() === '' || said.includes(c)))
  }), { numRuns: 40 })
})

test('a shown code reads back, and no changed code does', () => {
  const keys = memoryKeys(Buffer.alloc(32, 1))
  const licence = '0190f3c2-a5b4-7cde-8f01-23456789abcd'
  const code = makeCode(keys, licence, new Date('2026-03-02T02:00:00Z'))
  assert.deepEqual(readCode(keys, code), { licence, until: new Date('2026-03-02T02:00:00Z') })
  fc.assert(fc.property(fc.integer({ min: 1, max: code.length - 1 }), fc.constantFrom(...'ABCxyz019-_'), (at, letter) => code[at] === letter || readCode(keys, code.slice(0, at) + letter + code.slice(at + 1)) === undefined))
  assert.equal(readCode(memoryKeys(Buffer.alloc(32, 2)), code), undefined)
})
