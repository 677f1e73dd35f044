import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { sql } from '@xiangyun/kernel/database'
import { consult, systemWork } from '@xiangyun/kernel/platform'
import { official } from '#tests/support/platform.ts'
import { movable } from '#tests/support/clock.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'
import { definition, seal } from '../sealing.ts'
import { exportSubmissions } from '../views/export.ts'

let province: TestProvince
let api: Api
const clock = movable()
const manager = 'manager'

before(async () => {
  province = await testProvince({ clock })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
})
after(() => province.end())

/** A form of one question, with so many submissions of such a size. */
async function filled(count: number, size: number): Promise<string> {
  const form = { schema: { type: 'object', properties: { view: { title: '意见' } } }, ui: [{ section: '意见', ask: [{ at: '/view', kind: 'long-text' }] }] }
  const { key } = (await api.call(manager, 'POST', '/collections', { title: '征求意见' })).value as { key: string }
  await api.call(manager, 'PUT', `/collections/${key}/draft`, { form, audience: 'person', closesOn: null, revision: 1 })
  await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: 2, note: '' })
  const { environment } = province.platform
  const { fingerprint } = (await environment.database.one<{ fingerprint: string }>(sql`select fingerprint from forms.version where collection = ${key}`))!
  for (let n = 0; n < count; n += 20) {
    await systemWork(environment)(async (context) => {
      const published = (await definition(context, fingerprint))!
      for (let i = n; i < Math.min(count, n + 20); i++) await seal(context, { kind: 'collection', subject: key, form: published, answers: { view: `${i}-${'x'.repeat(size)}` }, facts: {}, kept: {}, who: 'anyone', whoName: '未登录' })
    })
  }
  return key
}
const exported = async (key: string, query = '') => {
  const answer = await api.call(manager, 'GET', `/collections/${key}/export${query}`)
  return { code: answer.value.code, detail: answer.value.detail, lines: answer.bytes.toString('utf8').trim().split('\r\n').slice(1) }
}
const order = (lines: readonly string[]) => lines.map((line) => Number(/(\d+)-x*$/.exec(line)![1]))

test('every submission is a line, the oldest first, however many pages they are', async () => {
  const key = await filled(47, 3)
  assert.deepEqual(order((await exported(key)).lines), Array.from({ length: 47 }, (_, n) => n))
})

test('days are taken as the province counts them', async () => {
  const key = await filled(3, 1)
  const today = (await exported(key)).lines.length
  assert.equal(today, 3)
  assert.equal((await exported(key, '?to=2026-11-22')).lines.length, 0)
  assert.equal((await exported(key, '?from=2026-11-23&to=2026-11-23')).lines.length, 3)
  assert.equal((await exported(key, '?from=2026-11-24')).lines.length, 0)
})

test('more than 20,000 go out in parts, and the refusal says how', async () => {
  const key = await filled(1, 1)
  await province.platform.environment.database.run(sql`insert into forms.submission (id, definition, kind, subject, number, who, who_name, content, digest, mac, at)
    select gen_random_uuid(), definition, kind, subject, 1 + n, who, who_name, content, digest, mac, at + n * interval '1 millisecond' from forms.submission, generate_series(1, 20004) as n where subject = ${key}`)
  clock.move(60_000)
  const whole = await exported(key)
  assert.equal(whole.code, 'forms/too-many')
  assert.match(whole.detail!, /20005 份.*分 2 次/)
  assert.equal((await exported(key, '?part=2')).lines.length, 5)
  assert.equal((await exported(key, '?part=3')).lines.length, 0)
})

test('hundreds of large submissions are read page by page: memory stays small', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const held = () => {
    // Bytes outside of the heap are let go only by a second round.
    collect()
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const key = await filled(250, 250_000)
  const row = (await province.platform.environment.database.one<{ unit: string }>(sql`select unit from forms.collection where key = ${key}`))!
  const before = held()
  const result = await consult(province.platform.environment, official(row.unit, ['forms:results'], 'manager'), (context) => exportSubmissions(context, { key }))
  assert.ok(result.ok)
  let [most, sent, lines] = [0, 0, 0]
  for await (const line of (result.value as { file: { bytes: AsyncIterable<string> } }).file.bytes) {
    sent += line.length
    if (lines++ % 25 === 10) most = Math.max(most, held())
  }
  assert.deepEqual([lines, sent > 62_000_000], [251, true])
  assert.ok(most - before < 50 * 1024 * 1024, `${Math.round((most - before) / 1024 / 1024)} MB were held at once`)
})
