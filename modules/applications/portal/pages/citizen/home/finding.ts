import { searchItems } from '#modules/capabilities/items/contract.ts'
import { listMyCases } from '#modules/capabilities/cases/contract.ts'
import { myLicences } from '#modules/capabilities/licences/contract.ts'
import { attempt, call } from '#design/api.ts'
import type { SearchHit } from '#design/searching.ts'

export interface Hit extends SearchHit { to: string }

/** What the box answers: the items of the province; for those signed in also their own cases and licences. */
export function finder(isSignedIn: () => boolean) {
  let own: Promise<Hit[]> | undefined
  return async (words: string, signal: AbortSignal): Promise<Hit[]> => {
    if (isSignedIn()) own ??= mine()
    const [{ items }, others] = await Promise.all([call(searchItems, { text: words, limit: 8 }, { signal }), own ?? []])
    const found = items.map((item): Hit => ({
      key: item.id, group: '事项', title: item.name, note: item.described ? item.theme : '暂不能网上办', to: item.described ? `/items/${item.id}` : `/items?text=${encodeURIComponent(item.name)}`,
    }))
    return [...others.filter(({ title, note }) => title.includes(words) || note?.includes(words)), ...found]
  }
}

async function mine(): Promise<Hit[]> {
  const [cases, licences] = await Promise.all([attempt(listMyCases, {}), attempt(myLicences, {})])
  return [
    ...cases.ok ? cases.value.cases.map((one): Hit => ({ key: one.id, group: '我的办件', title: one.itemName, note: one.outcomeName ?? one.stageName, to: `/my/cases/${one.id}` })) : [],
    ...licences.ok ? licences.value.licences.map((one): Hit => ({ key: one.id, group: '我的证照', title: one.name, note: one.number, to: '/licences' })) : [],
  ]
}
