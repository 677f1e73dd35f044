import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { provinceModules } from '#server/modules.ts'
import { localDate, machineClock } from '@xiangyun/kernel/time'
import type { CaseView, Draft } from '#modules/capabilities/cases/contract.ts'
import { innerApi } from '#sim/api.ts'
import type { Answer, Api, Body, Method } from '#sim/api.ts'
import { samplePdf } from '#sim/sample-files.ts'
import { drive, elsewhere, free, person, readyDraft, submittedCase, taskOf, viewOf, withFee } from './support/cases.ts'
import { testProvince } from './support/province.ts'
import type { TestProvince } from './support/province.ts'

/** Who comes to a door. Residents are filled in when the province stands. */
const actors = {
  anonymous: undefined as string | undefined,
  resident: '', 'other resident': '',
  clerk: 'window-clerk.government-service.220102', 'clerk elsewhere': `window-clerk.government-service.${elsewhere}`,
  reviewer: 'reviewer.public-security.220102', inspector: 'inspector.public-security.220102', expert: 'expert.public-security.220102',
  decider: 'decider.public-security.220102', 'decider elsewhere': `decider.public-security.${elsewhere}`,
  head: 'department-head.public-security.220102', 'head elsewhere': `department-head.public-security.${elsewhere}`,
  'item manager': 'manager', auditor: 'auditor', supervisor: 'supervisor', operator: 'operator', 'security administrator': 'security', 'unit administrator': 'unit-administrator', 'process operator': 'process-operator',
}
type Who = keyof typeof actors

const everyone = Object.keys(actors) as Who[]
const signedIn = everyone.filter((who) => who !== 'anonymous')
const residents: Who[] = ['resident', 'other resident']
const clerks: Who[] = ['clerk', 'clerk elsewhere']
const heads: Who[] = ['head', 'head elsewhere']
const deciders: Who[] = ['decider', 'decider elsewhere', ...heads]
const approvers: Who[] = ['reviewer', 'inspector', 'expert', ...deciders]
const seers: Who[] = ['item manager', 'process operator']
const givers: Who[] = ['security administrator', 'unit administrator']
const placers: Who[] = ['operator', 'unit administrator']
const handlers: Who[] = [...clerks, ...approvers]

