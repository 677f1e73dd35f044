import { optionsOf } from '@xiangyun/forms'
import type { Answers, Facts, PublishedAsk, PublishedForm } from '@xiangyun/forms'
import { valueWords } from '#kinds/kind.ts'
import { formKinds } from '#kinds/kinds.ts'

/** One answer in words, with what it answers. `rows`: a group's rows, each cell under its column; `strokes`: what a hand drew, which papers show as it was drawn. */
export type Said = { readonly at: string; readonly title: string; readonly words: string; readonly clause?: string; readonly rows?: readonly (readonly string[])[]; readonly columns?: readonly string[]; readonly strokes?: readonly (readonly number[])[] }
export type SaidSection = { readonly title: string; readonly said: readonly Said[] }

type Read = { readonly form: PublishedForm; readonly answers: Answers; readonly facts: Facts; readonly asked: readonly string[] }

/** A submission read back, section by section: what was asked and what was answered, in the words that people saw. */
export function readBack({ form, answers, facts, asked: places }: Read, placeOf: (division: string) => string): SaidSection[] {
  const asked = new Set(places)
  const words = (ask: PublishedAsk, value: unknown): string => (value === undefined || value === null || value === '' ? '' : valueWords(formKinds[ask.kind], value, { ask, options: isChoice(ask) ? optionsOf(form, ask, answers, facts).map((one) => ({ value: String(one.value), label: one.label })) : [], placeOf, isWhole: true }))
  return form.sections.map((section) => ({
    title: section.title,
    said: section.asks.filter((ask) => ask.role !== 'note' && asked.has(ask.at)).map((ask): Said => {
      const value = valueAt(answers, ask.path)
      const said = { at: ask.at, title: ask.title, words: words(ask, value), ...(ask.clause ? { clause: ask.clause } : {}), ...strokesOf(ask, value) }
      if (!ask.columns || !Array.isArray(value)) return said
      return { ...said, columns: ask.columns.map((column) => column.title), rows: value.map((row) => ask.columns!.map((column) => words(column, (row as Record<string, unknown> | null)?.[column.path[0]!]))) }
    }),
  })).filter((section) => section.said.length > 0)
}

function strokesOf(ask: PublishedAsk, value: unknown): Pick<Said, 'strokes'> {
  const strokes = typeof value === 'object' && value !== null ? formKinds[ask.kind]?.strokes?.(value as never) ?? [] : []
  return strokes.length > 0 ? { strokes } : {}
}

const isChoice = (ask: PublishedAsk): boolean => ask.role === 'choice' || ask.role === 'choices'

const valueAt = (answers: Answers, path: readonly string[]): unknown => path.reduce<unknown>((value, part) => (typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? (value as Record<string, unknown>)[part] : undefined), answers)
