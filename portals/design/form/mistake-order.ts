import type { PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
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
