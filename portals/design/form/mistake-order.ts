import type { Answers, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
import { isEmptyRow } from '@xiangyun/forms/empty-rows'
import { read } from './pointers.ts'
import type { Mistake } from './published.ts'

const isWithin = (at: string, ask: PublishedAsk) => ask.at !== '' && (at === ask.at || at.startsWith(`${ask.at}/`))

/** In the order in which the page asks, row by row; what belongs to no question comes last. */
export function inPageOrder(form: PublishedForm, mistakes: readonly Mistake[]): Mistake[] {
  const asks = form.sections.flatMap((section) => section.asks)
  const placed = mistakes.map((mistake) => {
    const index = asks.findIndex((ask) => isWithin(mistake.at, ask))
    const ask = asks[index]
    const [, row = '', column = ''] = ask ? /^\/(\d+)(\/[^/]+)?/.exec(mistake.at.slice(ask.at.length)) ?? [] : []
    return { mistake, key: [index < 0 ? asks.length : index, row === '' ? -1 : Number(row), (ask?.columns ?? []).findIndex((one) => one.at === column)] }
  })
  return placed.sort((one, other) => one.key.map((part, at) => part - other.key[at]!).find((by) => by !== 0) ?? 0).map(({ mistake }) => mistake)
}

/** A mistake in a row says in which. */
export function withRow(form: PublishedForm, { at, message }: Mistake): Mistake {
  const ask = form.sections.flatMap((section) => section.asks).find((one) => one.columns && isWithin(at, one))
  const row = ask && /^\/(\d+)(?:\/|$)/.exec(at.slice(ask.at.length))?.[1]
  return { at, message: row === undefined ? message : `“${ask!.title}”第 ${Number(row) + 1} 行：${message}` }
}

/** Questions asked row by row that hold rows nobody has answered, with the rows that stay. */
export const emptiedRows = (form: PublishedForm, answers: Answers): { at: string, rows: unknown[] | undefined }[] =>
  form.sections.flatMap((section) => section.asks).filter((ask) => ask.role === 'rows').flatMap((ask) => {
    const rows = read(answers, ask.at)
    if (!Array.isArray(rows)) return []
    const kept = rows.filter((row) => !isEmptyRow(ask, row as never)) as unknown[]
    return kept.length === rows.length ? [] : [{ at: ask.at, rows: kept.length ? kept : undefined }]
  })
