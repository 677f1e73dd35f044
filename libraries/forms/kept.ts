import type { Kinds } from './kind.ts'
import type { PublishedAsk, PublishedForm } from './form.ts'

/** A form published before its questions carried what their kinds are (format 1), as one of today; newer ones as they are. */
export function asKept(published: PublishedForm, kinds: Kinds): PublishedForm {
  if (published.format === 2) return published
  const known = (ask: PublishedAsk): PublishedAsk => {
    const { role, verb } = kinds[ask.kind] ?? {}
    return { ...ask, ...(role ? { role } : {}), ...(verb ? { verb } : {}), ...(ask.columns ? { columns: ask.columns.map(known) } : {}) }
  }
  return { ...published, format: 2, sections: published.sections.map((section) => ({ ...section, asks: section.asks.map(known) })) }
}
