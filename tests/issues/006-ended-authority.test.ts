import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { isProblem, must, openedDraft, person } from '../support/cases.ts'
import type { Wanted } from '../support/cases.ts'
import { testProvince } from '../support/province.ts'
import type { TestProvince } from '../support/province.ts'

let province: TestProvince
let api: Api
before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
})
after(() => province.end())

const food = { item: 'food-business-licence', division: '220102', situations: {} } as unknown as Wanted

/** The draft was begun in time; submitting asked nobody whether its applicant was still the firm's agent. */
test('an agent whose authorisation was withdrawn submits nothing for the firm', async () => {
  const owner = await person(api, 5, { firm: 'valid' })
  const agent = await person(api, 61)
  const given = await must(api.call(owner.identityNumber, 'POST', '/delegations', { firm: owner.firm, agent: agent.identityNumber, agentName: agent.name, until: '2099-12-31' }), 'authorise')
  await must(api.call(agent.identityNumber, 'POST', '/session/face', { firm: owner.firm }), 'face')
  const draft = await openedDraft(api, agent, food)
  await must(api.call(agent.identityNumber, 'POST', '/session/face', { firm: null }), 'own face')
  const before = await api.call(agent.identityNumber, 'POST', `/drafts/${draft.id}/submission`, {})
  assert.notEqual(before.value.code, 'identity/not-your-firm', 'an agent in force may, also under their own face')
  await must(api.call(owner.identityNumber, 'POST', `/delegations/${String(given.value['id'])}/withdrawal`, {}), 'withdraw')
  isProblem(await api.call(agent.identityNumber, 'POST', `/drafts/${draft.id}/submission`, {}), 403, 'identity/not-your-firm')
})
