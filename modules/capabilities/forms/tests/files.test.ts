import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import type { Answer, Api } from '#sim/api.ts'
import { samplePdf } from '#sim/sample-files.ts'
import { sql } from '@xiangyun/kernel/database'
import { person } from '#tests/support/cases.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import { MOST_SENT } from '../use-cases/send-file.ts'

let province: TestProvince
let api: Api
let somebody: string
const clock = movable()
const manager = 'manager'
const day = 86_400_000

before(async () => {
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
  somebody = (await person(api, 3)).identityNumber
})
after(() => province.end())

async function opened(audience = 'person'): Promise<string> {
  const form = { schema: { type: 'object', properties: { view: { title: '意见' }, proof: { title: '证明' } } }, ui: [{ section: '意见', ask: [{ at: '/view', kind: 'long-text' }, { at: '/proof', kind: 'file', accepts: ['pdf'] }] }] }
  const { key } = (await api.call(manager, 'POST', '/collections', { title: '征求意见' })).value as { key: string }
  await api.call(manager, 'PUT', `/collections/${key}/draft`, { form, audience, closesOn: null, revision: 1 })
  assert.equal((await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: 2, note: '' })).status, 200)
  return key
}
const send = (key: string, who: string | undefined, bytes: Uint8Array = samplePdf): Promise<Answer> => api.call(who, 'POST', `/open-forms/${key}/files?at=${encodeURIComponent('/proof')}&name=${encodeURIComponent('证明.pdf')}`, bytes)
const sent = async (key: string, who: string | undefined) => String((await send(key, who)).value['id'])
const submit = (key: string, who: string | undefined, answers: object) => api.call(who, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers })
const rowOf = (id: string) => province.platform.environment.database.one<{ blob: string }>(sql`select blob from forms.file where id = ${id}`)
/** Bytes go after the commit, when nobody waits for them any more. */
const gone = async (blob: string) => {
  for (let n = 0; n < 100 && (await bytesAt(blob)); n++) await new Promise((done) => setTimeout(done, 20))
  return (await bytesAt(blob)) === undefined
}
const bytesAt = (blob: string) => province.platform.environment.blobs.get(blob)

test('a file that no submission names is dropped after seven days, one that is named stays', async () => {
  const key = await opened()
  const [named, unnamed] = [await sent(key, somebody), await sent(key, somebody)]
  const [kept, dropped] = [(await rowOf(named))!.blob, (await rowOf(unnamed))!.blob]
  assert.notEqual(kept, dropped, 'the same bytes, each with a place of its own')
  const done = await submit(key, somebody, { proof: [{ id: named, name: '证明.pdf', type: 'application/pdf', size: samplePdf.length }] })
  assert.equal(done.status, 200, JSON.stringify(done.value))
  await api.pass(6 * day)
  assert.ok(await bytesAt(dropped))
  await api.pass(2 * day)
  assert.deepEqual([await rowOf(unnamed), await gone(dropped)], [undefined, true])
  assert.ok(await bytesAt(kept))
  assert.equal((await api.call(manager, 'GET', `/collections/${key}/submissions/${String(done.value['id'])}/files/${named}`)).status, 200)
})

test('what a draft may name waits as long as the draft', async () => {
  const key = await opened()
  const id = await sent(key, somebody)
  const { blob } = (await rowOf(id))!
  await api.call(somebody, 'PUT', `/open-forms/${key}/draft`, { version: 1, answers: { proof: [{ id }] }, revision: 0 })
  await api.pass(20 * day)
  assert.ok(await bytesAt(blob))
  await api.pass(80 * day)
  assert.ok(await gone(blob))
})

test('what is refused leaves no bytes behind', async () => {
  const key = await opened('anyone')
  const { n } = (await province.platform.environment.database.one<{ n: number }>(sql`select count(*) as n from forms.file`))!
  assert.equal((await send(key, undefined, Buffer.from('no paper at all'))).value.code, 'materials/wrong-type')
  assert.equal((await province.platform.environment.database.one<{ n: number }>(sql`select count(*) as n from forms.file`))!.n, n)
})

test('one sender sends so much in a day for a form, and those who are not known together', async () => {
  const key = await opened('anyone')
  const first = await sent(key, undefined)
  const { sender } = (await province.platform.environment.database.one<{ sender: string }>(sql`select sender from forms.file where id = ${first}`))!
  assert.ok(sender.length > 20 && !sender.includes('127.0.0.1'), 'an index of the address, not the address')
  const fill = (from: string, count: number, size: number) => province.platform.environment.database.run(sql`insert into forms.file (id, collection, who, name, media, size, blob, at, sender) select gen_random_uuid(), ${key}, 'anyone', 'x', 'x', ${size}, 'x', ${clock.now()}, ${from} from generate_series(1, ${count}::int)`)
  await fill(sender, MOST_SENT.files, 1)
  assert.deepEqual([(await send(key, undefined)).status, (await send(key, undefined)).value.code], [429, 'forms/too-many-files'])
  assert.equal((await send(key, somebody)).status, 200, 'another sender may')
  await fill('elsewhere', 11, 1024 ** 3)
  await province.platform.environment.database.run(sql`delete from forms.file where sender = ${sender}`)
  assert.equal((await send(key, undefined)).status, 429)
  await api.pass(day)
  assert.equal((await send(key, undefined)).status, 200)
})

test('a form open to anyone takes small answers, and so many a day', async () => {
  const key = await opened('anyone')
  assert.deepEqual(await submit(key, undefined, { view: '长'.repeat(22_000) }).then((one) => [one.value.code, one.value.detail]), ['forms/too-large', '内容太多，最多 64 KB'])
  const { id } = (await submit(key, undefined, { view: '好' })).value as { id: string }
  await province.platform.environment.database.run(sql`insert into forms.submission (id, definition, kind, subject, number, who, who_name, content, digest, mac, at)
    select gen_random_uuid(), definition, kind, subject, 1 + n, who, who_name, content, digest, mac, at from forms.submission, generate_series(1, 1999) as n where id = ${id}`)
  assert.deepEqual(await submit(key, undefined, { view: '好' }).then((one) => [one.status, one.value.code]), [429, 'forms/full-today'])
  await api.pass(day)
  assert.equal((await submit(key, undefined, { view: '好' })).status, 200)
})
