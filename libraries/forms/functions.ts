import { fetchBuiltins, lacksBuiltins } from '@xiangyun/feel/at-hand'
import type { Tree } from '@xiangyun/feel/tree'
import type { PublishedAsk, PublishedForm, PublishedRule } from './form.ts'

/** Whether a form names functions that a browser has not fetched yet; its expressions must not run before. */
export const lacksFunctions = (published: PublishedForm): boolean => treesOf(published).some(lacksBuiltins)

export const fetchFunctions = fetchBuiltins

/** Every expression of a published form. */
export function treesOf({ sections, rules, looks = [] }: PublishedForm): readonly Tree[] {
  const found = [
    ...sections.flatMap(({ when, asks }) => [when, ...asks.flatMap(treesOfAsk)]),
    ...[...rules, ...looks].flatMap(({ must, when }: PublishedRule) => [must, when]),
    ...looks.flatMap(({ by }) => Object.values(by)),
  ]
  return found.filter((tree) => tree !== undefined)
}

const treesOfAsk = ({ when, require, compute, optionsFrom, must = [], columns = [] }: PublishedAsk): readonly (Tree | undefined)[] =>
  [when, require, compute, optionsFrom, ...must.map((one) => one.must), ...columns.flatMap(treesOfAsk)]
