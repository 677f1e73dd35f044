import { definePort } from '@xiangyun/kernel/modules'

export type Corrections = {
  /** Where the acting person may ask for a correction of a value that a form shows: the entry under `key` is their own, and the field can be corrected. */
  readonly place: (register: 'people' | 'legal-persons', key: unknown, field: string) => { readonly register: string; readonly field: string } | undefined
}

export const correctionsPort = definePort<Corrections>('corrections')
