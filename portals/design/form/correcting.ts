import { defineAsyncComponent, ref } from 'vue'

/** Comes when somebody first says that something known is wrong. */
export const CorrectionDialog = defineAsyncComponent(() => import('./CorrectionDialog.vue'))

/** Which place is said to be wrong. The dialog stays once it is there, so that focus finds its way back. */
export function useCorrecting() {
  const disputed = ref<string>()
  const isThere = ref(false)
  function dispute(pointer: string) {
    isThere.value = true
    disputed.value = pointer
  }
  return { disputed, isThere, dispute }
}
