import { onBeforeUnmount, onMounted, ref } from 'vue'

/** Whether the window is so. */
export function useMedia(query: string) {
  const list = matchMedia(query)
  const fits = ref(list.matches)
  const follow = () => { fits.value = list.matches }
  onMounted(() => list.addEventListener('change', follow))
  onBeforeUnmount(() => list.removeEventListener('change', follow))
  return fits
}
