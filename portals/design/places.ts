import { fieldId } from './field.ts'

/** The control's id of a mistake: a pointer into the answers, or already an id. */
export const idOf = (at: string) => (at.startsWith('/') ? fieldId(at) : at)

/** The control itself, else the one around it: a part of an address is found at the address. */
function placeOf(at: string): HTMLElement | null {
  const found = document.getElementById(idOf(at)) ?? document.getElementById(`${idOf(at)}-group`)
  const above = at.slice(0, at.lastIndexOf('/'))
  return found ?? (at.startsWith('/') && above ? placeOf(above) : null)
}

/** Leads to what a mistake speaks of. A group has no focus of its own: its first control takes it. */
export function goToPlace(at: string) {
  const target = placeOf(at)
  const control = target?.matches('input, select, textarea, button, [tabindex]') ? target : target?.querySelector<HTMLElement>('input, select, textarea, button')
  control?.focus({ preventScroll: true })
  target?.scrollIntoView({ block: 'center' })
}
