import type { Ask, JsonSchema } from '@xiangyun/forms/form'

/** Where the designer and the kinds' page list a kind. */
export const groups = { words: '文字', figures: '数字和金额', time: '日期和时间', choice: '选择', people: '人和单位', places: '地点', papers: '材料和证照', many: '多行和表格', saying: '说明和承诺' } as const
export type Group = keyof typeof groups

/** What the designer lets a person set; `at` is a key of the question (`unit`) or a path into its schema (`schema/maxLength`). */
export interface Setting {
  readonly at: string
  readonly title: string
  readonly as: 'text' | 'long-text' | 'number' | 'yes-no' | 'choose' | 'options' | 'columns' | 'words'
  readonly hint?: string
  /** Where its words come from: kinds of files, types of licences, dictionaries of the catalogue, the columns that are figures. */
  readonly from?: 'files' | 'licences' | 'dictionaries' | 'columns'
  readonly choices?: readonly { readonly value: string | number; readonly label: string }[]
}

/** An instance of the kind, for tests, for the kinds' page, and for who asks for it the first time. */
export interface KindExample {
  readonly title: string
  /** The question without its place. */
  readonly ask?: Omit<Ask, 'at' | 'kind'>
  readonly schema?: JsonSchema
  /** Facts that options are taken from. */
  readonly facts?: Readonly<Record<string, unknown>>
  readonly good: readonly unknown[]
  /** Answers that are refused, with the code of what is said. */
  readonly bad: readonly { readonly value: unknown; readonly code: string }[]
}

/** What is told of a kind to people who build forms; only the designer, the kinds' page and tests load it. */
export interface KindAbout {
  readonly title: string
  readonly group: Group
  /** When to ask this way. */
  readonly use: string
  /** How it is for those who use a keyboard, a screen reader or large type. */
  readonly access: string
  /** The staff editor: what can be set beside what every question has. */
  readonly settings?: readonly Setting[]
  readonly examples: readonly KindExample[]
}

export const describeKind = (about: KindAbout): KindAbout => about

export const LENGTHS: readonly Setting[] = [
  { at: 'schema/maxLength', title: '最多多少字', as: 'number' },
  { at: 'schema/minLength', title: '至少多少字', as: 'number' },
]
export const BOUNDS: readonly Setting[] = [
  { at: 'schema/minimum', title: '最小', as: 'number' },
  { at: 'schema/maximum', title: '最大', as: 'number' },
]
