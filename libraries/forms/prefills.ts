import type { PublishedForm } from './form.ts'

export interface Prefill {
  /** JSON pointer; `*` stands for every row. */
  readonly at: string
  readonly from: string
  /** Whether the person may put it right; otherwise the register must be corrected first. */
  readonly correctable: boolean
}

/** What the form takes from registers before anybody types. */
export function prefills(published: PublishedForm): readonly Prefill[] {
  return published.sections.flatMap((section) => section.asks).flatMap((ask) => {
    const own = ask.prefill === undefined ? [] : [{ at: ask.at, from: ask.prefill, correctable: ask.correctable }]
    const cells = (ask.columns ?? []).filter((column) => column.prefill !== undefined)
      .map((column) => ({ at: `${ask.at}/*${column.at}`, from: column.prefill ?? '', correctable: column.correctable }))
    return [...own, ...cells]
  })
}
