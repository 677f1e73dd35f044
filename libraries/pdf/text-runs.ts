import { advancesOf, characterWidth } from '@xiangyun/ofd/text-measure'
import type { TextItem } from '@xiangyun/ofd'
import { GETA, hasGlyph } from './fonts.ts'

/** Characters that follow each other and are of one width class, with the room the layout gives them (millimetres). */
export type Run = { readonly text: string; readonly width: number; readonly isWide: boolean }

/** The runs of a text, and whether a character had to be replaced. */
export function runsOf(item: TextItem): { readonly runs: readonly Run[]; readonly isReplaced: boolean } {
  const runs: { text: string; width: number; isWide: boolean }[] = []
  const advances = advancesOf(item)
  let isReplaced = false
  Array.from(item.text).forEach((character, index) => {
    const isDrawn = hasGlyph(character)
    isReplaced ||= !isDrawn
    const isWide = characterWidth(character) === 1
    const last = runs.at(-1)
    const run = last?.isWide === isWide ? last : { text: '', width: 0, isWide }
    if (run !== last) runs.push(run)
    run.text += isDrawn ? character : GETA
    run.width += advances[index]!
  })
  return { runs, isReplaced }
}
