import { computed } from 'vue'
import { call } from '#design/api.ts'
import { useAsync } from '#design/loading.ts'
import { useSession } from '#design/session.ts'
import { dayWords, isoDay } from '#design/words/dates.ts'
import { listDelegations, type Delegation } from '#modules/capabilities/identity/contract.ts'

/** Who does my work while I am away, and whose I do; what is over or taken back is left out. */
export function useStandIns() {
  const { session } = useSession()
  const list = useAsync((signal) => call(listDelegations, {}, { signal }))
  const today = computed(() => isoDay(session.value.now || new Date()))
  const standing = computed(() => list.value?.delegations.filter((one) => one.kind === 'post' && !one.revoked && one.until >= today.value) ?? [])
  return {
    list, today, mine: computed(() => standing.value.filter((one) => one.mine)), others: computed(() => standing.value.filter((one) => !one.mine)),
    hasBegun: (one: Delegation) => (one.since ?? '') <= today.value,
  }
}

export const termWords = (one: Delegation): string => `${one.since ? dayWords(one.since) : ''}至 ${dayWords(one.until)}${one.items ? `，只办${one.items.map(({ name }) => name).join('、')}` : ''}`
