import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { person } from '#tests/support/cases.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'

/** What somebody does who has the database in their hands. */
let province: TestProvince
let api: Api
let admin: pg.Client
let somebody: string
const manager = 'manager'

before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
  somebody = (await person(api, 3)).identityNumber
  admin = new pg.Client({ connectionString: province.databaseUrl })
  await admin.connect()
  await admin.query('alter table forms.submission disable trigger submission_stays')
})
after(async () => {
  await admin.end()
  await province.end()
})

let made = 0
async function filed(count: number): Promise<{ key: string; ids: string[] }> {
  const form = { schema: { type: 'object', properties: { view: { title: `意见${++made}` } } }, ui: [{ section: '意见', ask: [{ at: '/view', kind: 'text' }] }] }
  const { key } = (await api.call(manager, 'POST', '/collections', { title: '征求意见' })).value as { key: string }
  await api.call(manager, 'PUT', `/collections/${key}/draft`, { form, audience: 'person', closesOn: null, revision: 1 })
  await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: 2, note: '' })
  const ids: string[] = []
  for (let n = 1; n <= count; n++) ids.push(String((await api.call(somebody, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { view: `第${n}份` } })).value['id']))
  return { key, ids }
}
type Read = { intact: boolean; fault: { code: string; message: string } | null; answers: object; form: { title: string; sections: unknown[] } }
const read = async (key: string, id: string) => (await api.call(manager, 'GET', `/collections/${key}/submissions/${id}`)).value as unknown as Read
const list = async (key: string) => (await api.call(manager, 'GET', `/collections/${key}/submissions`)).value as unknown as { submissions: { id: string; intact: boolean }[]; total: number; missing: number[] }
const exported = async (key: string) => (await api.call(manager, 'GET', `/collections/${key}/export`)).bytes.toString('utf8').trim().split('\r\n')

const harms: readonly (readonly [what: string, harm: string, code: string, shown: { answers: object; sections: number; marked: boolean }])[] = [
  ['its form is changed', `update forms.definition set form = replace(form, '意见', '赞成') where fingerprint = (select definition from forms.submission where id = $1)`, 'definition-changed', { answers: { view: '第1份' }, sections: 1, marked: false }],
  ['its form is no form any more', `update forms.definition set form = '{"title":1,"sections":[{"asks":[{}]}]}' where fingerprint = (select definition from forms.submission where id = $1)`, 'definition-changed', { answers: { view: '第1份' }, sections: 0, marked: false }],
  ['its form is no JSON any more', `update forms.definition set form = 'x' where fingerprint = (select definition from forms.submission where id = $1)`, 'definition-changed', { answers: { view: '第1份' }, sections: 0, marked: false }],
  ['its form is gone', `delete from forms.definition where fingerprint = (select definition from forms.submission where id = $1)`, 'definition-lost', { answers: { view: '第1份' }, sections: 0, marked: false }],
  ['its content cannot be opened', `update forms.submission set content = 'x' where id = $1`, 'content-unreadable', { answers: {}, sections: 1, marked: false }],
  ['its digest is another', `update forms.submission set digest = repeat('0', 64) where id = $1`, 'content-changed', { answers: { view: '第1份' }, sections: 1, marked: true }],
  ['somebody else is named', `update forms.submission set who_name = '别人' where id = $1`, 'seal-broken', { answers: { view: '第1份' }, sections: 1, marked: true }],
]

for (const [what, harm, code, shown] of harms) {
  test(`a submission is shown, and that it is not what was handed in: ${what}`, async () => {
    const { key, ids } = await filed(1)
    assert.deepEqual(await read(key, ids[0]!).then((one) => [one.intact, one.fault]), [true, null])
    await admin.query(harm, [ids[0]!])
    const found = await read(key, ids[0]!)
    assert.deepEqual([found.intact, found.fault?.code, found.answers, found.form.sections.length], [false, code, shown.answers, shown.sections])
    assert.match(found.fault!.message, /\p{Script=Han}/u)
    assert.equal((await list(key)).submissions[0]!.intact, !shown.marked)
    const lines = await exported(key)
    assert.equal(lines.length, 2)
    assert.ok(lines[1]!.includes(found.fault!.message), lines[1])
    assert.equal((await api.call(somebody, 'GET', `/my/submissions/${ids[0]!}`)).value['intact'], false)
    assert.equal((await api.call(manager, 'GET', `/collections/${key}/submissions/${ids[0]!}/paper`)).value.code, 'forms/not-intact')
  })
}

test('numbers that are not there any more are told', async () => {
  const { key, ids } = await filed(5)
  assert.deepEqual((await list(key)).missing, [])
  await admin.query('delete from forms.submission where id = any($1::uuid[])', [[ids[1], ids[3]]])
  const found = await list(key)
  assert.deepEqual([found.total, found.missing], [3, [2, 4]])
})
