import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { localDate } from '@xiangyun/kernel/time'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { samplePdf } from '#sim/sample-files.ts'
import { must, person, readyDraft, viewOf, withFee } from '../support/cases.ts'
import { testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
})
after(() => province.end())

/** The form's answer named another file already; the office was shown the first one all the same. */
test('a file that the applicant has taken out of an answer is not handed in', async () => {
  const { value: before } = await must(api.call('manager', 'GET', `/managed-items/${withFee.item}`), 'item')
  const { value: around } = await must(api.call('manager', 'POST', `/managed-items/${withFee.item}/form-surroundings`, { text: String(before['text']) }), 'form')
  const form = around['generated'] as unknown as { schema: { properties: Record<string, object> }; ui: { ask: object[] }[] }
  form.schema.properties['plan'] = { title: '示意图' }
  form.ui[0]!.ask.push({ at: '/plan', kind: 'file' })
  await must(api.call('manager', 'POST', `/managed-items/${withFee.item}/versions`, { text: before['text'], formText: JSON.stringify(form), effectiveFrom: localDate(province.platform.environment.clock.now()) } as never), 'publish')
  const me = await person(api, 3)
  const draft = await readyDraft(api, me, withFee)
  const send = async (name: string) => (await must(api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/files?at=/plan&name=${encodeURIComponent(name)}`, samplePdf), 'send')).value as { id: string; name: string }
  await send('发错的.pdf')
  const { id, name } = await send('对的.pdf')
  const read = (await must(api.call(me.identityNumber, 'GET', `/drafts/${draft.id}`), 'read')).value as { answers: object; version: number }
  await must(api.call(me.identityNumber, 'PUT', `/drafts/${draft.id}`, { situations: draft.situations, answers: { ...read.answers, plan: [{ id, name }] }, version: read.version } as never), 'name the second')
  const done = await must(api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/submission`, {}), 'submit')
  const view = await viewOf(api, me, String(done.value['case']))
  assert.deepEqual(view.materials.filter((one) => one.material === '/plan').map((one) => one.name), ['对的.pdf'])
  assert.equal((await api.call('clerk', 'GET', `/cases/${String(done.value['case'])}/materials/${encodeURIComponent('/plan')}/1`)).status, 404)
})
