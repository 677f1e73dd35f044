import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { citizenCheckDigit, makeCitizenNumber } from '@xiangyun/identifiers'
import { unzipFiles } from '@xiangyun/ofd'
import type { Draft } from '#modules/capabilities/cases/contract.ts'
import { innerApi } from '#sim/api.ts'
import type { Answer, Api } from '#sim/api.ts'
import { samplePdf } from '#sim/sample-files.ts'
import { county, drive, free, isProblem, must, openedDraft, person, readyDraft, submittedCase, taskOf, viewOf, withFee } from './support/cases.ts'
import { newPerson, raw, tokenOf } from './support/raw.ts'
import { root, testProvince } from './support/province.ts'
import type { TestProvince } from './support/province.ts'

const clerk = `window-clerk.government-service.${county}`
const nobody = '01900000-0000-7000-8000-000000000000'
const catalogue = mkdtempSync(join(tmpdir(), 'xy-catalogue-'))

/** A catalogue root with one item that begins in the future and one that has ended. */
function addItems(): void {
  for (const [id, effective, basic] of [['coming-card', '{ from: 2099-01-01 }', '002199990001'], ['gone-card', '{ from: 2020-01-01, to: 2021-12-31 }', '002199990002']] as const) {
    const folder = join(catalogue, 'items', id)
    mkdirSync(folder, { recursive: true })
    cpSync(join(root, 'catalogue', 'items', 'veteran-card'), folder, { recursive: true })
    const text = readFileSync(join(folder, 'item.yaml'), 'utf8').replace(/^effective: .*$/m, `effective: ${effective}`).replace(/basic: "?\d+"?/, `basic: "${basic}"`)
    writeFileSync(join(folder, 'item.yaml'), text)
  }
}

let province: TestProvince
let api: Api
let resident: string
let token: string

before(async () => {
  addItems()
  province = await testProvince({ environment: { CATALOGUE_PATH: catalogue } })
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
  resident = (await person(api, 3)).identityNumber
  token = await tokenOf(province, resident)
})
after(async () => {
  await province.end()
  rmSync(catalogue, { recursive: true, force: true })
})

const json = (payload: string | Buffer, more: { url?: string; method?: string; token?: string; headers?: Record<string, string> } = {}): Promise<Answer> =>
  raw(province, { url: '/drafts', token, type: 'application/json', ...more, payload })

