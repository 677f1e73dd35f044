import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readRegisters } from '#modules/data/registers/definitions.ts'
import { root } from '#tests/support/province.ts'
import { departmentOf, isCorrectable, isLate, masked, numberOf, placesOf } from '../rules.ts'

const { registers } = readRegisters([join(root, 'catalogue')])
const people = registers.get('people')!
const firms = registers.get('legal-persons')!

test('a field belongs to the first source that gives it, else to the register’s owner', () => {
  assert.deepEqual(['name', 'phone', 'maritalState', 'education'].map((field) => departmentOf(people, field)), ['public-security', 'human-resources', 'civil-affairs', 'education'])
  assert.equal(departmentOf(firms, 'phone'), 'market-supervision', 'the tax office is heard second')
  assert.equal(departmentOf({ ...people, sources: [] }, 'phone'), 'public-security')
})

test('whose entry it is, whether it has ended, and what is no field are not corrected from a form', () => {
  assert.deepEqual(['identityNumber', 'name', 'nothing', 'constructor', '__proto__'].map((field) => isCorrectable(people, field)), [false, true, false, false, false])
  assert.deepEqual(['creditCode', 'state', 'address'].map((field) => isCorrectable(firms, field)), [false, false, true])
})

test('the owner’s fields go where the household is registered, others to where the person lives, a firm’s to where it is registered', () => {
  assert.deepEqual([placesOf('people', people, 'public-security')[0], placesOf('people', people, 'education')[0], placesOf('legal-persons', firms, 'market-supervision')], ['household', 'residence', ['division']])
})

test('it is late from the day after its last, and never once it is answered', () => {
  assert.deepEqual([isLate('asked', '2026-12-07', '2026-12-07'), isLate('asked', '2026-12-07', '2026-12-08'), isLate('accepted', '2026-12-07', '2027-01-01')], [false, true, false])
})

test('numbers of people are masked, a correction’s own number is short', () => {
  assert.equal(masked('229901199802140212'), '2299**********0212')
  assert.equal(numberOf('2026-11-23', '01900000-0000-7000-8000-0000003f9a2c'), 'GZ20261123-3f9a2c')
})
