import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { samplePdf } from '#sim/sample-files.ts'
import { sql } from '@xiangyun/kernel/database'
import { unzipSync } from 'fflate'
import { extractText, getDocumentProxy } from 'unpdf'
import { verifyOfd } from '@xiangyun/ofd'
import { person } from '#tests/support/cases.ts'
import { testProvince } from '#tests/support/province.ts'
import type { TestProvince } from '#tests/support/province.ts'

let province: TestProvince
let api: Api
let somebody: Awaited<ReturnType<typeof person>>
let other: Awaited<ReturnType<typeof person>>
const manager = 'manager'

before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
  somebody = await person(api, 3)
  other = await person(api, 40)
})
after(() => province.end())

const survey = (more: readonly object[] = [], properties: object = {}) => ({
  schema: { type: 'object', required: ['name', 'count'], properties: { name: { title: '姓名' }, count: { title: '家里几口人', minimum: 1, maximum: 20, multipleOf: 1 }, why: { title: '为什么多' }, proof: { title: '证明' }, ...properties } },
  ui: [{ section: '家庭情况', ask: [{ at: '/name', kind: 'person-name', prefill: 'applicant.name', correctable: false }, { at: '/count', kind: 'number', unit: '口' }, { at: '/why', kind: 'long-text', when: 'count > 8', require: 'true' }, { at: '/proof', kind: 'file', accepts: ['pdf'] }, ...more] }],
})

async function opened(form: object, audience = 'person'): Promise<string> {
  const { key } = (await api.call(manager, 'POST', '/collections', { title: '住户调查' })).value as { key: string }
  const saved = await api.call(manager, 'PUT', `/collections/${key}/draft`, { form, audience, closesOn: null, revision: 1 })
  assert.deepEqual(saved.value['problems'], [])
  assert.equal((await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: saved.value['revision'], note: '第一版' })).value['version'], 1)
  return key
}

test('an office builds, publishes, pauses and closes a form; mistakes are told and keep it from being published', async () => {
  const { key } = (await api.call(manager, 'POST', '/collections', { title: '住户调查' })).value as { key: string }
  const wrong = await api.call(manager, 'PUT', `/collections/${key}/draft`, { form: survey([{ at: '/nowhere' }]), audience: 'person', closesOn: null, revision: 1 })
  assert.deepEqual((wrong.value['problems'] as { code: string }[]).map((one) => one.code), ['unknown-place'])
  assert.equal((await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: 2, note: '' })).value.code, 'forms/not-right')
  assert.equal((await api.call(manager, 'PUT', `/collections/${key}/draft`, { form: survey(), audience: 'person', closesOn: null, revision: 1 })).value.code, 'kernel/conflict', 'another desk has saved since')
  assert.equal((await api.call(manager, 'PUT', `/collections/${key}/draft`, { form: survey(), audience: 'person', closesOn: null, revision: 2 })).status, 200)
  assert.equal((await api.call(undefined, 'GET', `/open-forms/${key}`)).value.code, 'forms/no-form', 'nobody sees what is not published')
  assert.equal((await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: 3, note: '' })).value['version'], 1)
  assert.equal((await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: 3, note: '' })).value.code, 'forms/nothing-new')
  assert.equal((await api.call(undefined, 'GET', `/open-forms/${key}`)).value['state'], 'open')
  assert.equal((await api.call(manager, 'POST', `/collections/${key}/state`, { state: 'paused' })).value['state'], 'paused')
  assert.equal((await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { count: 3 } })).value.code, 'forms/not-open')
  assert.equal((await api.call('claimer', 'GET', `/collections/${key}`)).value.code, 'forms/no-form', 'it is not theirs')
})

