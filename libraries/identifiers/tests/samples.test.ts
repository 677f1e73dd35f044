import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  buildCaseNumber, buildImplementationCode, creditCodeCheckDigit, parseBasicCode, parseCaseNumber, parseCitizenNumber,
  parseCreditCode, parseImplementationCode, parseLicenceIdentifier, parseOrganisationCode,
} from '../index.ts'

interface Samples {
  citizenId: { valid: string[]; invalid: string[] }
  uscc: { alphabet: string; weights: number[]; valid: string[]; invalid: string[] }
  orgCode: { validFromUscc: string[] }
  certificateIdentifier: { valid: string[]; invalidFoundInTheWild: string[] }
  taskCode: { implementationCode31: string; parts: { deptUscc: string; useLevel: string; catalogCode: string }; projectNo43: string }
}

const samples = JSON.parse(readFileSync(new URL('vectors/code-check-samples.json', import.meta.url), 'utf8')) as Samples
const today = '2026-03-02'

test('every published identity number sample is judged as published (GB 11643)', () => {
  for (const number of samples.citizenId.valid) assert.equal(parseCitizenNumber(number, { today }).ok, true, number)
  const failures = samples.citizenId.invalid.map((number) => parseCitizenNumber(number, { today }))
  assert.deepEqual(failures.map((result) => !result.ok && result.code), ['check-digit', 'birth-date'])
})

test('a lower-case x is the same number, and its parts are read', () => {
  const result = parseCitizenNumber(` ${(samples.citizenId.valid[0] ?? '').toLowerCase()} `, { today })
  assert.ok(result.ok)
  assert.equal(result.value.number, samples.citizenId.valid[0])
  assert.equal(result.value.birthDate, '1949-12-31')
  assert.equal(result.value.sex, 'female')
  assert.equal(result.value.synthetic, false)
})

test('every published credit code is judged as published, form and check digit told apart (GB 32100)', () => {
  for (const code of samples.uscc.valid) {
    const result = parseCreditCode(code)
    assert.ok(result.ok, code)
    assert.equal(result.value.organisationChecks, true, code)
    assert.equal(creditCodeCheckDigit(code.slice(0, 17)), code.charAt(17))
  }
  const failures = samples.uscc.invalid.map((code) => parseCreditCode(code))
  assert.deepEqual(failures.map((result) => !result.ok && result.code), ['check-digit', 'format'])
})

test('every published organisation code is valid, with and without its hyphen (GB 11714)', () => {
  for (const code of samples.orgCode.validFromUscc) {
    assert.equal(parseOrganisationCode(code).ok, true, code)
    const bare = parseOrganisationCode(code.replace('-', ''))
    assert.ok(bare.ok)
    assert.equal(bare.value.display, code)
  }
})

test('every published licence identifier is judged as published (GB/T 36904)', () => {
  for (const identifier of samples.certificateIdentifier.valid) assert.equal(parseLicenceIdentifier(identifier).ok, true, identifier)
  for (const identifier of samples.certificateIdentifier.invalidFoundInTheWild) {
    const result = parseLicenceIdentifier(identifier)
    assert.equal(!result.ok && result.code, 'check-digit', identifier)
  }
})

test('the published implementation code and case number are read and built (GB/T 39554.1)', () => {
  const { implementationCode31, parts, projectNo43 } = samples.taskCode
  const read = parseImplementationCode(implementationCode31)
  assert.ok(read.ok)
  assert.equal(read.value.organisation, parts.deptUscc)
  assert.equal(read.value.level, parts.useLevel)
  assert.equal(read.value.basic.code, parts.catalogCode)
  assert.equal(read.value.organisationChecks, true)
  assert.deepEqual(buildImplementationCode({ organisation: parts.deptUscc, level: '4', basic: parts.catalogCode }), { ok: true, value: implementationCode31 })

  const basic = parseBasicCode(parts.catalogCode)
  assert.ok(basic.ok)
  assert.deepEqual([basic.value.catalogue, basic.value.type, basic.value.department, basic.value.main, basic.value.sub], ['00', '01', '17', '051', '000'])

  const number = parseCaseNumber(projectNo43)
  assert.ok(number.ok)
  assert.equal(number.value.date, '2020-10-20')
  assert.equal(number.value.serial, 8)
  assert.deepEqual(buildCaseNumber({ itemCode: implementationCode31, date: '2020-10-20', serial: 8 }), { ok: true, value: projectNo43 })
})