describe('a person who is not right', () => {
  const registration = { name: '示例人', phone: '19900000001', password: 'Xiangyun2026' }
  const register = (identityNumber: string) => api.call(undefined, 'POST', '/accounts', { ...registration, identityNumber })

  test('a wrong check digit is told, at the register and at the counter', async () => {
    const right = makeCitizenNumber({ birthDate: '1990-01-01', sequence: 11 })
    const wrong = right.slice(0, 17) + (right.endsWith('1') ? '2' : '1')
    isProblem(await register(wrong), 400, 'identity/invalid-number')
    isProblem(await api.call(clerk, 'POST', '/counter/drafts', { item: withFee.item, identityNumber: wrong, name: '示例人' }), 400, 'kernel/invalid-input')
  })
  test('a birth date in the future, a 30th of February and a 13th month are no birth dates', async () => {
    for (const birth of ['20990101', '19900230', '19901301']) {
      const first = `229901${birth}001`
      isProblem(await register(first + citizenCheckDigit(first)), 400, 'identity/invalid-number')
    }
  })
  test('a person whom the register does not know is not found, and neither is one under another name', async () => {
    const unknown = makeCitizenNumber({ county: 99, birthDate: '1990-01-01', sequence: 901 })
    isProblem(await register(unknown), 400, 'identity/not-matched')
    isProblem(await api.call(clerk, 'POST', '/counter/people', { identityNumber: unknown, name: '示例人' }), 404, 'cases/no-person')
    isProblem(await api.call(clerk, 'POST', '/counter/people', { identityNumber: resident, name: '别人' }), 404, 'cases/no-person')
  })
  test('a wrong number inside a form is told at its place', async () => {
    const me = await person(api, 12)
    const draft = (await must(api.call(me.identityNumber, 'POST', '/drafts', { item: 'marriage-registration', division: county, situations: { present: true, partyType: 'mainland', registrationKind: 'first', idState: 'valid', photo: 'onsite', language: 'none' } }), 'open')).value as unknown as Draft
    const answers = { spouse: { name: '李静示例', identityNumber: '229901199907150020', phone: '139000', education: '大学本科', occupation: '职员', maritalState: '未婚', idUntil: '2036-02-31' } }
    await must(api.call(me.identityNumber, 'PUT', `/drafts/${draft.id}`, { situations: draft.situations, answers, version: draft.version }), 'a draft may be wrong')
    const answer = await api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/submission`, {})
    isProblem(answer, 400, 'cases/form-invalid')
    const at = (answer.value.errors ?? []).map((e) => e.at)
    for (const place of ['identityNumber', 'phone', 'idUntil']) assert.ok(at.includes(`/answers/spouse/${place}`), `${place}: ${at.join(' ')}`)
  })
})

describe('bytes that are no request', () => {
  const draftText = JSON.stringify({ item: withFee.item, division: county })

  test('10 MB of JSON are too large', async () => isProblem(await json(JSON.stringify({ item: 'x'.repeat(10 * 1024 * 1024), division: county })), 413, 'kernel/too-large'))
  test('invalid UTF-8 is told', async () => isProblem(await json(Buffer.from([...Buffer.from('{"item":"'), 0xff, 0xfe, ...Buffer.from('","division":"220102"}')])), 400, 'kernel/invalid-encoding'))
  test('an overlong form of a character is no UTF-8', async () => isProblem(await json(Buffer.from([...Buffer.from('{"item":"'), 0xc0, 0xaf, ...Buffer.from('","division":"220102"}')])), 400, 'kernel/invalid-encoding'))
  test('half a JSON is no JSON', async () => isProblem(await json(draftText.slice(0, -3)), 400, 'kernel/invalid-json'))
  test('__proto__ is no field, however deep', async () => {
    isProblem(await json('{"item":"passport","division":"220102","__proto__":{"admin":true}}'), 400, 'kernel/invalid-json')
    isProblem(await json('{"item":"passport","division":"220102","situations":{"a":[{"__proto__":{"admin":true}}]}}'), 400, 'kernel/invalid-json')
    assert.equal(({} as Record<string, unknown>)['admin'], undefined)
  })
  test('constructor and prototype reach no prototype', async () => {
    isProblem(await json('{"item":"passport","division":"220102","constructor":{"prototype":{"admin":true}}}'), 400, 'kernel/invalid-input')
    assert.notEqual((await json('{"item":"passport","division":"220102","situations":{"constructor":{"prototype":{"admin":true}}}}')).status, 500)
    isProblem(await raw(province, { method: 'GET', url: '/items?constructor=1&__proto__=2', token }), 400, 'kernel/invalid-input')
    assert.equal(({} as Record<string, unknown>)['admin'], undefined)
  })
  test('JSON that is too deep is refused, at any depth', async () => {
    for (const depth of [200, 2_000, 7_000, 20_000, 200_000]) {
      isProblem(await json(`{"item":"passport","division":"220102","situations":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`), 400, 'kernel/invalid-json')
      isProblem(await json(`{"item":"passport","division":"220102","situations":${'{"a":'.repeat(Math.min(depth, 100_000))}1${'}'.repeat(Math.min(depth, 100_000))}}`), 400, 'kernel/invalid-json')
    }
  })
  test('a body that is no object is told', async () => {
    for (const body of ['[]', '"text"', '1', 'true', '[{"item":"passport"}]']) isProblem(await json(body), 400, 'kernel/invalid-input')
    isProblem(await json('null'), 400, 'kernel/invalid-input')
    isProblem(await json(''), 400, 'kernel/invalid-input')
  })
  test('another kind of content is told', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream', 'nonsense']) {
      isProblem(await raw(province, { url: '/drafts', token, type, payload: 'item=passport&division=220102' }), 415, 'kernel/unsupported-media')
    }
  })
  test('NUL and halves of surrogate pairs are told, wherever they stand', async () => {
    for (const bad of ['"\\u0000"', '"张\\u0000三"', '"\\ud800"', '"\\udc00张"']) {
      isProblem(await json(`{"item":${bad},"division":"220102"}`), 400, 'kernel/invalid-input')
      isProblem(await json(`{"item":"passport","division":"220102","situations":{"a":[{"b":${bad}}]}}`), 400, 'kernel/invalid-input')
      isProblem(await json(`{"item":"passport","division":"220102","situations":{${bad}:1}}`), 400, 'kernel/invalid-input')
    }
    isProblem(await raw(province, { method: 'GET', url: '/items?text=a%00b' }), 400, 'kernel/invalid-input')
    isProblem(await raw(province, { method: 'GET', url: '/verification/abc%00def' }), 400, 'kernel/invalid-input')
  })
  test('an address that cannot be read is told in Chinese', async () => {
    isProblem(await raw(province, { method: 'GET', url: '/items/%E0%A4%A' }), 400, 'kernel/invalid-input')
    isProblem(await raw(province, { method: 'GET', url: `/verification/${'a'.repeat(5000)}` }), 400, 'kernel/invalid-input')
    isProblem(await raw(province, { method: 'GET', url: '/no/such/place' }), 404, 'kernel/not-found')
    isProblem(await raw(province, { method: 'POST', url: '/session' }), 404, 'kernel/not-found')
  })
  test('an Idempotency-Key must be readable', async () => {
    for (const key of ['short', 'a'.repeat(129), 'has a space in it']) isProblem(await json(draftText, { headers: { 'idempotency-key': key } }), 400, 'kernel/invalid-input')
  })
})

describe('fields that are not right', () => {
  const opening = { item: withFee.item, division: county }
  const open = (body: Record<string, unknown>) => api.call(resident, 'POST', '/drafts', body)

  test('an unknown field is refused and named', async () => {
    const answer = await open({ ...opening, admin: true })
    isProblem(answer, 400, 'kernel/invalid-input')
    assert.deepEqual(answer.value.errors?.map((e) => e.at), ['/admin'])
  })
  test('a missing field is refused and named', async () => {
    const answer = await open({ item: withFee.item })
    isProblem(answer, 400, 'kernel/invalid-input')
    assert.deepEqual(answer.value.errors?.map((e) => e.at), ['/division'])
  })
  test('a field of the wrong type is refused, and not turned into the right one', async () => {
    for (const body of [{ ...opening, item: 7 }, { ...opening, division: 220102 }, { ...opening, division: null }, { ...opening, situations: [] }, { ...opening, situations: 'x' }, { ...opening, item: { $ne: '' } }]) isProblem(await open(body), 400, 'kernel/invalid-input')
  })
  test('an id that is no UUID is refused before anything is looked up', async () => {
    for (const id of ['1', 'null', "' or 1=1 --", '01900000-0000-7000-8000-00000000000g', `urn:uuid:${nobody}`, `{${nobody}}`, nobody.replaceAll('-', ''), '../../session']) {
      isProblem(await raw(province, { method: 'GET', url: `/cases/${encodeURIComponent(id)}`, token }), 400, 'kernel/invalid-input')
      isProblem(await raw(province, { method: 'GET', url: `/payments/${encodeURIComponent(id)}`, token }), 400, 'kernel/invalid-input')
    }
  })
  test('the address and the body never say the same name', async () => {
    isProblem(await api.call(resident, 'POST', `/cases/${nobody}/withdrawal`, { id: nobody, reason: '不办了' }), 400, 'kernel/invalid-input')
  })
  test('numbers beyond what is kept are refused, not lost', async () => {
    isProblem(await api.call(resident, 'GET', '/my/cases?offset=99999999999999999999'), 400, 'kernel/invalid-input')
    isProblem(await api.call(resident, 'GET', '/my/cases?offset=-1'), 400, 'kernel/invalid-input')
    isProblem(await api.call(undefined, 'GET', `/items/passport/versions/99999999999999999999/form`), 400, 'kernel/invalid-input')
    isProblem(await api.call(undefined, 'GET', `/items/passport/versions/77/form`), 404, 'items/no-item')
    const draft = await openedDraft(api, await person(api, 3))
    isProblem(await api.call(resident, 'DELETE', `/drafts/${draft.id}/materials/photo/99999999999999999999`), 400, 'kernel/invalid-input')
    isProblem(await api.call(resident, 'DELETE', `/drafts/${draft.id}/materials/photo/2147483648`), 400, 'kernel/invalid-input')
    isProblem(await api.call(resident, 'DELETE', `/drafts/${draft.id}/materials/photo/7`), 404, 'cases/no-material')
  })
  test('days that no calendar here has are refused', async () => {
    const head = `department-head.public-security.${county}`
    for (const day of ['2026-02-30', '2026-13-01', '0000-01-01', '26-1-1', '2026-11-22T00:00:00Z', '+12026-01-01']) {
      isProblem(await api.call(head, 'POST', '/stand-ins', { instead: `${head}.1`, since: day, until: '2099-01-01' }), 400, 'kernel/invalid-input')
      isProblem(await api.call('auditor', 'GET', `/audit?from=${encodeURIComponent(day)}`), 400, 'kernel/invalid-input')
    }
    assert.equal((await api.call('auditor', 'GET', '/audit?from=0001-01-01&to=9999-12-31')).status, 200)
  })
  test('a page mark that is none is no error of the server', async () => {
    for (const mark of ['x', '2026-11-22T00:00:00Z_------------------------------------', `2026-11-22T00:00:00Z_${'f'.repeat(36)}`, `+275760-09-13T00:00:00.000Z_${nobody}`]) assert.ok((await api.call(clerk, 'GET', `/cases?before=${encodeURIComponent(mark)}`)).status < 500, mark)
  })
})

describe('files', () => {
  const upload = (draft: string, bytes: Uint8Array, name = '证件照片.pdf', material = 'discharge', headers = {}) => api.call(resident, 'POST', `/drafts/${draft}/materials/${material}?name=${encodeURIComponent(name)}`, bytes, headers)
  const fresh = async () => (await openedDraft(api, await person(api, 3), free)).id

  test('a program that calls itself a PDF is told from one', async () => {
    const program = Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), Buffer.alloc(4096)])
    const answer = await upload(await fresh(), program, '退役证.pdf')
    isProblem(answer, 415, 'materials/wrong-type')
    assert.match(answer.value.detail!, /退役证\.pdf/)
  })
  test('a script, a web page and a picture with a script in it are no materials', async () => {
    const draft = await fresh()
    for (const text of ['#!/bin/sh\nrm -rf /', '<html><script>alert(1)</script>', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'PK']) isProblem(await upload(draft, Buffer.from(text)), 415, 'materials/wrong-type')
  })
  test('files that are cut off are no error of the server', async () => {
    const draft = await fresh()
    for (const bytes of [[0x50, 0x4b, 3, 4], [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1], [0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], [0x49, 0x49, 0x2a, 0, 0xff, 0xff, 0xff, 0x7f], [0x52, 0x49, 0x46, 0x46, 1, 2], [0, 0, 0, 255, 0x66, 0x74, 0x79, 0x70]]) assert.ok((await upload(draft, Buffer.from(bytes))).status < 500, String(bytes))
    const verdict = await raw(province, { url: '/verification/file', type: 'application/octet-stream', payload: Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1]) })
    assert.equal(verdict.status, 200)
    assert.notEqual(verdict.value['verdict'], 'valid')
  })
  test('an empty file, or none at all, is told', async () => {
    const draft = await fresh()
    isProblem(await raw(province, { url: `/drafts/${draft}/materials/discharge?name=a.pdf`, token, type: 'application/octet-stream', payload: Buffer.alloc(0) }), 400, 'materials/empty')
    isProblem(await raw(province, { url: `/drafts/${draft}/materials/discharge?name=a.pdf`, token }), 400, 'materials/empty')
  })
  test('a file sent as JSON or a form is told', async () => {
    const draft = await fresh()
    for (const [type, payload] of [['application/json', '{"a":1}'], ['application/json', '[]'], ['application/x-www-form-urlencoded', 'a=1'], ['multipart/form-data; boundary=x', '--x--']] as const) {
      isProblem(await raw(province, { url: `/drafts/${draft}/materials/discharge?name=a.pdf`, token, type, payload }), 415, 'kernel/unsupported-media')
      isProblem(await raw(province, { url: '/verification/file', type, payload }), 415, 'kernel/unsupported-media')
    }
  })
  test('21 MB are too large, 20 MB are not', async () => {
    const draft = await fresh()
    const pdf = (size: number) => Buffer.concat([Buffer.from(samplePdf), Buffer.alloc(size - samplePdf.length, 32)])
    isProblem(await upload(draft, pdf(21 * 1024 * 1024)), 413, 'materials/too-large')
    isProblem(await raw(province, { url: '/verification/file', type: 'application/octet-stream', payload: pdf(21 * 1024 * 1024) }), 413, 'kernel/too-large')
    assert.equal((await upload(draft, pdf(20 * 1024 * 1024))).status, 200)
  })
  test('the 21st file of a material is one too many, also when all come at once', async () => {
    const draft = await fresh()
    const answers = await Promise.all(Array.from({ length: 24 }, (_, i) => upload(draft, samplePdf, `第${i}页.pdf`)))
    assert.equal(answers.filter((a) => a.status === 200).length, 20, answers.map((a) => a.value.code ?? a.status).join(' '))
    for (const answer of answers.filter((a) => a.status !== 200)) isProblem(answer, 409, 'materials/too-many')
    const numbers = answers.filter((a) => a.status === 200).map((a) => a.value['number'])
    assert.equal(new Set(numbers).size, 20)
    isProblem(await upload(draft, samplePdf), 409, 'materials/too-many')
  })
  test('a material that the item does not ask for is not taken', async () => {
    const draft = await fresh()
    for (const material of ['no-such', '__proto__', 'constructor', 'application']) isProblem(await upload(draft, samplePdf, 'a.pdf', material), 404, 'cases/no-material')
  })
})

describe('names as people have them', () => {
  for (const [index, name] of ['𠮷田㛃', '㛃𠮷', '阿依努尔·买买提江', '欧阳', '古丽仙·阿不都热依木·艾力', '䶮'].entries()) {
    test(`${name} comes back as it was written, and stands in the licence`, async () => {
      const who = await newPerson(api, 301 + index, name)
      const me = { ...who, firm: null, cast: [who, ...(await person(api, 20)).cast] }
      assert.equal((await api.call(me.identityNumber, 'GET', '/session')).value['name'], name)
      const id = await submittedCase(api, me, free)
      const view = await drive(api, me, id)
      assert.equal(view.outcome, 'granted')
      assert.equal(view.applicantName, name)
      const licence = view.result!.licences[0]!
      assert.equal((await api.call(me.identityNumber, 'GET', `/licences/${licence}`)).value['holderName'], name)
      const file = await must(api.call(me.identityNumber, 'GET', `/licences/${licence}/file`), 'the file')
      assert.equal((await api.call(undefined, 'POST', '/verification/file', file.bytes)).value['verdict'], 'valid')
      const unpacked = unzipFiles(file.bytes)
      assert.ok(unpacked.ok)
      const text = [...unpacked.value].filter(([path]) => path.endsWith('Content.xml')).map(([, bytes]) => Buffer.from(bytes).toString('utf8')).join('').replace(/<\/ofd:TextCode><ofd:TextCode[^>]*>/g, '')
      assert.ok(text.includes(name), `${name} is not in the licence's text`)
      const found = await api.call(`window-clerk.${view.windowUnit.replace('@', '.')}`, 'GET', `/cases?text=${encodeURIComponent(name)}`)
      assert.deepEqual((found.value['cases'] as { id: string }[]).map((c) => c.id), [id])
    })
  }
  test('a name that is only half a character is not taken', async () => {
    isProblem(await raw(province, { url: '/accounts', type: 'application/json', payload: '{"name":"\\ud842田","identityNumber":"229901198503070029","phone":"19900000001","password":"Xiangyun2026"}' }), 400, 'kernel/invalid-input')
  })
})

