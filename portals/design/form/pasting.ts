import { computed, nextTick, ref, shallowRef } from 'vue'
import { fieldId } from '../field.ts'
import type { AskProps } from './asking.ts'
import { cellAt, useForm } from './context.ts'
import { isSheet, pasteInto } from './paste-cells.ts'
import { isSame } from './pointers.ts'

type Row = Record<string, unknown>

/** Lines of a spreadsheet pasted into a cell fill the cells from there on; once it can be taken back. */
export function usePasting(props: Readonly<AskProps>) {
  const form = useForm()
  const words = ref('')
  const before = shallowRef<{ rows: unknown, after: unknown }>()
  const canUndo = computed(() => before.value !== undefined && isSame(before.value.after, form.read(props.at)))

  /** The cell whose control this is, by the id of its place. */
  function cellOf(target: HTMLElement, count: number): { row: number, column: number } | undefined {
    for (let row = 0; row < count; row++) {
      const column = (props.ask.columns ?? []).findIndex((one) => `${target.id}-`.startsWith(`${fieldId(cellAt(props.at, row, one))}-`))
      if (column >= 0) return { row, column }
    }
    return undefined
  }
  async function paste(event: ClipboardEvent) {
    const target = event.target as HTMLElement
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!target.matches('input, select, textarea') || !isSheet(text, target.matches('textarea'))) return
    const rows = form.read(props.at) as Row[] | undefined
    const from = cellOf(target, rows?.length ?? 0)
    if (!from) return
    event.preventDefault()
    const pasted = pasteInto(form, props.ask, props.at, rows ?? [], from, text)
    // A box shows what is typed in it while it has the focus.
    target.blur()
    form.set(props.at, pasted.rows)
    words.value = pasted.words
    await nextTick()
    before.value = { rows, after: form.read(props.at) }
    target.focus()
  }
  function undo() {
    form.set(props.at, before.value?.rows)
    before.value = undefined
    words.value = '粘贴已撤销'
  }
  return { paste, undo, words, canUndo }
}
