import { onBeforeUnmount, reactive, type Ref } from 'vue'
import type { Chosen } from './designing.ts'
import type { Entry } from './context.ts'

export type Load = { readonly what: 'ask' | 'section', readonly from: Chosen, readonly title: string } | { readonly what: 'new', readonly entry: Entry, readonly title: string }

export interface Dragging {
  load: Load | undefined
  /** Where it would come to lie; of a section only the number counts. */
  to: { section: number, ask: number } | undefined
  x: number
  y: number
}

/** This far the hand may shake before a press becomes a drag. */
const SHAKE = 6
/** So near to the edge the sheet begins to run. */
const EDGE = 56

/** Carries questions and sections by mouse, pen and finger over the sheet. */
export function useDragging(sheet: Ref<HTMLElement | undefined>, drop: (load: Load, to: { section: number, ask: number }) => void) {
  const drag = reactive<Dragging>({ load: undefined, to: undefined, x: 0, y: 0 })
  let waiting: { load: Load, x: number, y: number } | undefined
  let running: number | undefined
  /** A press that became a drag is no click. */
  let wasDragged = false

  function start(event: PointerEvent, load: Load) {
    if (event.button !== 0 || (event.target as HTMLElement).closest('input, textarea, select')) return
    wasDragged = false
    waiting = { load, x: event.clientX, y: event.clientY }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
    addEventListener('pointercancel', cancel)
    addEventListener('keydown', escape, true)
  }
  function move(event: PointerEvent) {
    if (!waiting) return
    if (!drag.load && Math.hypot(event.clientX - waiting.x, event.clientY - waiting.y) < SHAKE) return
    event.preventDefault()
    drag.load = waiting.load
    wasDragged = true
    drag.x = event.clientX
    drag.y = event.clientY
    drag.to = placeAt(event.clientX, event.clientY)
    if (running === undefined) running = requestAnimationFrame(run)
  }
  function run() {
    running = undefined
    if (!drag.load) return
    const by = drag.y < EDGE ? -12 : drag.y > innerHeight - EDGE ? 12 : 0
    if (by) {
      scrollBy(0, by)
      drag.to = placeAt(drag.x, drag.y)
      running = requestAnimationFrame(run)
    }
  }
  function end() {
    const { load, to } = drag
    cancel()
    if (load) swallowClick()
    if (load && to) drop(load, to)
  }
  function cancel() {
    waiting = undefined
    drag.load = undefined
    drag.to = undefined
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', end)
    removeEventListener('pointercancel', cancel)
    removeEventListener('keydown', escape, true)
  }
  /** Where a drag ends nobody has clicked. */
  function swallowClick() {
    const swallow = (event: Event) => event.stopPropagation()
    addEventListener('click', swallow, true)
    setTimeout(() => removeEventListener('click', swallow, true))
  }
  function escape(event: KeyboardEvent) {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    cancel()
  }
  /** The place that a point of the window stands for. */
  function placeAt(x: number, y: number): { section: number, ask: number } | undefined {
    const bounds = sheet.value?.getBoundingClientRect()
    if (!bounds || x < bounds.left || x > bounds.right) return undefined
    const sections = [...sheet.value!.querySelectorAll<HTMLElement>('[data-section]')]
    const middle = (element: HTMLElement) => { const box = element.getBoundingClientRect(); return box.top + box.height / 2 }
    if (drag.load?.what === 'section') return { section: sections.filter((one) => middle(one) < y).length, ask: 0 }
    const section = Math.max(0, sections.filter((one) => one.getBoundingClientRect().top <= y).length - 1)
    const cards = [...sections[section]?.querySelectorAll<HTMLElement>('[data-ask]') ?? []]
    return { section, ask: cards.filter((one) => middle(one) < y).length }
  }
  onBeforeUnmount(cancel)
  return { drag, start, wasDragged: () => wasDragged }
}
