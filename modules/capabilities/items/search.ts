import { pinyin } from 'pinyin-pro'
import { words } from '@xiangyun/kernel/search'
import type { ItemDefinition } from './definition.ts'
import type { Undescribed } from './catalogue.ts'
import type { EverydayWords, Wish } from './everyday-words.ts'

export type Entry = { readonly id: string; readonly name: string; readonly type: string; readonly summary: string; readonly theme: string; readonly described: boolean; readonly for: readonly string[]; readonly sample: boolean }

type Indexed = { entry: Entry; weights: Map<string, number>; phrases: readonly string[]; sounds: (readonly string[])[] | undefined }
type Asked = { plain: string; sound: string | undefined; words: { word: string; same: readonly string[] }[] }
type Measure = { frequency: ReadonlyMap<string, number>; size: number; said: EverydayWords }

/** `handled`: whether some item answers it; if not, the entries are only what lies nearest. */
export type Found = { total: number; entries: Entry[]; handled: boolean }
export type Index = { readonly find: (query: string, limit: number, offset: number, filter?: (entry: Entry) => boolean) => Found }

/** Finds items by everyday words: cut words weigh by where they stand; a piece of a name, and its sound in letters, are found as well. Made once, in memory. */
export function makeIndex(items: readonly { id: string; definition: ItemDefinition }[], undescribed: readonly Undescribed[], said: EverydayWords): Index {
  const indexed = [...items.map(({ id, definition }) => described(id, definition)), ...onlyNamed(items.map(({ definition }) => definition.name), undescribed).map(namedOnly)]
  const frequency = new Map<string, number>()
  for (const one of indexed) for (const word of one.weights.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const measure = { frequency, size: indexed.length, said }
  const ranked = (query: string): Hit[] => {
    const asked = askedFor(query, said)
    return indexed.map((one) => ({ one, score: asked.plain === '' ? standing(one.entry, said) : score(one, asked, measure) }))
      .filter((hit) => hit.score > 0).sort((a, b) => b.score - a.score || (a.one.entry.name < b.one.entry.name ? -1 : 1))
  }
  return {
    find(query, limit, offset, filter = () => true) {
      const wish = wishIn(query, indexed, said)
      const all = wish ? nearest(wish, ranked) : ranked(query)
      const hits = all.filter(({ one }) => filter(one.entry))
      return { total: hits.length, entries: hits.slice(offset, offset + limit).map((hit) => hit.one.entry), handled: !wish && all.some(({ one }) => one.entry.described) }
    },
  }
}

type Hit = { readonly one: Indexed; readonly score: number }

/** What the county names and nobody described; a name is shown once, and not beside the item that describes it. */
function onlyNamed(names: readonly string[], undescribed: readonly Undescribed[]): Undescribed[] {
  const seen = new Set(names)
  return undescribed.filter(({ name }) => !seen.has(name) && seen.add(name))
}

/** The wish that a question speaks of, as long as no item is found by one of its words. */
function wishIn(query: string, indexed: readonly Indexed[], said: EverydayWords): Wish | undefined {
  const [plain, cut] = [plainOf(query), words(query)]
  const isSaid = (word: string) => (word.length > 1 ? plain.includes(word) : cut.includes(word))
  const isAnswered = (wish: Wish) => indexed.some((one) => one.entry.described && one.phrases.some((phrase) => wish.said.some((word) => phrase.includes(word))))
  return said.unanswered.find((wish) => wish.said.some(isSaid) && !isAnswered(wish))
}

/** What lies nearest a wish: the best few for each of its words, each once. */
function nearest(wish: Wish, ranked: (query: string) => Hit[]): Hit[] {
  const hits = wish.near.flatMap((word) => ranked(word).slice(0, 3).filter(({ score }, _, best) => score > 0.6 * best[0]!.score))
  return hits.filter((hit, at) => hits.findIndex(({ one }) => one.entry.id === hit.one.entry.id) === at)
}

/** Where nothing was asked: what most people need, then what is written whole, then samples, then what is only named. */
function standing(entry: Entry, said: EverydayWords): number {
  const usual = said.usual.indexOf(entry.id)
  if (usual >= 0) return 1000 - usual
  return entry.described ? (entry.sample ? 1 : 2) : 0.5
}

const plainOf = (query: string): string => query.normalize('NFKC').replace(/[\s，。？！、,.?!]/g, '').toLowerCase()

/** What of a question tells something: idle words are dropped, single signs as well when there are words. */
function askedFor(query: string, said: EverydayWords): Asked {
  const plain = plainOf(query)
  const cut = words(query)
  const telling = cut.filter((word) => !said.idle.has(word))
  const longer = telling.filter((word) => word.length > 1 || said.same.has(word))
  const kept = longer.length > 0 ? longer : telling.length > 0 ? telling : cut
  const letters = /^[a-z]{4,}$/.test(plain) ? plain : undefined
  return { plain, sound: letters, words: kept.map((word) => ({ word, same: said.same.get(word) ?? [] })) }
}

function score(one: Indexed, asked: Asked, measure: Measure): number {
  const weigh = (word: string) => (one.weights.get(word) ?? 0) * Math.log(1 + measure.size / (measure.frequency.get(word) ?? measure.size))
  const found = asked.words.map(({ word, same }) => Math.max(weigh(word), ...same.map((other) => 0.8 * weigh(other))))
  let total = found.reduce((sum, part) => sum + part, 0) * (0.5 + 0.5 * found.filter((part) => part > 0).length / Math.max(1, found.length))
  if (asked.plain.length >= 2 && one.phrases.some((phrase) => phrase.includes(asked.plain))) total += 6
  total += Math.max(0, ...one.phrases.filter((phrase) => phrase.length >= 2 && asked.plain.includes(phrase)).map((phrase) => 1.5 * phrase.length))
  if (asked.sound && soundsLike(one, asked.sound)) total += 6
  if (total === 0) return 0
  if (one.entry.described) total += 3
  return isAnotherAct(one.entry.name, asked, measure.said) ? 0.6 * total : total
}

/** Who does not say 注销 or 变更 wants to begin something, not to end or change it. */
function isAnotherAct(name: string, asked: Asked, said: EverydayWords): boolean {
  const act = said.acts.find((one) => name.includes(one))
  return act !== undefined && !asked.plain.includes(act) && !asked.words.some(({ same }) => same.includes(act))
}

/** The letters of some syllables in a row, from the beginning of one. */
function soundsLike(one: Indexed, sound: string): boolean {
  one.sounds ??= one.phrases.map((phrase) => pinyin(phrase, { toneType: 'none', type: 'array' }).map((syllable) => syllable.replace('ü', 'v')))
  return one.sounds.some((syllables) => syllables.some((_, at) => syllables.slice(at, at + sound.length).join('').startsWith(sound)))
}

function described(id: string, item: ItemDefinition): Indexed {
  const weights = new Map<string, number>()
  const add = (text: string, weight: number) => words(text).forEach((w) => weights.set(w, Math.max(weights.get(w) ?? 0, weight)))
  add(item.summary, 1)
  item.materials.forEach((m) => add(m.name, 0.3))
  add(item.outcomes.granted.name ?? '', 1.5)
  add(item.name, 3)
  item.words.forEach((w) => add(w, 3))
  const phrases = [item.name, ...item.words].map((phrase) => phrase.toLowerCase())
  return { entry: { id, name: item.name, type: item.type, summary: item.summary, theme: item.theme, described: true, for: item.for, sample: item.sample === true }, weights, phrases, sounds: undefined }
}

function namedOnly(one: Undescribed): Indexed {
  const weights = new Map(words(one.name).map((w) => [w, 2]))
  return { entry: { id: `county-${one.number}`, name: one.name, type: one.type, summary: '', theme: one.sector, described: false, for: [], sample: false }, weights, phrases: [one.name.toLowerCase()], sounds: undefined }
}
