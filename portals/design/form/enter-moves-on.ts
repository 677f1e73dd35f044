const controls = 'input:not([type="hidden"]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not([aria-disabled="true"])'

/** At the counter Enter goes to the next control, and Ctrl + Enter submits. */
export function enterMovesOn(event: KeyboardEvent, submit: () => void) {
  const here = event.target as HTMLElement
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault()
    submit()
    return
  }
  if (event.isComposing || !here.matches('input, select')) return
  event.preventDefault()
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(controls)]
  all[all.indexOf(here) + 1]?.focus()
}