test('who may fill in and until when change only by publishing, also without a new version; no last day lies in the past', async () => {
  const key = await opened(survey())
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const open = async () => { const { audience, closesOn, version } = (await api.call(undefined, 'GET', `/open-forms/${key}`)).value; return [audience, closesOn, version] }
  const publish = (terms: object, revision = 2) => api.call(manager, 'POST', `/collections/${key}/versions`, { revision, note: '', ...terms })
  await api.call(manager, 'PUT', `/collections/${key}/draft`, { form: survey(), audience: 'anyone', closesOn: day(3), revision: 2 })
  assert.deepEqual(await open(), ['person', null, 1], 'a draft changes nothing that is out')
  const past = await publish({ closesOn: day(-2) })
  assert.deepEqual([past.value.code, (past.value.errors as { at: string }[])[0]!.at], ['forms/past-date', '/closesOn'])
  assert.deepEqual((await publish({ audience: 'anyone', closesOn: day(3) })).value, { version: 1, isNew: false })
  assert.deepEqual(await open(), ['anyone', day(3), 1])
  assert.equal((await publish({ audience: 'anyone', closesOn: day(3) })).value.code, 'forms/nothing-new')
  await api.call(manager, 'PUT', `/collections/${key}/draft`, { form: survey([{ at: '/more', kind: 'text' }], { more: { title: '还有什么' } }), audience: 'anyone', closesOn: null, revision: 2 })
  assert.deepEqual((await publish({ closesOn: null }, 3)).value, { version: 2, isNew: true })
  assert.deepEqual(await open(), ['anyone', null, 2])
})

test('a kind that is not set up keeps a form from being published', async () => {
  const { key } = (await api.call(manager, 'POST', '/collections', { title: '住户调查' })).value as { key: string }
  const form = survey([{ at: '/type', kind: 'dictionary' }, { at: '/held', kind: 'licence-held' }], { type: { title: '证件类型' }, held: { title: '证照' } })
  const saved = await api.call(manager, 'PUT', `/collections/${key}/draft`, { form, audience: 'person', closesOn: null, revision: 1 })
  assert.deepEqual((saved.value['problems'] as { at: string; code: string }[]).map((one) => `${one.at} ${one.code}`), ['/ui/0/ask/4/accepts missing-setting', '/ui/0/ask/5/accepts missing-setting'])
  assert.equal((await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: 2, note: '' })).value.code, 'forms/not-right')
  const { dictionaries, licenceTypes } = (await api.call(manager, 'GET', '/form-surroundings')).value as { dictionaries: { id: string }[]; licenceTypes: { id: string }[] }
  assert.ok(dictionaries.some((one) => one.id === 'cert-type') && licenceTypes.some((one) => one.id === 'business-licence'))
})

test('what is known is shown with its source and cannot be put otherwise; what is submitted is sealed with the form that asked', async () => {
  const key = await opened(survey())
  const open = (await api.call(somebody.identityNumber, 'GET', `/open-forms/${key}`)).value as { known: Record<string, { value: string; source: string; correctable: boolean }> }
  const { value, source, correctable } = open.known['/name']!
  assert.deepEqual({ value, source, correctable }, { value: somebody.name, source: '人口库', correctable: false })
  const bad = await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { count: 9.5, more: 1 } })
  assert.deepEqual((bad.value.errors as unknown as { at: string; code: string }[]).map((one) => `${one.at} ${one.code}`).sort(), ['/answers/count multipleOf', '/answers/more unknown-field', '/answers/why required'])
  const done = await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { name: '冒名', count: 3, why: '不问就不收' } })
  assert.match(String(done.value['receipt']), /^\d{8}-000001-[0-9a-f]{4}$/)
  const read = (await api.call(manager, 'GET', `/collections/${key}/submissions/${String(done.value['id'])}`)).value
  assert.deepEqual([read['answers'], read['intact']], [{ name: somebody.name, count: 3 }, true])
  assert.equal((await api.call(other.identityNumber, 'GET', `/my/submissions/${String(done.value['id'])}`)).value.code, 'forms/no-submission')
  assert.equal((await api.call(somebody.identityNumber, 'GET', `/my/submissions/${String(done.value['id'])}`)).status, 200)
})

test('a submission is never changed or removed, not even by the application', async () => {
  const key = await opened(survey())
  const { id } = (await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { count: 3 } })).value as { id: string }
  const { database } = province.platform.environment
  await assert.rejects(database.run(sql`update forms.submission set who_name = '别人' where id = ${id}`), /never changes/)
  await assert.rejects(database.run(sql`delete from forms.submission where id = ${id}`), /never changes/)
})

