import { inject, type ComputedRef, type InjectionKey } from 'vue'
import type { LoadDivisions } from '../addresses.ts'
import type { SendFile } from '../uploads.ts'
import type { Answers, Known, PublishedForm } from './published.ts'

/** What the parts of one form share. */
export interface FormContext {
  form: ComputedRef<PublishedForm>
  answers: ComputedRef<Answers>
  isShown: (pointer: string) => boolean
  errorAt: (pointer: string) => string | undefined
  knownAt: (pointer: string) => Known | undefined
  set: (pointer: string, value: unknown) => void
  /** The person says that what the state knows is wrong. */
  dispute: (pointer: string) => void
  send: SendFile
  loadDivisions: LoadDivisions
  dense: ComputedRef<boolean>
}

export const formKey: InjectionKey<FormContext> = Symbol('form')

export function useForm(): FormContext {
  const context = inject(formKey)
  if (!context) throw new Error('a part of a form stands outside FormView')
  return context
}
