import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

const names = ['label', 'key', 'definition', 'element', 'status', 'incident', 'about', 'division'] as const
type Name = typeof names[number]

/** What the list is narrowed to stands in the address, so that it can be sent on. */
export function useInstanceFilter() {
  const route = useRoute()
  const router = useRouter()
  const told = (name: Name) => (typeof route.query[name] === 'string' ? route.query[name] : '')
  const narrow = (change: Partial<Record<Name, string | undefined>>) => void router.replace({ query: { ...route.query, ...Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || undefined])) } })
  const field = (name: Name, dropped: readonly Name[] = []): WritableComputedRef<string> => computed({
    get: () => told(name),
    set: (value) => narrow({ ...Object.fromEntries(dropped.map((one) => [one, undefined])), [name]: value }),
  })
  const asked = computed(() => ({
    ...Object.fromEntries((['label', 'key', 'definition', 'element', 'about', 'division'] as const).flatMap((name) => (told(name) ? [[name, told(name)]] : []))) as Partial<Record<'label' | 'key' | 'definition' | 'element' | 'about' | 'division', string>>,
    ...told('status') === 'active' || told('status') === 'ended' ? { status: told('status') as 'active' | 'ended' } : {},
    ...told('incident') === 'true' ? { incident: true } : {},
  }))
  const isNarrowed = computed(() => names.some((name) => told(name)))
  return { told, narrow, field, asked, isNarrowed }
}
