import type { PublishedAsk } from '@xiangyun/forms/form'
import type { Setting } from '../kinds/about.ts'
import type { Design } from './designing.ts'

export interface Choice { readonly value: string, readonly label: string }

const files: readonly Choice[] = [{ value: 'pdf', label: 'PDF 文件' }, { value: 'image', label: '照片、图片' }, { value: 'word', label: 'Word 文档' }, { value: 'sheet', label: '电子表格' }]

/** What a setting can be set to; none when anything can be written. What is set already stays in the list. */
export function choicesOf(setting: Setting, design: Design, columns: readonly PublishedAsk[], now: unknown): readonly Choice[] {
  if (setting.choices) return setting.choices.map((one) => ({ value: String(one.value), label: one.label }))
  const known = setting.from === undefined ? [] : lists[setting.from](design, columns)
  const strange = Array.isArray(now) ? now.map(String).filter((value) => !known.some((one) => one.value === value)) : []
  return known.length === 0 ? [] : [...known, ...strange.map((value) => ({ value, label: `${value}（名单里没有）` }))]
}

const lists: Readonly<Record<NonNullable<Setting['from']>, (design: Design, columns: readonly PublishedAsk[]) => readonly Choice[]>> = {
  files: () => files,
  licences: ({ licenceTypes }) => licenceTypes.map(({ id, name }) => ({ value: id, label: name })),
  dictionaries: ({ dictionaries }) => dictionaries.map(({ id, name }) => ({ value: id, label: name })),
  columns: ({ kinds }, columns) => columns.filter((one) => isFigure(kinds[one.kind]?.schema['type'], one)).map((one) => ({ value: one.path[0] ?? '', label: one.title })),
}

const isFigure = (type: unknown, { role }: PublishedAsk) => type === 'number' || type === 'integer' || role === 'computed'
