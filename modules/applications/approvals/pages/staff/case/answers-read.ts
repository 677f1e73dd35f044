import { optionsOf } from '@xiangyun/forms/check'
import type { Answers, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
import '#design/form/every-function.ts'
import { isBlank, read } from '#design/form/pointers.ts'
import { valueWords } from '#design/kinds/kind.ts'
import { formKinds } from '#design/kinds/kinds.ts'
import { maskedIdentity } from '#design/words/masks.ts'
import { placeName } from '#design/place-names.ts'

export interface Line { at: string, title: string, words: string, clause?: string, rows?: { key: string, cells: { title: string, words: string }[] }[] }
export interface ReadSection { index: number, title: string, lines: Line[] }

/** What the applicant said, section by section, in words; what was not asked or not said is left out. */
export function readAnswers(form: PublishedForm, answers: Answers, facts: Record<string, unknown>): ReadSection[] {
  const wordsOf = (ask: PublishedAsk, value: unknown) => {
    const options = ask.role === 'choice' || ask.role === 'choices' ? optionsOf(form, ask, answers, facts).map((one) => ({ value: String(one.value), label: one.label })) : []
    return valueWords(formKinds[ask.kind], value, { ask, options, placeOf: placeName })
  }
  const rowsOf = (ask: PublishedAsk, value: unknown) => (value as Record<string, unknown>[]).map((row, index) => ({
    key: `${ask.at}/${index}`,
    cells: (ask.columns ?? []).map((column) => ({ title: column.title, words: wordsOf(column, read(row, column.at)) })),
  }))
  const lineOf = (ask: PublishedAsk): Line[] => {
    const value = ask.at ? read(answers, ask.at) : undefined
    if (isBlank(value)) return []
    const isTable = ask.role === 'rows' && Array.isArray(value)
    return [{ at: ask.at, title: ask.title, words: isTable ? '' : wordsOf(ask, value), ...(ask.clause ? { clause: ask.clause } : {}), ...(isTable ? { rows: rowsOf(ask, value) } : {}) }]
  }
  return form.sections.map((section, index) => ({ index, title: section.title, lines: section.asks.flatMap(lineOf) })).filter(({ lines }) => lines.length > 0)
}

/** Titles of every question, so that a notice can name a field by its pointer. */
export const fieldTitles = (form: PublishedForm): { at: string, title: string, section: string }[] =>
  form.sections.flatMap((section) => section.asks.filter((ask) => ask.at && ask.role !== 'note' && ask.role !== 'computed').map((ask) => ({ at: ask.at, title: ask.title, section: section.title })))

/** A value of a register's record or of an assessment, in words. */
export function plainWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return '无'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.length ? value.map(plainWords).join('；') : '无'
  if (typeof value === 'object') return Object.entries(value).map(([name, one]) => `${name}：${plainWords(one)}`).join('，')
  return maskedWithin(String(value))
}

/** Identity numbers inside other words are masked as everywhere. */
export const maskedWithin = (text: string): string => text.replace(/(?<!\d)\d{17}[\dXx](?!\d)/g, (number) => maskedIdentity(number))
