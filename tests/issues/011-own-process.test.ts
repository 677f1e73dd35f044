import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { must } from '../support/cases.ts'
import { root, testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

const folder = mkdtempSync(join(tmpdir(), 'xy-own-'))
let province: TestProvince
let api: Api
before(async () => {
  const item = join(folder, 'items', 'passport')
  cpSync(join(root, 'catalogue', 'items', 'passport'), item, { recursive: true })
  const shared = readFileSync(join(root, 'catalogue', 'processes', 'promised.bpmn'), 'utf8')
  writeFileSync(join(item, 'process.bpmn'), shared.replaceAll('id="promised"', 'id="passport"').replace('name="承诺件"', 'name="护照自己的流程"'))
  province = await testProvince({ environment: { CATALOGUE_PATH: folder } })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
})
after(async () => {
  await province.end()
  rmSync(folder, { recursive: true, force: true })
})

/** Published in the browser, an item that brings its own process went back to the shared one. */
test('an item keeps its own process when a manager publishes it in the browser', async () => {
  const { value } = await must(api.call('manager', 'GET', '/managed-items/passport'), 'read')
  await must(api.call('manager', 'POST', '/managed-items/passport/versions', { text: `${String(value['text'])}\n# 改了\n`, formText: value['formText'], effectiveFrom: '2026-12-01' }), 'publish')
  const { value: process } = await must(api.call('manager', 'GET', '/processes/passport'), 'its own process')
  assert.deepEqual((process['items'] as { id: string }[]).map((one) => one.id), ['passport'])
  assert.equal(process['name'], '护照自己的流程')
})