test('a later reader sees what was asked then, after the form has changed', async () => {
  const key = await opened(survey())
  const { id } = (await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { count: 3 } })).value as { id: string }
  const now = survey([{ at: '/area', kind: 'number', title: '住房面积' }], { area: { title: '住房面积' } })
  await api.call(manager, 'PUT', `/collections/${key}/draft`, { form: now, audience: 'person', closesOn: null, revision: 2 })
  assert.equal((await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: 3, note: '问面积' })).value['version'], 2)
  assert.equal((await api.call(other.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { count: 2 } })).value.code, 'forms/newer')
  assert.equal((await api.call(other.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 2, answers: { count: 2, area: 60 } })).status, 200)
  const read = (await api.call(manager, 'GET', `/collections/${key}/submissions/${id}`)).value['form'] as { sections: { asks: { at: string }[] }[] }
  assert.ok(!read.sections[0]!.asks.some((ask) => ask.at === '/area'))
  const file = (await api.call(manager, 'GET', `/collections/${key}/export`)).bytes.toString('utf8')
  assert.deepEqual(file.replace('\uFEFF', '').split('\r\n')[0], '回执号,填报人,提交时间,核验,姓名,家里几口人,为什么多,证明,住房面积')
  assert.equal(file.trim().split('\r\n').length, 3)
})

test('files come in for the question that asks for them, and only those that one sent can be named', async () => {
  const key = await opened(survey())
  const send = (who: string, at: string) => api.call(who, 'POST', `/open-forms/${key}/files?at=${encodeURIComponent(at)}&name=${encodeURIComponent('证明.pdf')}`, samplePdf)
  assert.equal((await send(somebody.identityNumber, '/count')).value.code, 'forms/no-file')
  const mine = (await send(somebody.identityNumber, '/proof')).value
  const theirs = (await send(other.identityNumber, '/proof')).value
  const refused = await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { count: 3, proof: [theirs] } })
  assert.deepEqual((refused.value.errors as { at: string }[]).map((one) => one.at), ['/answers/proof'])
  const { id } = (await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { count: 3, proof: [mine] } })).value as { id: string }
  assert.deepEqual((await api.call(manager, 'GET', `/collections/${key}/submissions/${id}/files/${String(mine['id'])}`)).bytes, Buffer.from(samplePdf))
  assert.equal((await api.call(manager, 'GET', `/collections/${key}/submissions/${id}/files/${String(theirs['id'])}`)).value.code, 'forms/no-file')
})

test('drafts are kept right or wrong, outlive pause and end, and two devices never overwrite each other unseen', async () => {
  const key = await opened(survey())
  const save = (answers: object, revision: number) => api.call(somebody.identityNumber, 'PUT', `/open-forms/${key}/draft`, { version: 1, answers, revision })
  assert.equal((await save({ count: 'x' }, 0)).value['revision'], 1)
  assert.equal((await save({ count: 'x' }, 0)).value['revision'], 1, 'the same save again')
  assert.equal((await save({ count: 'y' }, 0)).value.code, 'kernel/conflict')
  await api.call(manager, 'POST', `/collections/${key}/state`, { state: 'closed' })
  assert.equal((await save({ count: 'z' }, 1)).value['revision'], 2)
  assert.deepEqual((await api.call(somebody.identityNumber, 'GET', `/open-forms/${key}/draft`)).value['answers'], { count: 'z' })
  assert.equal(((await api.call(somebody.identityNumber, 'GET', '/my/submissions')).value['drafts'] as { key: string }[])[0]!.key, key)
  assert.equal((await save({ text: 'x'.repeat(300_000) }, 2)).value.code, 'forms/too-large')
})

test('anyone may fill in what is open to anyone, many at once, each with a receipt of its own', async () => {
  const key = await opened({ schema: { type: 'object', properties: { view: { title: '意见', maxLength: 500 } }, required: ['view'] }, ui: [{ section: '意见', ask: [{ at: '/view', kind: 'long-text' }] }] }, 'anyone')
  const all = await Promise.all(Array.from({ length: 15 }, (_, n) => api.call(undefined, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { view: `意见 ${n}` } })))
  assert.deepEqual(all.map((one) => one.status).filter((status) => status !== 200), [])
  assert.equal(new Set(all.map((one) => one.value['receipt'])).size, 15)
  const page = (await api.call(manager, 'GET', `/collections/${key}/submissions`)).value
  assert.equal(page['total'], 15)
})

