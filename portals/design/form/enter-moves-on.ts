const controls = 'input:not([type="hidden"]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button[type="submit"]:not([aria-disabled="true"])'

/** At the counter Enter goes to the next question, and Ctrl + Enter submits. */
export function enterMovesOn(event: KeyboardEvent, submit: () => void) {
  const here = event.target as HTMLElement
  if (event.defaultPrevented) return
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault()
    submit()
    return
  }
  if (event.isComposing || event.shiftKey || event.altKey || !here.matches('input, select')) return
  event.preventDefault()
  const next = stopsIn(event.currentTarget as HTMLElement).find((stop) => isAfter(here, stop) && groupOf(stop) !== groupOf(here))
  next?.focus()
  if (next instanceof HTMLInputElement && next.type !== 'radio' && next.type !== 'checkbox') next.select()
}

/** Where one stops: each box, each group of choices once, the end; helpers beside a box are passed over, but a question that has nothing else is entered by its first button. */
function stopsIn(root: HTMLElement): HTMLElement[] {
  const seen = new Map<unknown, HTMLElement>()
  for (const control of root.querySelectorAll<HTMLElement>(controls)) {
    const group = groupOf(control)
    if (!seen.has(group) || (control as HTMLInputElement).type === 'radio' && (control as HTMLInputElement).checked) seen.set(group, control)
  }
  const bare = [...root.querySelectorAll<HTMLElement>('[data-ask]')].filter((ask) => !ask.querySelector('input, select, textarea, .known'))
    .flatMap((ask) => ask.querySelector<HTMLElement>('button:not(:disabled):not([aria-disabled="true"])') ?? [])
  return [...seen.values(), ...bare].sort((one, other) => (isAfter(one, other) ? -1 : 1))
}

/** Radios and boxes to tick that answer one question; any other control stands for itself. */
const groupOf = (control: HTMLElement): unknown => (control.matches('[type="radio"], [type="checkbox"]') ? control.closest('.choices') ?? (control as HTMLInputElement).name : '') || control

const isAfter = (one: Node, other: Node): boolean => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
