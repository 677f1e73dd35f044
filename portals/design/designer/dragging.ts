import { onBeforeUnmount, reactive, type Ref } from 'vue'
import type { Chosen } from './designing.ts'
import type { Entry } from './context.ts'

export type Load = { readonly what: 'ask' | 'section', readonly from: Chosen, readonly title: string } | { readonly what: 'new', readonly entry: Entry, readonly title: string }
type Gap = { section: number, ask: number }

export interface Dragging {
  load: Load | undefined
  /** Where it would come to lie; of a section only the number counts. */
  to: Gap | undefined
  x: number
  y: number
}

/** This far the hand may shake before a press becomes a drag. */
const SHAKE = 6
/** So near to the edge the sheet begins to run. */
const EDGE = 56

/** Carries questions and sections by mouse, pen and finger over the sheet. */
export function useDragging(sheet: Ref<HTMLElement | undefined>, drop: (load: Load, to: Gap) => void) {
  const drag = reactive<Dragging>({ load: undefined, to: undefined, x: 0, y: 0 })
  let waiting: { load: Load, x: number, y: number } | undefined
  let running: number | undefined
  /** A press that became a drag is no click. */
  let wasDragged = false

  function start(event: PointerEvent, load: Load) {
    if (event.button !== 0 || (event.target as HTMLElement).closest('input, textarea, select')) return
    wasDragged = false
    waiting = { load, x: event.clientX, y: event.clientY }
    listen(true)
  }
  function move(event: PointerEvent) {
    if (!waiting || (!drag.load && Math.hypot(event.clientX - waiting.x, event.clientY - waiting.y) < SHAKE)) return
    event.preventDefault()
    wasDragged = true
    Object.assign(drag, { load: waiting.load, x: event.clientX, y: event.clientY })
    drag.to = gapAt(sheet.value, drag)
    running ??= requestAnimationFrame(run)
  }
  /** Near an edge of the window the page runs along. */
  function run() {
    running = undefined
    const by = drag.y < EDGE ? -12 : drag.y > innerHeight - EDGE ? 12 : 0
    if (!drag.load || !by) return
    scrollBy(0, by)
    drag.to = gapAt(sheet.value, drag)
    running = requestAnimationFrame(run)
  }
  function end() {
    const { load, to } = drag
    cancel()
    if (load) swallowClick()
    if (load && to) drop(load, to)
  }
  function cancel() {
    waiting = undefined
    Object.assign(drag, { load: undefined, to: undefined })
    listen(false)
  }
  function escape(event: KeyboardEvent) {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    cancel()
  }
  function listen(on: boolean) {
    const set = on ? addEventListener : removeEventListener
    set('pointermove', move)
    set('pointerup', end)
    set('pointercancel', cancel)
    set('keydown', escape, true)
  }
  onBeforeUnmount(cancel)
  return { drag, start, wasDragged: () => wasDragged }
}

/** Where a drag ends nobody has clicked. */
function swallowClick() {
  const swallow = (event: Event) => event.stopPropagation()
  addEventListener('click', swallow, true)
  setTimeout(() => removeEventListener('click', swallow, true))
}

/** The gap of the sheet that a point of the window stands for. */
function gapAt(sheet: HTMLElement | undefined, { load, x, y }: Dragging): Gap | undefined {
  const bounds = sheet?.getBoundingClientRect()
  if (!sheet || !bounds || x < bounds.left || x > bounds.right) return undefined
  const sections = [...sheet.querySelectorAll<HTMLElement>('[data-section]')]
  const middle = (element: HTMLElement) => { const box = element.getBoundingClientRect(); return box.top + box.height / 2 }
  if (load?.what === 'section') return { section: sections.filter((one) => middle(one) < y).length, ask: 0 }
  const section = Math.max(0, sections.filter((one) => one.getBoundingClientRect().top <= y).length - 1)
  const cards = [...sections[section]?.querySelectorAll<HTMLElement>('[data-ask]') ?? []]
  return { section, ask: cards.filter((one) => middle(one) < y).length }
}