/** The table: whom each door lets in. A route that is not here is a mistake: think about who may, then add it. */
const doors: Readonly<Record<string, readonly Who[]>> = {
  'GET /divisions/:code/children': everyone, 'GET /departments': everyone,
  'GET /staff': [...heads, 'auditor', 'operator', ...givers], 'GET /staff/:account': [...heads, 'auditor', 'operator', ...givers], 'GET /staff-units': [...heads, 'auditor', 'operator', ...givers], 'GET /my/powers': signedIn,
  'POST /staff': placers, 'POST /staff/:account/posts': placers, 'POST /posts/:id/move': placers, 'POST /posts/:id/end': placers, 'POST /staff/:account/leaving': placers,
  'POST /posts/:id/duties': givers, 'POST /duties/:id/withdrawal': givers, 'GET /duty-reviews': [...heads, ...givers], 'POST /duties/:id/confirmation': [...heads, ...givers],

  'GET /reorganisations': ['auditor', 'operator', 'security administrator'], 'GET /reorganisations/:id': ['auditor', 'operator', 'security administrator'], 'POST /reorganisations': ['operator'], 'POST /reorganisations/:id/confirmation': ['security administrator'], 'POST /reorganisations/:id/withdrawal': ['auditor', 'operator', 'security administrator'],

  'GET /session': everyone, 'POST /session/end': everyone, 'POST /accounts': everyone,
  'POST /session/face': signedIn, 'GET /session/persons': signedIn, 'POST /session/step-up/code': signedIn, 'POST /session/step-up': signedIn, 'GET /session/step-up/ways': signedIn, 'POST /session/step-up/face': signedIn, 'POST /session/step-up/face/proof': signedIn,
  'POST /delegations': signedIn, 'GET /delegations': signedIn, 'POST /delegations/:id/withdrawal': signedIn,

  'GET /account/security': signedIn, 'GET /account/sign-ins': signedIn, 'POST /account/sessions/:id/end': signedIn, 'POST /account/sessions/end-others': signedIn, 'POST /account/systems/:client/withdrawal': signedIn,
  'POST /account/passkeys/options': signedIn, 'POST /account/passkeys': signedIn, 'POST /account/passkeys/:id/removal': signedIn, 'POST /session/step-up/passkey/options': signedIn, 'POST /session/step-up/passkey': signedIn,
  'POST /account/password': signedIn, 'POST /account-recoveries': clerks, 'POST /staff-recoveries': givers,

  'GET /connections': [...heads, 'operator', 'security administrator'], 'POST /connections': [...heads, 'operator'], 'POST /connections/:id/decision': ['security administrator'],

  'GET /often': everyone, 'GET /items': everyone, 'GET /items/:item': everyone, 'POST /items/:item/checklist': everyone,
  'GET /items/:item/versions/:version/form': everyone, 'GET /items/:item/versions/:version/validator.js': everyone,
  'GET /managed-items': ['item manager'], 'GET /managed-items/:item': ['item manager'], 'POST /managed-items/:item/check': ['item manager'], 'POST /managed-items/:item/form-surroundings': ['item manager'], 'POST /managed-items/:item/decision': ['item manager'],
  'PUT /managed-items/:item/draft': ['item manager'], 'POST /managed-items/:item/versions': ['item manager'], 'POST /claims': ['item manager'],

  'GET /processes': seers, 'GET /processes/:key': seers, 'GET /processes/:key/figures': seers, 'GET /processes/:key/incidents': seers, 'POST /processes/:key/retries': ['process operator'], 'GET /process-definitions/:definition/drawing': seers, 'GET /process-instances': seers, 'GET /process-instances/:id': seers,
  'GET /processes/vocabulary': seers, 'POST /processes/check': ['item manager'], 'POST /processes/drawing': ['item manager'], 'POST /processes/simulation': ['item manager'], 'PUT /processes/:key/draft': ['item manager'], 'DELETE /processes/:key/draft': ['item manager'],
  'POST /processes/:key/versions': ['item manager'], 'POST /processes/:key/versions/:version/withdrawal': ['item manager'],
  'GET /process-definitions/:from/mapping': ['item manager'], 'POST /process-migrations': ['item manager'], 'GET /process-migrations': ['item manager'], 'GET /process-migrations/:id': ['item manager'], 'POST /process-migrations/:id/execution': ['item manager'], 'POST /process-migrations/:id/stop': ['item manager'],
  'POST /process-instances/:id/retry': ['process operator'], 'POST /process-instances/:id/relocation': ['process operator'], 'POST /process-instances/:id/cancellation': ['process operator'],

  'GET /payments/:id': signedIn, 'POST /payments/:id/payment': signedIn,

  'GET /trust/roots': everyone, 'GET /seals': heads, 'GET /seals/:id/pressings': heads,
  'POST /seals/:id/freezing': heads, 'POST /seals/:id/restoration': heads, 'POST /seals/:id/cancellation': heads, 'POST /seals/:id/replacement': heads,

  'GET /my/licences': residents, 'POST /licences/:id/showing': residents, 'GET /my/licences/:id/uses': residents, 'POST /my/licences/:id/copies': residents, 'GET /my/licences/:id/copies': residents, 'GET /my/licence-copies/:id/file': residents,
  'GET /licences': signedIn, 'GET /licences/:id': signedIn, 'GET /licences/:id/file': signedIn, 'GET /licences/:id/picture': signedIn,
  'POST /verification/file': everyone, 'GET /verification/:code': everyone, 'GET /verification/:code/proof': everyone, 'GET /licence-log/head': everyone, 'GET /licence-log/consistency': everyone, 'GET /licence-log/leaves': everyone,
  'POST /licences/:id/suspension': heads, 'POST /licences/:id/restoration': heads, 'POST /licences/:id/revocation': heads, 'POST /licences/:id/cancellation': heads,

  'GET /form-surroundings': [...heads, 'item manager'], 'GET /collections': [...heads, 'item manager'], 'GET /collections/:key': [...heads, 'item manager'], 'POST /collections': ['item manager'], 'PUT /collections/:key/draft': ['item manager'], 'POST /collections/:key/versions': ['item manager'], 'POST /collections/:key/state': ['item manager'],
  'GET /collections/:key/submissions': [...heads, 'item manager'], 'GET /collections/:key/submissions/:id': [...heads, 'item manager'], 'GET /collections/:key/submissions/:id/paper': [...heads, 'item manager'], 'GET /collections/:key/submissions/:id/files/:file': [...heads, 'item manager'], 'GET /collections/:key/export': [...heads, 'item manager'],
  'GET /open-forms/:key': everyone, 'GET /open-forms/:key/versions/:version/validator.js': everyone, 'POST /open-forms/:key/submissions': everyone, 'POST /open-forms/:key/files': everyone,
  'GET /open-forms/:key/draft': signedIn, 'PUT /open-forms/:key/draft': signedIn, 'POST /open-forms/:key/looks/:look': signedIn,
  'GET /my/submissions': signedIn, 'GET /my/submissions/:id': signedIn, 'GET /my/submissions/:id/paper': signedIn, 'GET /my/submissions/:id/files/:file': signedIn,
  'GET /form-sources/dictionaries/:name': everyone, 'GET /form-sources/family': signedIn, 'GET /form-sources/officials': signedIn,

  'POST /drafts': residents, 'POST /counter/drafts': clerks, 'POST /counter/people': clerks, 'POST /counter/drafts/:id/continuation': clerks,
  'GET /drafts': signedIn, 'GET /drafts/:id': signedIn, 'PUT /drafts/:id': signedIn, 'DELETE /drafts/:id': signedIn,
  'POST /drafts/:id/materials/:material': signedIn, 'DELETE /drafts/:id/materials/:material/:number': signedIn, 'GET /drafts/:id/materials/:material/:number': signedIn, 'POST /drafts/:id/consents': signedIn, 'POST /drafts/:id/submission': signedIn,
  'GET /my/cases': residents, 'GET /cases/:id': signedIn, 'GET /cases/:id/materials/:material/:number': signedIn, 'GET /cases/:id/document': signedIn, 'GET /cases/:id/slip': signedIn, 'GET /cases/:id/forms': signedIn, 'GET /cases/:id/forms/:number': signedIn, 'GET /cases/:id/forms/:number/paper': signedIn, 'POST /drafts/:id/looks/:look': signedIn, 'POST /drafts/:id/renewal': signedIn, 'POST /drafts/:id/files': signedIn,
  'POST /cases/:id/materials/:material': signedIn, 'POST /cases/:id/supplement': signedIn, 'POST /cases/:id/correction': signedIn, 'POST /cases/:id/withdrawal': signedIn,
  'POST /cases/:id/objection': handlers, 'POST /cases/:id/tax-clearance': approvers, 'POST /cases/:id/activities': approvers, 'POST /cases/:id/extension': approvers, 'POST /cases/:id/issuing': approvers, 'POST /cases/:id/decision-taken-back': approvers,
  'GET /queue': handlers, 'GET /queue/figures': handlers, 'GET /colleagues': handlers, 'POST /tasks/:id/handover': handlers,
  'GET /cases': [...handlers.filter((who) => who !== 'expert'), 'supervisor'],
  'POST /tasks/:id/completion': signedIn, 'POST /tasks/completions': deciders, 'POST /stand-ins': deciders,

  'POST /cases/:id/rating': residents, 'GET /cases/:id/rating': residents,
  'GET /rectifications': [...heads, 'supervisor'], 'POST /rectifications/:id/reply': [...heads, 'supervisor'],

  'GET /correction-prospects/:register/:field': residents, 'POST /correction-proofs': residents, 'POST /corrections': residents, 'GET /my/corrections': residents,
  'GET /corrections': ['reviewer', ...heads], 'GET /corrections/:id': ['reviewer', ...heads], 'POST /corrections/:id/answer': ['reviewer', ...heads], 'GET /corrections/:id/proofs/:proof': signedIn,

  'GET /account/certificates': signedIn, 'POST /account/certificates': signedIn, 'POST /account/certificates/:id/removal': signedIn,
  'GET /my/messages': residents, 'POST /my/messages/read': residents, 'GET /outbox': ['operator'],
  'POST /my/mail-address': residents, 'POST /my/mail-address/proof': residents, 'POST /my/mail-address/removal': residents,
  'GET /my/subscriptions': residents, 'PUT /my/subscriptions/:topic': residents, 'PUT /my/followed-items/:item': residents, 'GET /my/profile': residents, 'GET /my/copy': residents,
  'GET /supervision/lamps': [...heads, 'supervisor'], 'GET /supervision/warnings': [...heads, 'supervisor'], 'GET /supervision/issued-warnings': [...heads, 'supervisor'],
  'GET /audit': ['auditor'], 'GET /audit/:id/proof': ['auditor'], 'POST /audit/verification': ['auditor'], 'GET /my/reads': residents,
  'POST /demonstration/clock': ['operator'], 'POST /demonstration/records': ['operator'], 'GET /demonstration/people': everyone,
}

