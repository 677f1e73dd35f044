import { listMyCases } from '#modules/capabilities/cases/contract.ts'
import { myLicences } from '#modules/capabilities/licences/contract.ts'
import { attempt } from '#design/api.ts'
import type { Hit } from './finding.ts'

/** My cases and licences, for the search box; loaded only for those signed in. */
export async function ownHits(): Promise<Hit[]> {
  const [cases, licences] = await Promise.all([attempt(listMyCases, {}), attempt(myLicences, {})])
  return [
    ...cases.ok ? cases.value.cases.map((one): Hit => ({ key: one.id, group: '我的办件', title: one.itemName, note: one.outcomeName ?? one.stageName, to: `/my/cases/${one.id}` })) : [],
    ...licences.ok ? licences.value.licences.map((one): Hit => ({ key: one.id, group: '我的证照', title: one.name, note: one.number, to: '/licences' })) : [],
  ]
}