test('a filled form is printed as an OFD file that reads back what was said', async () => {
  const key = await opened(survey())
  const { id } = (await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { count: 12, why: '四世同堂。'.repeat(200) } })).value as { id: string }
  const paper = (await api.call(somebody.identityNumber, 'GET', `/my/submissions/${id}/paper`)).bytes
  assert.equal(verifyOfd(paper, { trustedRoots: [], at: new Date(), sealStatus: () => ({ state: 'unknown' }) } as never).verdict, 'unsigned')
  assert.ok(paper.length > 2_000)
})

test('a filled form is a PDF as well, whose text can be searched, page for page like the OFD', async () => {
  const key = await opened(survey())
  const { id } = (await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { count: 12, why: '四世同堂。'.repeat(200) } })).value as { id: string }
  const answer = await api.call(somebody.identityNumber, 'GET', `/my/submissions/${id}/paper?format=pdf`)
  const pdf = await getDocumentProxy(new Uint8Array(answer.bytes))
  const ofd = unzipSync((await api.call(somebody.identityNumber, 'GET', `/my/submissions/${id}/paper`)).bytes)
  assert.equal(pdf.numPages, Object.keys(ofd).filter((name) => /Page_\d+\/Content\.xml$/.test(name)).length)
  const { text } = await extractText(pdf, { mergePages: true })
  for (const words of [somebody.name, '12 口', '四世同堂。四世同堂。', '演示环境，不具法律效力']) assert.ok(text.includes(words), words)
  assert.equal((await api.call(somebody.identityNumber, 'GET', `/my/submissions/${id}/paper?format=docx`)).status, 400)
})

test('the office says how its form looks on paper', async () => {
  const form = { ...survey(), paper: { head: '附件2', title: '住户情况登记表', columns: 2, wide: ['/why'], office: [{ title: '村（社区）意见', lines: 5 }], notes: ['本表一式一份。'] } }
  const key = await opened(form)
  const { id } = (await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { count: 3 } })).value as { id: string }
  const page = unzipSync((await api.call(somebody.identityNumber, 'GET', `/my/submissions/${id}/paper`)).bytes)['Doc_0/Pages/Page_0/Content.xml']!
  const text = Buffer.from(page).toString('utf8').replace(/<[^>]*>/g, '')
  for (const words of ['附件2', '住户情况登记表', '村（社区）意见', '签字、盖章', '本表一式一份', somebody.name, '3 口']) assert.ok(text.includes(words), words)
  const wrong = (await api.call(manager, 'PUT', `/collections/${key}/draft`, { form: { ...survey(), paper: { wide: ['/nowhere'], colour: 'red' } }, audience: 'person', closesOn: null, revision: 2 })).value['problems'] as { at: string }[]
  assert.deepEqual(wrong.map((one) => one.at).sort(), ['/paper/colour', '/paper/wide/0'])
})

test('a sheet holds no formulas that somebody typed', async () => {
  const key = await opened({ schema: { type: 'object', properties: { view: { title: '意见' } } }, ui: [{ section: '意见', ask: [{ at: '/view', kind: 'text' }] }] }, 'anyone')
  await api.call(undefined, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: { view: '=HYPERLINK("http://x","点我")' } })
  assert.match((await api.call(manager, 'GET', `/collections/${key}/export`)).bytes.toString('utf8'), /"'=HYPERLINK/)
})

test('names are offered from dictionaries and from the household', async () => {
  const types = (await api.call(undefined, 'GET', '/form-sources/dictionaries/cert-type?text=护照')).value['offers'] as { label: string }[]
  assert.deepEqual(types.map((one) => one.label).sort(), ['外交护照', '普通护照'])
  assert.equal((await api.call(undefined, 'GET', '/form-sources/dictionaries/nothing')).value.code, 'forms/no-dictionary')
  const family = (await api.call(somebody.identityNumber, 'GET', '/form-sources/family')).value['offers'] as { value: { identityNumber: string; relation: string } }[]
  assert.ok(family.some((one) => one.value.identityNumber === somebody.identityNumber && one.value.relation === '本人'))
  const offices = (await api.call(somebody.identityNumber, 'GET', `/form-sources/officials?text=${encodeURIComponent('民政')}`)).value['offers'] as unknown[]
  assert.ok(offices.length > 0 && offices.length <= 20)
})

