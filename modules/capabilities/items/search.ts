import { words } from '@xiangyun/kernel/search'
import type { ItemDefinition } from './definition.ts'
import type { Undescribed } from './catalogue.ts'

export type Entry = { readonly id: string; readonly name: string; readonly type: string; readonly summary: string; readonly theme: string; readonly described: boolean; readonly for: readonly string[]; readonly sample: boolean }

type Indexed = { entry: Entry; weights: Map<string, number>; text: string }

export type Index = { readonly find: (query: string, limit: number, offset: number, filter?: (entry: Entry) => boolean) => { total: number; entries: Entry[] } }

/** Finds items by everyday words: cut words weigh by where they stand; a piece of a name is found as well. Made once, in memory. */
export function makeIndex(items: readonly { id: string; definition: ItemDefinition }[], undescribed: readonly Undescribed[]): Index {
  const indexed = [...items.map(({ id, definition }) => described(id, definition)), ...undescribed.map(namedOnly)]
  const frequency = new Map<string, number>()
  for (const one of indexed) for (const word of one.weights.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  return {
    find(query, limit, offset, filter = () => true) {
      const asked = words(query)
      const plain = query.replace(/[\s，。？！、,.?!]/g, '').toLowerCase()
      const scored = indexed.filter((one) => filter(one.entry)).map((one) => ({ one, score: plain === '' ? (one.entry.described ? 1 : 0.5) : score(one, asked, plain, frequency, indexed.length) }))
      const hits = scored.filter((s) => s.score > 0).sort((a, b) => b.score - a.score || (a.one.entry.name < b.one.entry.name ? -1 : 1))
      return { total: hits.length, entries: hits.slice(offset, offset + limit).map((h) => h.one.entry) }
    },
  }
}

function score(one: Indexed, asked: readonly string[], plain: string, frequency: Map<string, number>, size: number): number {
  let total = 0
  for (const word of asked) total += (one.weights.get(word) ?? 0) * Math.log(1 + size / (frequency.get(word) ?? size))
  if (plain.length >= 2 && one.text.includes(plain)) total += 6
  if (total > 0 && one.entry.described) total += 3
  return total
}

function described(id: string, item: ItemDefinition): Indexed {
  const weights = new Map<string, number>()
  const add = (text: string, weight: number) => words(text).forEach((w) => weights.set(w, Math.max(weights.get(w) ?? 0, weight)))
  add(item.summary, 1)
  item.materials.forEach((m) => add(m.name, 0.3))
  add(item.outcomes.granted.name ?? '', 1.5)
  add(item.name, 3)
  item.words.forEach((w) => add(w, 3))
  const text = [item.name, ...item.words].join('|').toLowerCase()
  return { entry: { id, name: item.name, type: item.type, summary: item.summary, theme: item.theme, described: true, for: item.for, sample: item.sample === true }, weights, text }
}

function namedOnly(one: Undescribed): Indexed {
  const weights = new Map(words(one.name).map((w) => [w, 2]))
  return { entry: { id: `county-${one.number}`, name: one.name, type: one.type, summary: '', theme: one.sector, described: false, for: [], sample: false }, weights, text: one.name.toLowerCase() }
}