const routes = provinceModules(machineClock).flatMap((module) => module.routes.map(({ route }) => ({ ...route, module: module.name, key: `${route.method} ${route.path}` })))
const nobody = '01900000-0000-7000-8000-000000000000'

let province: TestProvince
let api: Api

before(async () => {
  province = await testProvince()
  api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: () => {} })
  actors.resident = (await person(api, 3)).identityNumber
  actors['other resident'] = (await person(api, 40)).identityNumber
})
after(() => province.end())

test('every route is in the table, and the table has no others', () => {
  assert.deepEqual(Object.keys(doors).sort(), routes.map((r) => r.key).sort())
})

test('every permission of a route is explained in its module or another, and some role has it', () => {
  const explained = new Set(provinceModules(machineClock).flatMap((m) => Object.keys(m.permissions)))
  for (const { key, permission } of routes) {
    if (permission === 'public' || permission === 'signed-in') continue
    assert.ok(explained.has(permission), `${key}: nobody explains ${permission}`)
    assert.ok(doors[key]!.length > 0, `${key}: no role may`)
  }
})

/** A request that the door judges and nothing more: what is behind it refuses the field that it does not know. */
const knock = (who: Who, method: Method, path: string): Promise<Answer> => {
  const filled = path.replace(/:code/g, '220102').replace(/:item/g, 'passport').replace(/:version/g, '1').replace(/:number/g, '1').replace(/:material/g, 'photo').replace(/:id/g, nobody).replace(/:file/g, nobody).replace(/:key/g, 'abcdef').replace(/:look/g, 'x').replace(/:name/g, 'x').replace(/:account/g, 'nobody').replace(/:client/g, 'x')
  return api.call(actors[who], method, `${filled}?notAField=1`)
}

