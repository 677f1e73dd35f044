import { isEmptyRow } from '@xiangyun/forms/empty-rows'
import type { Answers, PublishedForm } from '@xiangyun/forms/form'
import { read } from './pointers.ts'

/** Questions asked row by row that hold rows nobody has answered, with the rows that stay. */
export const emptiedRows = (form: PublishedForm, answers: Answers): { at: string, rows: unknown[] | undefined }[] =>
  form.sections.flatMap((section) => section.asks).filter((ask) => ask.role === 'rows').flatMap((ask) => {
    const rows = read(answers, ask.at)
    if (!Array.isArray(rows)) return []
    const kept = rows.filter((row) => !isEmptyRow(ask, row as never)) as unknown[]
    return kept.length === rows.length ? [] : [{ at: ask.at, rows: kept.length ? kept : undefined }]
  })
