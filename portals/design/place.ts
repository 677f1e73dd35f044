import { readonly, ref } from 'vue'

/** Where the person lives or acts; services, hours and offices follow it. */
export interface Place { code: string, name: string }

const key = 'xiangyun-place'
const province: Place = { code: '220000', name: '吉林省' }
const place = ref<Place>(kept())

function kept(): Place {
  try {
    return { ...province, ...JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Place> }
  } catch {
    return province
  }
}

export function usePlace() {
  return {
    place: readonly(place),
    settle(next: Place) {
      place.value = next
      try { localStorage.setItem(key, JSON.stringify(next)) } catch { /* kept for this visit only */ }
    },
  }
}