describe('what is not there for one', () => {
  test("another resident's case is not told apart from none", async () => {
    const me = await person(api, 3)
    const id = await submittedCase(api, me, withFee)
    const other = (await person(api, 40)).identityNumber
    isProblem(await api.call(other, 'GET', `/cases/${id}`), 404, 'cases/no-case')
    isProblem(await api.call(other, 'GET', `/cases/${nobody}`), 404, 'cases/no-case')
  })
  test('an item that is not yet in force, or no more, cannot be applied for', async () => {
    for (const item of ['coming-card', 'gone-card']) {
      isProblem(await api.call(resident, 'POST', '/drafts', { item, division: free.division }), 409, 'items/not-in-force')
      isProblem(await api.call(undefined, 'GET', `/items/${item}`), 409, 'items/not-in-force')
      isProblem(await api.call(`window-clerk.government-office.${free.division}`, 'POST', '/counter/drafts', { item, identityNumber: resident, name: (await person(api, 3)).name }), 409, 'items/not-in-force')
    }
    isProblem(await api.call(resident, 'POST', '/drafts', { item: 'no-such-item', division: county }), 404, 'items/no-item')
  })
  test('a place where nobody does it is told', async () => {
    isProblem(await api.call(resident, 'POST', '/drafts', { item: withFee.item, division: '999999' }), 409, 'cases/no-office')
    isProblem(await api.call(resident, 'POST', '/drafts', { item: free.item, division: '220000' }), 409, 'cases/no-office')
  })
})

