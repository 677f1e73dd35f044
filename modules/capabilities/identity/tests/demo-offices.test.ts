import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { join } from 'node:path'
import { readOrganisations } from '#modules/data/organisations/port.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import { demoOffices } from '../demo-offices.ts'
import { signInPage } from '../sign-in-page.ts'

const organisations = readOrganisations([join(import.meta.dirname, '../../../../catalogue')])
let province: TestProvince
before(async () => { province = await testProvince() })
after(() => province.end())

test('an office is found by its name, with an account for each of its posts', () => {
  const { offices, more } = demoOffices(organisations, '南关区公安局')
  assert.deepEqual(offices.map(({ name }) => name), ['长春市南关区公安局'])
  assert.equal(more, false)
  assert.deepEqual(offices[0]!.accounts.map(({ account }) => account), ['window-clerk', 'reviewer', 'inspector', 'expert', 'decider', 'department-head'].map((role) => `${role}.public-security.220102`))
  for (const { account } of offices[0]!.accounts) assert.ok(organisations.official(account), account)
})

test('named accounts stand first, a township says for which department it works, and too many are told', () => {
  assert.deepEqual(demoOffices(organisations, '南关区市场监督').offices[0]!.accounts.slice(0, 3).map(({ account }) => account), ['reviewer', 'approver', 'head'])
  const [township] = demoOffices(organisations, '220102001 民政').offices
  assert.match(township!.name, /（民政）$/)
  assert.ok(township!.accounts.some(({ account }) => account === 'reviewer.civil-affairs.220102001'))
  const many = demoOffices(organisations, '公安局')
  assert.equal(many.more, true)
  assert.equal(many.offices.length, 8)
  assert.deepEqual(demoOffices(organisations, '没有这个单位').offices, [])
  assert.deepEqual(demoOffices(organisations, '  ').offices, [])
})

test('the sign-in page offers the search in a demonstration and nowhere else', () => {
  const { environment } = province.platform
  const page = signInPage(environment, 'one', { office: '南关区公安局' })
  assert.match(page, /<h3>长春市南关区公安局<\/h3>/)
  assert.match(page, /value="decider\.public-security\.220102"/)
  assert.match(signInPage(environment, 'one', { office: '<b>' }), /value="&#60;b&#62;"/)
  const real = signInPage({ ...environment, config: { ...environment.config, demonstration: false } }, 'one', { office: '南关区公安局' })
  assert.doesNotMatch(real, /演示|decider|xiangyun-demo/)
})
