import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** How people of the province speak when they look for a service. */
export type EverydayWords = {
  /** Words of nearly every question; they tell nothing. */
  readonly idle: ReadonlySet<string>
  /** Word → words that mean the same. */
  readonly same: ReadonlyMap<string, readonly string[]>
  /** Acts in an item's name that are wanted only by those who say so. */
  readonly acts: readonly string[]
  /** Wishes that no item answers until one is written that is found by such a word: how people say it, and words of what lies nearest. */
  readonly unanswered: readonly Wish[]
  /** Items that most people need some day, the commonest first; they stand first where nothing was asked. */
  readonly usual: readonly string[]
}

export type Wish = { readonly said: readonly string[]; readonly near: readonly string[] }

type Written = { readonly unanswered?: readonly Wish[]; readonly usual?: readonly string[]; readonly idle?: readonly string[]; readonly same?: readonly (readonly string[])[]; readonly acts?: readonly string[] }

/** From `everyday-words.yaml` of every catalogue root. */
export function readEverydayWords(roots: readonly string[]): EverydayWords {
  const written = roots.map((root) => join(root, 'everyday-words.yaml')).filter((file) => existsSync(file)).map((file) => parse(readFileSync(file, 'utf8')) as Written)
  const same = new Map<string, string[]>()
  for (const group of written.flatMap((one) => one.same ?? [])) {
    for (const word of group) same.set(word, [...same.get(word) ?? [], ...group.filter((other) => other !== word)])
  }
  return { idle: new Set(written.flatMap((one) => one.idle ?? [])), same, acts: written.flatMap((one) => one.acts ?? []), unanswered: written.flatMap((one) => one.unanswered ?? []), usual: written.flatMap((one) => one.usual ?? []) }
}
