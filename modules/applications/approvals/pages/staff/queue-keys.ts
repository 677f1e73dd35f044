import { onBeforeUnmount, onMounted } from 'vue'

/** Single keys work the queue, except while something is typed or a dialog is open. */
export function useKeys(press: (key: string) => boolean | void) {
  const byKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const target = event.target as HTMLElement
    if (document.querySelector('dialog[open]')) return
    if (target.matches('textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])')) return
    if (target.closest('.pane') && ['ArrowDown', 'ArrowUp'].includes(event.key)) return
    if (event.key === 'Enter' && target.matches('button, a, summary, input')) return
    if (press(event.key) === true) event.preventDefault()
  }
  onMounted(() => document.addEventListener('keydown', byKey))
  onBeforeUnmount(() => document.removeEventListener('keydown', byKey))
}
