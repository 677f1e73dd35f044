import type { PublishedAsk } from '@xiangyun/forms/form'
import type { Kind } from '@xiangyun/forms/kind'

/** What answers are read back with. */
export interface Reading {
  readonly ask: PublishedAsk
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** Names a division of the province. */
  readonly placeOf: (division: string) => string
  /** For papers and sheets of those who must have it: numbers in full. */
  readonly isWhole?: boolean
}

/**
 * A kind of field. Its folder holds this (`kind.ts`, the same in browser and server), how it is asked (`Field.vue`), what is told of it
 * (`about.ts`) and its tests; nothing outside the folder names the kind.
 */
export interface FormKind extends Kind {
  /** Its folder's name. */
  readonly name: string
  /** Its answers name files that were sent: a list of `{ id, name, … }`, or one. */
  readonly hasFiles?: true
  /** The server looks for the answer among what the state holds: a licence of the applicant, a firm they may act for, entries of a dictionary, the name of who signs. */
  readonly held?: 'licence' | 'firm' | 'entry' | 'name'
  /** What a hand drew, for papers: strokes of x and y by turns on a sheet of 600 × 220; none when words say it. */
  readonly strokes?: (value: never) => readonly (readonly number[])[]
  /** An answer in words; its text when left out. */
  readonly words?: (value: never, reading: Reading) => string
}

export const defineKind = <K extends FormKind>(kind: K): K => kind

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

export const withUnit = (text: string, ask: PublishedAsk): string => (ask.unit ? `${text} ${ask.unit}` : text)

/** An answer as it is read back: on the review page, to officials, in print. */
export function valueWords(kind: FormKind | undefined, value: unknown, reading: Reading): string {
  if (isBlank(value)) return kind?.role === 'computed' ? '填完后自动算出' : kind?.role === 'affirmation' ? '未确认' : '未填'
  if (kind?.words) return kind.words(value as never, reading)
  return withUnit(typeof value === 'object' ? JSON.stringify(value) : String(value), reading.ask)
}

/** The label of what was chosen. */
export const labelOf = (value: unknown, { options }: Reading): string => options.find((option) => option.value === String(value))?.label ?? String(value)
