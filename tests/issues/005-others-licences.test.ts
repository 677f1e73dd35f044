import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Draft, Need } from '#modules/capabilities/cases/contract.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import { innerApi } from '#sim/api.ts'
import type { Api } from '#sim/api.ts'
import { must, openedDraft, person } from '../support/cases.ts'
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

const giveDisabilityCertificate = (who: { identityNumber: string; name: string }) => systemWork(province.platform.environment)(async (context) => {
  await context.ask(licencesPort).fill([{
    type: 'disability-certificate', unit: { id: 'disabled-federation@220102', name: '长春市南关区残疾人联合会', creditCode: '11220102TT00000018', division: '220102' },
    holder: { kind: 'person', key: context.keys.index('subject', who.identityNumber), name: who.name }, fields: [{ label: '姓名', value: who.name }], values: {}, number: `${who.identityNumber}52`,
    validFrom: '2024-01-01', validUntil: '2033-12-31', issuedOn: '2024-01-01',
  }])
})

/** The number of 残疾人证 is the identity number, the kind and the grade: whoever typed a number into the form for an allowance read it. */
test("naming somebody in a form does not tell the number of their licence", async () => {
  const [me, other] = [await person(api, 3), await person(api, 40)]
  await giveDisabilityCertificate(me)
  await giveDisabilityCertificate(other)
  const draft = await openedDraft(api, me, { item: 'minimum-living-allowance', division: '220102001', situations: { hardship: ['disability'] } } as unknown as Wanted)
  const heldFor = async (version: number, identityNumber: string) => {
    const saved = await must(api.call(me.identityNumber, 'PUT', `/drafts/${draft.id}`, { situations: draft.situations, answers: { members: [{ identityNumber }] }, version }), 'save')
    return (saved.value as unknown as Draft).needs.find((n: Need) => n.id === 'disability')!.held!
  }
  const theirs = await heldFor(draft.version, other.identityNumber)
  assert.equal(theirs.title, '残疾人证')
  assert.doesNotMatch(JSON.stringify(theirs), /\d{17}/)
  assert.match((await heldFor(draft.version + 1, me.identityNumber)).detail, new RegExp(`${me.identityNumber}52`), 'their own is told')
})