describe('the door', () => {
  for (const { key, method, path, module } of routes) {
    test(`${module}: ${key} lets in ${doors[key]?.length ?? 0} of ${everyone.length}`, async () => {
      for (const who of everyone) {
        const answer = await knock(who, method, path)
        const expected = doors[key]!.includes(who) ? '400 kernel/invalid-input' : who === 'anonymous' ? '401 kernel/not-signed-in' : '403 kernel/forbidden'
        assert.equal(`${answer.status} ${answer.value.code}`, expected, who)
      }
    })
  }
})

/** What one resident has, at which others try their hands. */
type Belongings = { draft: Draft; open: CaseView; task: string; paying: CaseView; order: string; ended: CaseView; licence: string; delegation: string; correction: string; proof: string; post: string; duty: string; plan: string; copy: string }

/** Object doors: what a stranger gets for somebody's id must be what they get for an id of nothing. `official`: who may come from another county. */
/** Administrators of another county, for what only administrators come to. */
const administrators = { 'operator elsewhere': `operator.government-service.${elsewhere}`, 'security administrator elsewhere': `security-administrator.government-service.${elsewhere}` }
type Try = { readonly body?: Body; readonly id: (has: Belongings) => string; readonly by: Who | keyof typeof administrators; readonly instead?: string }
const stranger: Who = 'other resident'
const draft = (has: Belongings) => has.draft.id
const open = (has: Belongings) => has.open.id
const ended = (has: Belongings) => has.ended.id
const order = (has: Belongings) => has.order
const licence = (has: Belongings) => has.licence
const copy = (has: Belongings) => has.copy
const correction = (has: Belongings) => has.correction
const post = (has: Belongings) => has.post
const duty = (has: Belongings) => has.duty
const plan = (has: Belongings) => has.plan
const placing = { unit: 'market-supervision@220102', title: '综合岗', on: '2099-01-01' }
const answers = { situations: {}, answers: {}, version: 1 }

