import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

let province: TestProvince
before(async () => { province = await testProvince() })
after(() => province.end())

const from = (remoteAddress: string, url: string, method: 'GET' | 'POST' = 'GET') => province.app.inject({
  method, url, remoteAddress, headers: { 'x-xiangyun': '1', 'content-type': method === 'POST' ? 'application/x-www-form-urlencoded' : 'application/json' }, ...(method === 'POST' ? { payload: 'login=x&password=y' } : {}),
})

/** Licence identifiers follow each other: without a limit, one machine could ask for all of them. */
test('one address asks for so many licences a minute, then is told to wait; another is not', async () => {
  for (let n = 0; n < 60; n++) assert.notEqual((await from('203.0.113.5', `/api/verification/guess-${n}`)).statusCode, 429)
  const refused = await from('203.0.113.5', '/api/verification/guess-61')
  assert.equal(refused.statusCode, 429)
  assert.equal(refused.json().code, 'kernel/too-many')
  assert.notEqual((await from('203.0.113.6', '/api/verification/guess')).statusCode, 429)
})
test('one address tries so many passwords a minute, whatever the accounts', async () => {
  for (let n = 0; n < 60; n++) assert.notEqual((await from('203.0.113.7', '/sign-in/page/none', 'POST')).statusCode, 429)
  assert.equal((await from('203.0.113.7', '/sign-in/page/none', 'POST')).statusCode, 429)
})
test('the demonstration’s own machine is left alone', async () => {
  for (let n = 0; n < 70; n++) assert.notEqual((await from('127.0.0.1', `/api/verification/own-${n}`)).statusCode, 429)
})
