import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  CREDIT_CODE_ALPHABET, buildCaseNumber, buildCreditCode, buildFoodLicenceNumber, buildImplementationCode, buildLicenceIdentifier,
  buildSubItemCode, makeCitizenNumber, maskCitizenNumber, maskName, maskPhone, organisationCheckDigit, parseCaseNumber, parseCitizenNumber,
  parseCreditCode, parseDivisionCode, parseFoodLicenceNumber, parseImplementationCode, parseLicenceIdentifier, parseMobileNumber,
  parseOrganisationCode, parseSubItemCode,
} from '../index.ts'
import type { Result } from '../index.ts'

const today = '2026-03-02'
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const textOf = (alphabet: string, minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })
const digits = (length: number) => textOf('0123456789', length)
const anyDate = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-03-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))

const anyCitizenNumber = fc.record({ county: fc.nat(99), birthDate: anyDate, sequence: fc.nat(999) })
const anyCreditParts = fc.record({ category: fc.constantFrom('11', '12', '91', '92', 'N2'), division: digits(6), organisation: textOf(CREDIT_CODE_ALPHABET, 9) })
const anyCreditCode = anyCreditParts.map((parts) => unwrap(buildCreditCode(parts)))
const anyItemCode = fc.tuple(anyCreditCode, fc.constantFrom('1', '2', '3', '4', '5', '6'), digits(12)).map((parts) => parts.join(''))
const anyLicenceParts = fc.record({
  type: textOf(ALPHANUMERIC, 21), issuer: textOf(ALPHANUMERIC, 18), serial: textOf(ALPHANUMERIC, 1, 32), version: fc.integer({ min: 1, max: 999 }),
})
const anyFoodParts = fc.record({
  business: fc.constantFrom('1' as const, '2' as const, '3' as const), division: digits(4).map((rest) => `22${rest}`), serial: fc.nat(999999),
})

function unwrap<Value>(result: Result<Value, string>): Value {
  assert.ok(result.ok)
  return result.value
}

/** Whether the reader refuses the text with any one character of the alphabet put wrong at any place. */
function findsEverySingleError(text: string, alphabet: string, places: readonly number[], reads: (text: string) => boolean): boolean {
  return places.every((place) => Array.from(alphabet).every((character) =>
    character === text.charAt(place) || !reads(text.slice(0, place) + character + text.slice(place + 1))))
}
const places = (length: number, from = 0) => Array.from({ length: length - from }, (_, index) => from + index)

test('an identity number that is made reads back', () => {
  fc.assert(fc.property(anyCitizenNumber, (parts) => {
    const read = unwrap(parseCitizenNumber(makeCitizenNumber(parts), { today }))
    return read.birthDate === parts.birthDate && Number(read.sequence) === parts.sequence && read.sex === (parts.sequence % 2 ? 'male' : 'female')
  }))
})

test('every single wrong digit of an identity number is found', () => {
  fc.assert(fc.property(anyCitizenNumber, (parts) =>
    findsEverySingleError(makeCitizenNumber(parts), '0123456789X', places(18), (text) => parseCitizenNumber(text, { today }).ok)))
})

test('every swap of unequal neighbours in an identity number is found', () => {
  fc.assert(fc.property(anyCitizenNumber, fc.nat(15), (parts, place) => {
    const number = makeCitizenNumber(parts)
    const swapped = number.slice(0, place) + number.charAt(place + 1) + number.charAt(place) + number.slice(place + 2)
    return swapped === number || !parseCitizenNumber(swapped, { today }).ok
  }))
})

test('a credit code that is built reads back, and every single wrong character is found', () => {
  fc.assert(fc.property(anyCreditParts, (parts) => {
    const code = unwrap(buildCreditCode(parts))
    const read = unwrap(parseCreditCode(code))
    assert.deepEqual([read.category, read.division, read.organisation], [parts.category, parts.division, parts.organisation])
    return findsEverySingleError(code, CREDIT_CODE_ALPHABET, places(18), (text) => parseCreditCode(text).ok)
  }), { numRuns: 50 })
})

test('every single wrong digit of an organisation code made of digits is found', () => {
  fc.assert(fc.property(digits(8), (body) =>
    findsEverySingleError(body + organisationCheckDigit(body), '0123456789', places(8), (text) => parseOrganisationCode(text).ok)))
})

test('a licence identifier that is built reads back, and every single wrong character is found', () => {
  fc.assert(fc.property(anyLicenceParts, (parts) => {
    const identifier = unwrap(buildLicenceIdentifier(parts))
    const { type, issuer, serial, version } = unwrap(parseLicenceIdentifier(identifier))
    assert.deepEqual({ type, issuer, serial, version }, { ...parts })
    const inside = places(identifier.length, 15).filter((place) => identifier.charAt(place) !== '.')
    return findsEverySingleError(identifier, ALPHANUMERIC, inside, (text) => parseLicenceIdentifier(text).ok)
  }), { numRuns: 30 })
})

test('a food licence number that is built reads back, and every single wrong digit is found', () => {
  fc.assert(fc.property(anyFoodParts, (parts) => {
    const number = unwrap(buildFoodLicenceNumber(parts))
    const { business, division, serial } = unwrap(parseFoodLicenceNumber(number))
    assert.deepEqual({ business, division, serial }, { ...parts })
    return findsEverySingleError(number, '0123456789', places(16, 2), (text) => parseFoodLicenceNumber(text).ok)
  }))
})

test('implementation, sub-item and case numbers that are built read back', () => {
  fc.assert(fc.property(anyItemCode, fc.integer({ min: 1, max: 99 }), anyDate, fc.nat(9999), (itemCode, number, date, serial) => {
    const read = unwrap(parseImplementationCode(itemCode))
    assert.equal(unwrap(buildImplementationCode({ organisation: read.organisation, level: read.level, basic: read.basic.code })), itemCode)
    assert.equal(unwrap(parseSubItemCode(unwrap(buildSubItemCode(itemCode, number)))).number, number)
    const caseNumber = unwrap(parseCaseNumber(unwrap(buildCaseNumber({ itemCode, date, serial }))))
    assert.deepEqual([caseNumber.itemCode, caseNumber.date, caseNumber.serial], [itemCode, date, serial])
  }))
})

test('no reader throws on any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
    parseCitizenNumber(text, { today })
    for (const read of [parseCreditCode, parseOrganisationCode, parseDivisionCode, parseImplementationCode, parseSubItemCode,
      parseCaseNumber, parseLicenceIdentifier, parseFoodLicenceNumber, parseMobileNumber]) read(text)
  }))
})

test('masking never changes how many characters there are', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    const count = Array.from(text).length
    return [maskCitizenNumber, maskPhone, maskName].every((mask) => Array.from(mask(text)).length === count)
  }))
})
