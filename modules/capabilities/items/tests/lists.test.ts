import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'
import { catalogueLists } from '../lists.ts'

test('dictionaries and types of licences are listed by their names', () => {
  const { dictionaries, licenceTypes } = catalogueLists([join(import.meta.dirname, '..', '..', '..', '..', 'catalogue')])
  assert.equal(dictionaries.find((one) => one.id === 'cert-type')?.name, '申请人证件类型')
  assert.equal(licenceTypes.find((one) => one.id === 'business-licence')?.name, '营业执照')
  assert.ok(licenceTypes.some((one) => one.id === 'food-business-licence'), 'an item may bring its own')
  assert.equal(new Set(licenceTypes.map((one) => one.id)).size, licenceTypes.length)
})