const checked = (whenDown: string) => ({
  schema: { type: 'object', required: ['spouse'], properties: { spouse: { title: '配偶', type: 'object', required: ['name', 'number'], properties: { name: { title: '配偶姓名' }, number: { title: '配偶身份号码' } } } } },
  ui: [{ section: '配偶', ask: [{ at: '/spouse/name', kind: 'person-name' }, { at: '/spouse/number', kind: 'identity-number' }] }],
  rules: [{ look: { register: 'people', by: { identityNumber: 'spouse.number' } }, must: 'found != null and found.name = spouse.name', say: '姓名和身份号码与人口库不一致', at: '/spouse/number', whenDown }],
})

test('a register is asked while one types and again at submission; what it says is told, what it knows is not', async () => {
  const key = await opened(checked('refuse'))
  const answers = (name: string) => ({ spouse: { name, number: other.identityNumber } })
  const { looks } = (await api.call(undefined, 'GET', `/open-forms/${key}`)).value['form'] as { looks: { id: string }[] }
  const ask = (name: string) => api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/looks/${encodeURIComponent(looks[0]!.id)}`, { version: 1, answers: answers(name) })
  assert.deepEqual((await ask(other.name)).value, { state: 'holds', message: null })
  assert.deepEqual((await ask('别人')).value, { state: 'broken', message: '姓名和身份号码与人口库不一致' })
  const refused = await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: answers('别人') })
  assert.deepEqual((refused.value.errors as unknown as { at: string; code: string }[]).map((one) => `${one.at} ${one.code}`), ['/answers/spouse/number look'])
  assert.equal((await api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers: answers(other.name) })).status, 200)
})

test('a register that does not answer is waited for two seconds; then the form decides whether the answers are taken', async () => {
  const [strict, lenient] = [await opened(checked('refuse')), await opened(checked('accept'))]
  const answers = { spouse: { name: other.name, number: other.identityNumber } }
  const { database } = province.platform.environment
  let free = () => {}
  const held = new Promise<void>((done) => { free = done })
  const locked = database.transaction(async (tx) => {
    await tx.run(sql`lock table registers.people in access exclusive mode`)
    await held
  })
  await new Promise((done) => setTimeout(done, 200))
  const said = await Promise.all([strict, lenient].map((key) => api.call(somebody.identityNumber, 'POST', `/open-forms/${key}/submissions`, { version: 1, answers })))
  free()
  await locked
  assert.deepEqual(said.map((one) => one.value.code ?? one.status), ['forms/register-down', 200])
})

test('a new version of a form takes a draft along and says what it did to it', async () => {
  const key = await opened(survey())
  await api.call(somebody.identityNumber, 'PUT', `/open-forms/${key}/draft`, { version: 1, answers: { count: 3, proof: [] }, revision: 0 })
  const now = survey([{ at: '/area', kind: 'number', title: '住房面积' }], { count: { title: '家里几口人', enum: ['一口', '两口', '更多'] }, area: { title: '住房面积' } }) as { ui: { ask: { at?: string }[] }[]; schema: { required: string[] } }
  now.ui[0]!.ask = now.ui[0]!.ask.map((ask) => (ask.at === '/count' ? { at: '/count', kind: 'choose-one' } : ask)).filter((ask) => ask.at !== '/why')
  now.schema.required.push('area')
  await api.call(manager, 'PUT', `/collections/${key}/draft`, { form: now, audience: 'person', closesOn: null, revision: 2 })
  const published = await api.call(manager, 'POST', `/collections/${key}/versions`, { revision: 3, note: '' })
  assert.equal(published.value['version'], 2, JSON.stringify(published.value))
  const draft = (await api.call(somebody.identityNumber, 'GET', `/open-forms/${key}/draft`)).value as { answers: object; carried: { from: number; words: string[] } }
  assert.equal(draft.carried.from, 1)
  assert.ok(draft.carried.words.some((line) => /家里几口人.*3/.test(line)) && draft.carried.words.some((line) => line.includes('新增了要填的“住房面积”')), JSON.stringify(draft))
})
