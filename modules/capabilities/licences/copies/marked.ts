import type { LayoutItem, LayoutPage } from '@xiangyun/ofd'
import { chineseDay } from '../face.ts'

export type Mark = { readonly recipient: string; readonly purpose: string; readonly until: string }

/** Light enough to read the face through it, dark enough to be seen on a printed copy. */
const PALE = '#C9D3DF'
const RED = '#A4242B'
const TURN = -28

export const markWords = (mark: Mark): string => `仅供${mark.recipient}办理“${mark.purpose}”使用`

/** Lays the mark over every page: the words across the sheet, beneath the face, and once more with the last day at the foot. */
export const marked = (pages: readonly LayoutPage[], mark: Mark): LayoutPage[] => pages.map((page) => ({ ...page, items: [...across(page, mark), ...page.items, foot(page, mark)] }))

function across({ width, height }: LayoutPage, mark: Mark): LayoutItem[] {
  const text = markWords(mark)
  const size = Math.min(7, (width * 0.95) / Math.max(Array.from(text).length, 1))
  const lines = width > height ? [0.31, 0.52, 0.73] : [0.24, 0.42, 0.6, 0.78]
  return lines.map((part): LayoutItem => ({ kind: 'text', text, at: [width / 2, height * part], size, colour: PALE, align: 'middle', rotate: TURN }))
}

const foot = ({ width, height }: LayoutPage, mark: Mark): LayoutItem =>
  ({ kind: 'text', text: `加注件　${markWords(mark)}，使用期至${chineseDay(mark.until)}，逾期作废`, at: [width / 2, height - 20.5], size: 3.2, colour: RED, align: 'middle' })