describe('at once and again', () => {
  test('two clerks accept at once: one wins, the other is told', async () => {
    for (let round = 0; round < 6; round++) {
      const me = await person(api, 3)
      const id = await submittedCase(api, me, withFee)
      const task = await taskOf(api, await viewOf(api, me, id))
      const both = await Promise.all([clerk, `${clerk}.1`].map((who) => api.call(who, 'POST', `/tasks/${task.id}/completion`, { decision: 'accepted', comment: '符合条件，予以受理' })))
      assert.deepEqual(both.map((a) => a.status).sort(), [200, 409])
      isProblem(both.find((a) => a.status === 409)!, 409, 'cases/task-closed')
      const view = await viewOf(api, me, id)
      assert.equal(view.timeline.filter((m) => m.kind === 'accept').length, 1)
    }
  })
  test('an applicant withdraws while the clerk accepts: both may happen, nothing breaks', async () => {
    for (let round = 0; round < 4; round++) {
      const me = await person(api, 3)
      const id = await submittedCase(api, me, withFee)
      const task = await taskOf(api, await viewOf(api, me, id))
      const [accepted, withdrawn] = await Promise.all([api.call(clerk, 'POST', `/tasks/${task.id}/completion`, { decision: 'accepted' }), api.call(resident, 'POST', `/cases/${id}/withdrawal`, { reason: '不办了' })])
      assert.equal(withdrawn.status, 200, JSON.stringify(withdrawn.value))
      assert.ok([200, 409].includes(accepted.status), JSON.stringify(accepted.value))
      assert.equal((await viewOf(api, me, id)).outcome, 'withdrawn')
    }
  })
  test('two devices save one draft: the later is told that it changed', async () => {
    const draft = await openedDraft(api, await person(api, 3))
    const save = (answers: Record<string, unknown>) => api.call(resident, 'PUT', `/drafts/${draft.id}`, { situations: draft.situations, answers, version: draft.version })
    const both = await Promise.all([save({ reason: '在手机上写的' }), save({ reason: '在电脑上写的' })])
    assert.deepEqual(both.map((a) => a.status).sort(), [200, 409])
    isProblem(both.find((a) => a.status === 409)!, 409, 'kernel/conflict')
  })
  test('one save sent twice, its first reply lost, is one save', async () => {
    const draft = await openedDraft(api, await person(api, 3))
    const save = () => api.call(resident, 'PUT', `/drafts/${draft.id}`, { situations: draft.situations, answers: { reason: '同样的话' }, version: draft.version })
    const both = await Promise.all([save(), save()])
    assert.deepEqual(both.map((a) => [a.status, a.value['version']]), [[200, draft.version + 1], [200, draft.version + 1]])
  })
  test('a submission sent five times with one key is one case, and one reply', async () => {
    const me = await person(api, 15)
    const draft = await readyDraft(api, me)
    const submit = (body = {}) => api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/submission`, body, { 'idempotency-key': `submit-${draft.id}` })
    const replies = await Promise.all([submit(), submit(), submit(), submit(), submit()])
    for (const reply of replies) assert.deepEqual(reply.value, replies[0]!.value)
    assert.equal(replies[0]!.status, 200, JSON.stringify(replies[0]!.value))
    assert.equal((await submit()).value['number'], replies[0]!.value['number'])
    const mine = await api.call(me.identityNumber, 'GET', '/my/cases')
    assert.equal(mine.value['total'], 1)
    isProblem(await submit({ incomplete: true }), 422, 'kernel/key-reused')
    isProblem(await api.call(me.identityNumber, 'POST', `/drafts/${nobody}/submission`, {}, { 'idempotency-key': `submit-${draft.id}` }), 422, 'kernel/key-reused')
  })
  test('a submission sent twice without a key is still one case', async () => {
    const me = await person(api, 16)
    const draft = await readyDraft(api, me)
    const submit = () => api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/submission`, {})
    const both = await Promise.all([submit(), submit()])
    assert.deepEqual(both.map((a) => a.status).sort(), [200, 404])
    assert.equal((await api.call(me.identityNumber, 'GET', '/my/cases')).value['total'], 1)
  })
  test("another's key is not one's own", async () => {
    const [one, two] = [await person(api, 17), await person(api, 18)]
    const open = (who: string) => api.call(who, 'POST', '/drafts', { item: withFee.item, division: county }, { 'idempotency-key': 'the-same-key' })
    const [first, second] = [await open(one.identityNumber), await open(two.identityNumber)]
    assert.equal(second.status, 200)
    assert.notEqual(first.value['id'], second.value['id'])
  })
  test('an upload repeated with its key is one file; another file under that key is told', async () => {
    const draft = await openedDraft(api, await person(api, 3), free)
    const upload = (bytes: Uint8Array) => api.call(resident, 'POST', `/drafts/${draft.id}/materials/discharge?name=a.pdf`, bytes, { 'idempotency-key': `upload-${draft.id}` })
    const [first, again] = [await upload(samplePdf), await upload(samplePdf)]
    assert.equal(first.status, 200)
    assert.deepEqual(again.value, first.value)
    isProblem(await upload(Buffer.concat([samplePdf, Buffer.from('%')])), 422, 'kernel/key-reused')
    const saved = await api.call(resident, 'GET', `/drafts/${draft.id}`)
    assert.equal((saved.value as unknown as Draft).needs.find((n) => n.id === 'discharge')!.given.length, 1)
  })
  test('a fee paid by two clicks is paid once', async () => {
    const me = await person(api, 3)
    const view = await drive(api, me, await submittedCase(api, me, withFee), (v) => v.fee?.order != null)
    const pay = () => api.call(resident, 'POST', `/payments/${view.fee!.order!}/payment`, {})
    const both = await Promise.all([pay(), pay()])
    assert.deepEqual(both.map((a) => [a.status, a.value['receipt']]), [both[0]!, both[0]!].map((a) => [200, a.value['receipt']]))
  })
  test('two managers publish at once: versions follow each other', async () => {
    const item = (await must(api.call('manager', 'GET', '/managed-items/id-card-renewal'), 'read')).value as { text: string; formText: string }
    const publish = () => api.call('manager', 'POST', '/managed-items/id-card-renewal/versions', { text: item.text, formText: item.formText, effectiveFrom: '2099-01-01' })
    const both = await Promise.all([publish(), publish()])
    for (const answer of both) assert.ok(answer.status === 200 || answer.value.code === 'kernel/conflict', JSON.stringify(answer.value))
    assert.ok(both.some((a) => a.status === 200))
  })
})
