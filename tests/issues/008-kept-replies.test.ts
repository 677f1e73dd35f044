import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase, sql } from '@xiangyun/kernel/database'
import { innerApi } from '#sim/api.ts'
import { must, person, withFee } from '../support/cases.ts'
import { testProvince } from '../support/province.ts'

/** A draft's content is sealed, and the reply that was kept for sending it twice had all of it in plain text. */
test('a kept reply is sealed and still answers the same request again', async () => {
  const province = await testProvince()
  const database = openDatabase({ url: province.databaseUrl, size: 1 })
  try {
    const api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
    const me = await person(api, 3)
    const ask = () => must(api.call('clerk', 'POST', '/counter/people', { identityNumber: me.identityNumber, name: me.name }, { 'idempotency-key': 'a-key-of-mine' }), 'ask')
    const begin = () => must(api.call(me.identityNumber, 'POST', '/drafts', { item: withFee.item, division: withFee.division }, { 'idempotency-key': 'a-key-of-mine' }), 'begin')
    const [asked, begun] = [await ask(), await begin()]
    const kept = await database.rows<{ reply: string }>(sql`select reply::text as reply from kernel.idempotency`)
    assert.equal(kept.length, 2)
    for (const { reply } of kept) for (const plain of [me.identityNumber, me.name]) assert.ok(!reply.includes(plain))
    assert.deepEqual((await begin()).value, begun.value)
    assert.deepEqual((await ask()).value, asked.value)
  } finally {
    await database.close()
    await province.end()
  }
})