const tries: Readonly<Record<string, readonly Try[]>> = {
  'POST /delegations/:id/withdrawal': [{ id: (has) => has.delegation, by: stranger, body: {} }],
  'GET /payments/:id': [{ id: order, by: stranger }, { id: order, by: 'clerk elsewhere' }, { id: order, by: 'decider' }],
  'POST /payments/:id/payment': [{ id: order, by: stranger, body: {} }, { id: order, by: 'clerk elsewhere', body: {} }, { id: order, by: 'operator', body: {} }],
  'POST /licences/:id/showing': [{ id: licence, by: stranger, body: {} }],
  'GET /my/licences/:id/uses': [{ id: licence, by: stranger }],
  'POST /my/licences/:id/copies': [{ id: licence, by: stranger, body: { recipient: '示例银行', purpose: '开立账户', days: 7 } }], 'GET /my/licences/:id/copies': [{ id: licence, by: stranger }], 'GET /my/licence-copies/:id/file': [{ id: copy, by: stranger }],
  'GET /licences/:id': [{ id: licence, by: stranger }, { id: licence, by: 'reviewer' }, { id: licence, by: 'operator' }],
  'GET /licences/:id/file': [{ id: licence, by: stranger }, { id: licence, by: 'auditor' }],
  'GET /licences/:id/picture': [{ id: licence, by: stranger }, { id: licence, by: 'item manager' }],
  'POST /counter/drafts/:id/continuation': [{ id: draft, by: 'clerk', body: { identityNumber: 'theirs', name: 'theirs' } }],
  'GET /drafts/:id': [{ id: draft, by: stranger }, { id: draft, by: 'clerk' }, { id: draft, by: 'decider' }],
  'PUT /drafts/:id': [{ id: draft, by: stranger, body: answers }, { id: draft, by: 'clerk', body: answers }],
  'DELETE /drafts/:id': [{ id: draft, by: stranger }, { id: draft, by: 'clerk' }],
  'POST /drafts/:id/materials/:material': [{ id: draft, by: stranger, body: samplePdf }, { id: draft, by: 'clerk', body: samplePdf }],
  'DELETE /drafts/:id/materials/:material/:number': [{ id: draft, by: stranger }], 'GET /drafts/:id/materials/:material/:number': [{ id: draft, by: stranger }, { id: draft, by: 'clerk' }],
  'POST /drafts/:id/consents': [{ id: draft, by: stranger, body: { materials: [] } }],
  'POST /drafts/:id/submission': [{ id: draft, by: stranger, body: {} }, { id: draft, by: 'clerk', body: {} }],
  'GET /cases/:id': [{ id: open, by: stranger }, { id: ended, by: stranger }, { id: open, by: 'clerk elsewhere' }, { id: open, by: 'decider elsewhere' }, { id: open, by: 'supervisor' }, { id: open, by: 'operator' }, { id: open, by: 'auditor' }],
  'GET /cases/:id/materials/:material/:number': [{ id: open, by: stranger }, { id: open, by: 'clerk elsewhere' }],
  'GET /cases/:id/document': [{ id: ended, by: stranger }, { id: ended, by: 'head elsewhere' }],
  'GET /cases/:id/slip': [{ id: open, by: stranger }, { id: open, by: 'clerk elsewhere' }],
  'GET /cases/:id/forms': [{ id: open, by: stranger }, { id: open, by: 'clerk elsewhere' }], 'GET /cases/:id/forms/:number': [{ id: open, by: stranger }, { id: open, by: 'decider elsewhere' }], 'GET /cases/:id/forms/:number/paper': [{ id: open, by: stranger }, { id: open, by: 'clerk elsewhere' }],
  'POST /drafts/:id/looks/:look': [{ id: draft, by: stranger, body: { answers: {} } }, { id: draft, by: 'clerk', body: { answers: {} } }],
  'POST /drafts/:id/renewal': [{ id: draft, by: stranger, body: { version: 2 } }, { id: draft, by: 'clerk', body: { version: 2 } }],
  'POST /drafts/:id/files': [{ id: draft, by: stranger, body: samplePdf }],
  // Whose a collection or a submission is: modules/capabilities/forms/tests/collections.test.ts.
  'GET /collections/:key/submissions/:id': [], 'GET /collections/:key/submissions/:id/paper': [], 'GET /collections/:key/submissions/:id/files/:file': [], 'GET /my/submissions/:id': [], 'GET /my/submissions/:id/paper': [], 'GET /my/submissions/:id/files/:file': [],
  'POST /cases/:id/materials/:material': [{ id: open, by: stranger, body: samplePdf }, { id: open, by: 'clerk elsewhere', body: samplePdf }],
  'POST /cases/:id/supplement': [{ id: open, by: stranger, body: {} }, { id: open, by: 'clerk elsewhere', body: {} }, { id: open, by: 'decider', body: {} }],
  'POST /cases/:id/correction': [{ id: open, by: stranger, body: { say: '已经改好' } }],
  'POST /cases/:id/withdrawal': [{ id: open, by: stranger, body: { reason: '不办了' } }, { id: open, by: 'clerk elsewhere', body: { reason: '不办了' } }, { id: open, by: 'decider', body: { reason: '不办了' } }],
  'POST /cases/:id/objection': [{ id: open, by: 'decider elsewhere', body: { say: '公示有异议' } }],
  'POST /cases/:id/tax-clearance': [{ id: open, by: 'decider', body: {} }],
  'POST /cases/:id/activities': [{ id: open, by: 'decider elsewhere', body: { choice: 'review.1' } }],
  'POST /cases/:id/extension': [{ id: open, by: 'decider elsewhere', body: { reason: '情况复杂' } }],
  'POST /cases/:id/decision-taken-back': [{ id: open, by: 'decider elsewhere', body: { reason: '登记库没有这一条' } }],
  'POST /cases/:id/issuing': [{ id: open, by: 'decider elsewhere', body: {} }],
  'POST /cases/:id/rating': [{ id: ended, by: stranger, body: { grade: 1 } }],
  'GET /cases/:id/rating': [{ id: ended, by: stranger }],
  'POST /rectifications/:id/reply': [{ id: ended, by: 'head elsewhere', body: { reply: '我们已经认真整改了这件事' } }],
  'GET /corrections/:id': [{ id: correction, by: 'reviewer' }, { id: correction, by: 'head elsewhere' }],
  'POST /corrections/:id/answer': [{ id: correction, by: 'reviewer', body: { decision: 'accepted', reason: '已经核实属实' } }, { id: correction, by: 'head', body: { decision: 'refused', reason: '已经核实不属实' } }],
  'GET /corrections/:id/proofs/:proof': [{ id: correction, by: stranger }, { id: correction, by: 'reviewer' }, { id: correction, by: 'clerk' }, { id: correction, by: 'auditor' }],
  'GET /reorganisations/:id': [{ id: plan, by: 'operator elsewhere' }], 'POST /reorganisations/:id/confirmation': [{ id: plan, by: 'security administrator elsewhere' }], 'POST /reorganisations/:id/withdrawal': [{ id: plan, by: 'operator elsewhere', body: { reason: '不需要了' } }],
  'POST /posts/:id/move': [{ id: post, by: 'unit administrator', body: placing }], 'POST /posts/:id/end': [{ id: post, by: 'unit administrator', body: { until: '2099-01-01' } }],
  'POST /posts/:id/duties': [{ id: post, by: 'unit administrator', body: { role: 'reviewer', reach: 'unit', since: '2099-01-01' } }],
  'POST /duties/:id/withdrawal': [{ id: duty, by: 'unit administrator', body: { reason: '不需要了' } }], 'POST /duties/:id/confirmation': [{ id: duty, by: 'unit administrator' }, { id: duty, by: 'head' }],
  // Whose a session, a passkey or a certificate is: security.test.ts and certificates.test.ts in modules/capabilities/identity/tests.
  'POST /account/sessions/:id/end': [], 'POST /account/passkeys/:id/removal': [], 'POST /account/certificates/:id/removal': [],
  // Within whose reach it lies: modules/capabilities/identity/tests/provider.test.ts.
  'POST /connections/:id/decision': [],
  'GET /audit/:id/proof': [],
  // What lies within a place's reach: modules/capabilities/processes/tests and tests/chain/process-versions.test.ts.
  'GET /process-instances/:id': [], 'POST /process-instances/:id/retry': [], 'POST /process-instances/:id/relocation': [], 'POST /process-instances/:id/cancellation': [],
  'GET /process-migrations/:id': [], 'POST /process-migrations/:id/execution': [], 'POST /process-migrations/:id/stop': [],
}

