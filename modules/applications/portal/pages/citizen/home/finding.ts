import { searchItems } from '#modules/capabilities/items/contract.ts'
import { call } from '#design/api.ts'
import type { SearchHit } from '#design/searching.ts'

export interface Hit extends SearchHit { to: string }

/** What the box answers: the items of the province; for those signed in also their own cases and licences. */
export function finder(isSignedIn: () => boolean) {
  let own: Promise<Hit[]> | undefined
  return async (words: string, signal: AbortSignal): Promise<Hit[]> => {
    if (isSignedIn()) own ??= import('./own-hits.ts').then(({ ownHits }) => ownHits())
    const [{ items }, others] = await Promise.all([call(searchItems, { text: words, limit: 8 }, { signal }), own ?? []])
    const found = items.map((item): Hit => ({
      key: item.id, group: '事项', title: item.name, note: item.described ? item.theme : '未收录，暂不能网上办', to: item.described ? `/items/${item.id}` : `/items?text=${encodeURIComponent(item.name)}`,
    }))
    return [...others.filter(({ title, note }) => title.includes(words) || note?.includes(words)), ...found]
  }
}
