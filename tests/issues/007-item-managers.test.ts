import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { isProblem, must } from '../support/cases.ts'
import { testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
})
after(() => province.end())

const texts = async () => {
  const { value } = await must(api.call('manager', 'GET', '/managed-items/passport'), 'read')
  return { text: String(value['text']), formText: String(value['formText']) }
}

/** The permission says what a role may do, not for whom: a county's manager published an item for the whole province. */
test("a county's item manager edits and publishes nothing for the province", async () => {
  const county = 'item-manager.government-service.220102'
  const { text, formText } = await texts()
  isProblem(await api.call(county, 'PUT', '/managed-items/passport/draft', { text, formText }), 403, 'items/province-only')
  isProblem(await api.call(county, 'POST', '/managed-items/passport/versions', { text: text.replace('name: ', 'name: 别的'), formText, effectiveFrom: '2099-01-01' }), 403, 'items/province-only')
  assert.equal((await api.call(county, 'GET', '/managed-items/passport')).status, 200)
})

test("a county's auditor does not read the province's log", async () => {
  const county = 'auditor.government-service.220102'
  isProblem(await api.call(county, 'GET', '/audit'), 403, 'kernel/forbidden')
  isProblem(await api.call(county, 'POST', '/audit/verification', {}), 403, 'kernel/forbidden')
})

test('whatever a manager types is checked and told, and is no bug', async () => {
  const { text, formText } = await texts()
  const unfolding = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefgh'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)].join('\n')
  const tries: [string, string][] = [
    [unfolding, formText], [`${text}\n${unfolding}`, formText], [`a: ${'['.repeat(9000)}`, formText], ['- 1', formText], ['null', formText], ['', formText], ['a: &a [*a]', formText],
    ...['{}', 'null', '[]', '"x"', '7', '{"schema":{},"ui":[{}]}', '{"schema":[],"ui":{}}', '{"schema":{},"ui":[{"section":"一","ask":[null]}]}', '{"schema":{},"ui":[],"rules":[null]}', `${'['.repeat(9000)}${']'.repeat(9000)}`].map((form): [string, string] => [text, form]),
  ]
  for (const [item, form] of tries) {
    const answer = await must(api.call('manager', 'POST', '/managed-items/passport/check', { text: item, formText: form }), `check ${item.slice(0, 30)} ${form.slice(0, 40)}`)
    assert.ok((answer.value['problems'] as unknown[]).length > 0, `${item.slice(0, 40)} ${form.slice(0, 40)}`)
  }
})
