import { inject, type ComputedRef, type InjectionKey } from 'vue'
import type { JsonSchema, PublishedAsk } from '@xiangyun/forms/form'
import type { LoadDivisions } from '../addresses.ts'
import type { Option } from '../field.ts'
import type { SendFor } from './context-for.ts'
import type { LookState } from './looking.ts'
import type { Known } from './published.ts'
import type { FormSources } from './sources.ts'

/** What the parts of one form share. */
export interface FormContext {
  read: (pointer: string) => unknown
  set: (pointer: string, value: unknown) => void
  isShown: (ask: PublishedAsk, pointer?: string) => boolean
  isRequired: (ask: PublishedAsk, pointer?: string) => boolean
  optionsOf: (ask: PublishedAsk, pointer?: string) => Option[]
  chosen: (ask: PublishedAsk, text: string, pointer?: string) => string | number
  /** What the schema sets for the answer. */
  boundsOf: (ask: PublishedAsk) => { least?: number, most?: number, longest?: number, schema?: JsonSchema }
  /** The answer read back in words. */
  words: (ask: PublishedAsk, pointer?: string) => string
  errorAt: (pointer: string) => string | undefined
  knownAt: (pointer: string) => Known | undefined
  /** The person says that what the state knows is wrong. */
  dispute: (pointer: string) => void
  /** How a check of the field against a register stands, when the form has one. */
  lookAt?: (pointer: string) => LookState | undefined
  send: SendFor
  /** Where a file that was handed over can be opened. */
  fileLink?: (id: string) => string | undefined
  sources: FormSources
  loadDivisions: LoadDivisions
  /** The place of the application, where addresses begin. */
  place: string | undefined
  dense: ComputedRef<boolean>
}

export const formKey: InjectionKey<FormContext> = Symbol('form')

export function useForm(): FormContext {
  const context = inject(formKey)
  if (!context) throw new Error('a part of a form stands outside FormView')
  return context
}

/** A cell's place: the row's own columns are named as they are. */
export const cellAt = (rows: string, index: number, column: PublishedAsk) => `${rows}/${index}${column.at}`