/** Doors where an official is told that the thing exists but is another unit's: there is nothing secret in that. */
const saidToOfficials: Readonly<Record<string, string>> = {
  'POST /tasks/:id/completion': 'cases/not-yours', 'POST /tasks/:id/handover': 'cases/not-yours',
  'POST /licences/:id/suspension': 'licences/other-issuer', 'POST /licences/:id/restoration': 'licences/other-issuer', 'POST /licences/:id/revocation': 'licences/other-issuer', 'POST /licences/:id/cancellation': 'licences/other-issuer',
  'POST /seals/:id/freezing': 'kernel/forbidden', 'POST /seals/:id/restoration': 'kernel/forbidden', 'POST /seals/:id/cancellation': 'kernel/forbidden', 'POST /seals/:id/replacement': 'kernel/forbidden', 'GET /seals/:id/pressings': 'kernel/forbidden',
}

describe("what belongs to somebody", () => {
  let has: Belongings

  before(async () => {
    const me = await person(api, 3)
    const firm = await person(api, 5, { firm: 'valid' })
    const agent = await person(api, 61)
    const authorised = await api.call(firm.identityNumber, 'POST', '/delegations', { firm: firm.firm, agent: agent.identityNumber, agentName: agent.name, until: '2099-12-31' })
    const proof = String((await api.call(me.identityNumber, 'POST', `/correction-proofs?name=${encodeURIComponent('证书.pdf')}`, samplePdf)).value['id'])
    const asked = await api.call(me.identityNumber, 'POST', '/corrections', { register: 'people', field: 'education', wanted: '硕士研究生', reason: '去年已经毕业', proofs: [proof] })
    const paying = await drive(api, me, await submittedCase(api, me, withFee), (view) => view.fee?.order != null)
    const done = await drive(api, me, await submittedCase(api, me, free))
    const submitted = await viewOf(api, me, await submittedCase(api, me, withFee))
    const placed = await api.call('operator', 'POST', '/staff', { account: 'placed', name: '新来的', unit: `market-supervision@${elsewhere}`, title: '综合岗', since: localDate(machineClock.now()) })
    const post = (placed.value['posts'] as { id: string }[])[0]!.id
    const given = await api.call('security', 'POST', `/posts/${post}/duties`, { role: 'reviewer', reach: 'unit', since: localDate(machineClock.now()) })
    const duty = (given.value['posts'] as { duties: { id: string }[] }[])[0]!.duties[0]!.id
    const planned = await api.call('operator.government-service.220102', 'POST', '/reorganisations', { name: '示例调整', basis: '示例文件', effectiveOn: '2027-06-01', merges: [{ unit: 'commerce@220102', into: 'market-supervision@220102' }] })
    const copied = await api.call(me.identityNumber, 'POST', `/my/licences/${done.result!.licences[0]!}/copies`, { recipient: '示例银行', purpose: '开立账户', days: 7 })
    has = {
      copy: String(copied.value['id']), post, duty, plan: String(planned.value['id']),
      draft: await readyDraft(api, me, free), open: submitted, task: (await taskOf(api, submitted)).id, paying, order: paying.fee!.order!, ended: done, licence: done.result!.licences[0]!, delegation: String(authorised.value['id']), correction: String(asked.value['id']), proof,
    }
  })

  test('every route with an id is tried by a stranger', () => {
    assert.deepEqual(routes.filter((r) => r.path.includes('/:id')).map((r) => r.key).sort(), [...Object.keys(tries), ...Object.keys(saidToOfficials)].sort())
  })

  const send = (by: Try['by'], key: string, id: string, body?: Body): Promise<Answer> => {
    const [method, path] = key.split(' ') as [Method, string]
    const material = has.open.materials.find((m) => m.kind === 'uploaded')
    const filled = path.replace(':id', id).replace(':material', material?.material ?? 'photo').replace(':number', '1').replace(':proof', has.proof)
    return api.call(by in administrators ? administrators[by as keyof typeof administrators] : actors[by as Who], method, body instanceof Uint8Array ? `${filled}?name=${encodeURIComponent('材料.pdf')}${path.endsWith('/files') ? '&at=/photo' : ''}` : filled, body)
  }
  const said = ({ status, value }: Answer) => ({ status, ...value, trace: undefined })

  for (const [key, list] of Object.entries(tries)) {
    for (const [index, one] of list.entries()) {
      test(`${key} (${index + 1}): for ${one.by} it is not told apart from nothing`, async () => {
        const other = await person(api, 77)
        const body = key.startsWith('POST /counter') ? { identityNumber: other.identityNumber, name: other.name } : one.body
        const [theirs, none] = [await send(one.by, key, one.id(has), body), await send(one.by, key, nobody, body)]
        assert.deepEqual(said(theirs), said(none))
        assert.ok(theirs.status === 404 || key === 'POST /cases/:id/rating', `${theirs.status} ${theirs.value.code}`)
      })
    }
  }

  test('an official of another unit may not do, give away or batch a task', async () => {
    for (const by of ['clerk elsewhere', 'decider', 'decider elsewhere', 'head elsewhere', 'reviewer'] as const) {
      const done = await send(by, 'POST /tasks/:id/completion', has.task, { decision: 'accepted', comment: '同意受理' })
      assert.equal(`${done.status} ${done.value.code}`, '403 cases/not-yours', by)
      const given = await send(by, 'POST /tasks/:id/handover', has.task, { to: String(actors[by]), reason: '我来办' })
      assert.equal(`${given.status} ${given.value.code}`, '403 cases/not-yours', by)
    }
    const batch = await api.call(actors['decider elsewhere'], 'POST', '/tasks/completions', { tasks: [has.task], decision: 'accepted' })
    assert.deepEqual(batch.value['done'], [])
  })

  test('an official without an office of cases does no task', async () => {
    for (const by of ['operator', 'auditor', 'item manager', 'supervisor'] as const) {
      const done = await send(by, 'POST /tasks/:id/completion', has.task, { decision: 'accepted', comment: '同意受理' })
      assert.equal(done.value.code, 'cases/not-yours', by)
    }
  })

  test('an applicant never decides the own case', async () => {
    const done = await send('resident', 'POST /tasks/:id/completion', has.task, { decision: 'accepted', comment: '同意受理' })
    assert.equal(`${done.status} ${done.value.code}`, '403 cases/not-yours')
    const view = await viewOf(api, await person(api, 3), has.open.id)
    assert.equal(view.stage, has.open.stage)
  })

  test('only the issuer changes the state of a licence', async () => {
    for (const act of ['suspension', 'restoration', 'revocation', 'cancellation']) {
      const answer = await send('head elsewhere', `POST /licences/:id/${act}`, has.licence, { reason: '试一试能不能改' })
      assert.equal(`${answer.status} ${answer.value.code}`, '403 licences/other-issuer', act)
    }
    const still = await api.call(actors.resident, 'GET', `/licences/${has.licence}`)
    assert.equal(still.value['state'], 'valid')
  })

  test('only its own unit sees and changes a seal', async () => {
    const issuer = `department-head.${has.ended.unit.replace('@', '.')}`
    const seals = (await api.call(issuer, 'GET', '/seals')).value['seals'] as { id: string }[]
    assert.ok(seals.length > 0)
    for (const [method, act] of [['POST', 'freezing'], ['POST', 'restoration'], ['POST', 'cancellation'], ['POST', 'replacement'], ['GET', 'pressings']] as const) {
      const answer = await api.call(actors['head elsewhere'], method, `/seals/${seals[0]!.id}/${act}`, method === 'POST' ? { reason: '试一试能不能改' } : undefined)
      assert.equal(`${answer.status} ${answer.value.code}`, '403 kernel/forbidden', act)
    }
    assert.deepEqual((await api.call(actors['head elsewhere'], 'GET', '/seals')).value['seals'], [])
  })

  test('lists show only what is one\'s own', async () => {
    const mine = new Set([has.draft.id, has.open.id, has.paying.id, has.ended.id, has.licence])
    for (const [by, path] of [['other resident', '/drafts'], ['other resident', '/my/cases'], ['other resident', '/my/licences'], ['other resident', '/my/messages'], ['other resident', '/my/reads'], ['clerk elsewhere', '/cases'], ['clerk elsewhere', '/queue'], ['decider elsewhere', '/cases'], ['decider elsewhere', '/queue'], ['head elsewhere', '/supervision/warnings'], ['head elsewhere', '/supervision/issued-warnings'], ['head elsewhere', '/rectifications']] as const) {
      const answer = await api.call(actors[by], 'GET', path)
      assert.equal(answer.status, 200, path)
      for (const id of mine) assert.ok(!answer.bytes.includes(id), `${by} sees ${id} in ${path}`)
    }
  })

  test('a stranger in the same county may not look at the supplement of others by a draft of their own', async () => {
    const other = await person(api, 40)
    const own = await readyDraft(api, other, free)
    const answer = await api.call(other.identityNumber, 'GET', `/cases/${own.id}`)
    assert.equal(answer.value.code, 'cases/no-case')
  })
})
