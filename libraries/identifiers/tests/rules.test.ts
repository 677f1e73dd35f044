import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  buildCaseNumber, buildSubItemCode, currentDivision, divisionAncestors, divisionKind, divisionLevel, divisionParent, isSynthetic,
  isWithinDivision, makeCitizenNumber, maskAccount, maskCitizenNumber, maskName, maskPhone, parseCaseNumber, parseCitizenNumber,
  parseDivisionCode, parseFoodLicenceNumber, parseImplementationCode, parseMobileNumber, provinceName, retiredDivision,
} from '../index.ts'

const today = '2026-03-02'
const item = '11220000000000000A4000131011000'

test('nobody is born after today, and being born today is fine', () => {
  const tomorrow = parseCitizenNumber(makeCitizenNumber({ birthDate: '2026-03-03', sequence: 1 }), { today })
  assert.equal(!tomorrow.ok && tomorrow.code, 'future-date')
  assert.equal(parseCitizenNumber(makeCitizenNumber({ birthDate: today, sequence: 1 }), { today }).ok, true)
})

test('29 February exists in leap years only', () => {
  assert.equal(parseCitizenNumber(makeCitizenNumber({ birthDate: '2000-02-29', sequence: 2 }), { today }).ok, true)
  assert.throws(() => makeCitizenNumber({ birthDate: '1900-02-29', sequence: 2 }), RangeError)
})

test('every number that is made is recognised as synthetic', () => {
  const number = makeCitizenNumber({ county: 7, birthDate: '1990-03-07', sequence: 12 })
  assert.equal(isSynthetic(number), true)
  const read = parseCitizenNumber(number, { today })
  assert.ok(read.ok)
  assert.deepEqual([read.value.division, read.value.sex, read.value.synthetic], ['229907', 'female', true])
  assert.throws(() => makeCitizenNumber({ county: 100, birthDate: '1990-03-07', sequence: 12 }), RangeError)
})

test('a code that opens with no province is refused', () => {
  const division = parseDivisionCode('990000')
  assert.equal(!division.ok && division.code, 'division')
  assert.equal(provinceName('220102'), '吉林省')
})

test('a division knows its level, parent and ancestors in every length', () => {
  assert.equal(divisionLevel('220000'), 'province')
  assert.equal(divisionLevel('222400'), 'prefecture')
  assert.equal(divisionLevel('220102'), 'county')
  assert.equal(divisionLevel('220102001'), 'township')
  assert.equal(divisionLevel('220102001000'), 'township')
  assert.equal(divisionLevel('220102001002'), 'village')
  assert.equal(divisionLevel('220002'), undefined)
  assert.equal(divisionParent('220000'), undefined)
  assert.equal(divisionParent('220102001000'), '220102')
  assert.deepEqual(divisionAncestors('220102001002'), ['220102001', '220102', '220100', '220000'])
  assert.equal(isWithinDivision('220102001002', '220100'), true)
  assert.equal(isWithinDivision('220100', '220102'), false)
  assert.equal(isWithinDivision('220100', '220100000000'), true)
})

test('digits tell the kind of a county, township and village', () => {
  assert.deepEqual(['220102', '220122', '220182', '220171', '220000'].map(divisionKind), ['市辖区', '县', '县级市', '统计专用区', undefined])
  assert.deepEqual(['220102001', '220122100', '220122200', '220122400'].map(divisionKind), ['街道', '镇', '乡', '类似乡级单位'])
  assert.deepEqual(['220102001001', '220122100200', '220122100400'].map(divisionKind), ['居委会', '村委会', '类似村级单位'])
})

test('Gongzhuling moved from Siping to Changchun in 2020', () => {
  assert.equal(currentDivision('220381'), '220184')
  assert.equal(currentDivision('220184'), '220184')
  assert.equal(retiredDivision('220381')?.year, 2020)
})

test('a busy office widens its serial, and a serial that does not fit is refused', () => {
  const full = buildCaseNumber({ itemCode: item, date: today, serial: 10000 })
  assert.equal(!full.ok && full.code, 'serial')
  const wide = buildCaseNumber({ itemCode: item, date: today, serial: 10000, serialLength: 6 })
  assert.ok(wide.ok)
  const read = parseCaseNumber(wide.value)
  assert.ok(read.ok)
  assert.deepEqual([read.value.serial, read.value.serialLength, read.value.date], [10000, 6, today])
  const longest = buildCaseNumber({ itemCode: item, date: today, serial: 1, serialLength: 12 })
  assert.equal(!longest.ok && longest.code, 'serial')
})

test('a case taken by sub-item has 33 digits before its date', () => {
  const sub = buildSubItemCode(item, 3)
  assert.ok(sub.ok)
  const number = buildCaseNumber({ itemCode: sub.value, date: today, serial: 5 })
  assert.ok(number.ok)
  const read = parseCaseNumber(number.value, { itemCodeLength: 33 })
  assert.ok(read.ok)
  assert.equal(read.value.itemCode, sub.value)
})

test('an implementation code whose body has a wrong check digit is read and marked', () => {
  const read = parseImplementationCode(item)
  assert.ok(read.ok)
  assert.equal(read.value.organisationChecks, false)
  const level = parseImplementationCode(item.slice(0, 18) + '9' + item.slice(19))
  assert.equal(!level.ok && level.code, 'level')
})

test('a food business licence number has a business digit 1 to 3', () => {
  const wrong = parseFoodLicenceNumber('JY42299010000018')
  assert.equal(!wrong.ok && wrong.code, 'format')
})

test('a mobile number is read with its country code and spaces', () => {
  assert.deepEqual(parseMobileNumber('+86 139-0000-0000'), { ok: true, value: '13900000000' })
  assert.equal(parseMobileNumber('12900000000').ok, false)
})

test('masking keeps what recognition needs and no more', () => {
  assert.equal(maskCitizenNumber('229901199003071234'), '2299**********1234')
  assert.equal(maskPhone('13900001234'), '139****1234')
  assert.equal(maskAccount('6222000011112222'), '************2222')
  assert.deepEqual(['王', '王明', '王小明', '欧阳小明', '𠮷田'].map(maskName), ['*', '王*', '王*明', '欧**明', '𠮷*'])
})

test('a text too short to mask is hidden whole', () => {
  assert.equal(maskCitizenNumber('22991234'), '********')
  assert.equal(maskPhone(''), '')
})
