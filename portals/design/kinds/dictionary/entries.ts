import type { Offer } from '../../form/sources.ts'

export interface Entry { code: string, name: string }

/** What is kept of an entry that a dictionary offers: sources may give the code alone. */
export function entryOf({ value, label }: Offer): Entry {
  const given = typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Partial<Entry> : { code: String(value) }
  return { code: given.code ?? '', name: given.name ?? label }
}
