import type { Validate } from '@xiangyun/forms/check'
import type { Answers, Facts, PublishedForm } from '@xiangyun/forms/form'
import type { LoadDivisions } from '../addresses.ts'
import type { SendFor } from './context-for.ts'
import type { Keeping } from './keeping.ts'
import type { AskRegister } from './looking.ts'
import type { Known, Mistake } from './published.ts'
import type { FormSources } from './sources.ts'

/** What a form is drawn with. */
export interface FormProps {
  form: PublishedForm
  facts?: Facts
  /** What the server found wrong; shown until the answer changes. */
  errors?: readonly Mistake[]
  /** pages: one topic a page · sections: all on one page beside a rail · counter: dense, keyboard only, no review · kiosk: pages, large, wiped after use */
  mode?: 'pages' | 'sections' | 'counter' | 'kiosk'
  /** questions: a part of something longer, which reviews by itself · review: the answers read back, nothing asked */
  part?: 'questions' | 'review'
  /** With `questions`: something stands before the first page. */
  hasBefore?: boolean
  /** The section that one begins with, and goes to when it changes: the page's address says it, so that the browser leads back and forth. */
  start?: string
  /** With `review`: nothing can be changed any more. */
  locked?: boolean
  /** The form's emitted validator; without it a first look is taken at shapes. */
  validate?: Validate
  /** By pointer; without it, an ask's `prefill` is looked up in the facts. */
  known?: Readonly<Record<string, Known>>
  /** Keeps the draft; called a while after each change. */
  save?: (answers: Answers) => Promise<void>
  /** Keeps it on this device while the server does not have it. `revision`: what the server has was read at. */
  keeping?: Keeping
  revision?: number
  /** Asks a register what the form wants to know of the answers. */
  look?: AskRegister
  /** Sends one file for the question at a place; needed when the form asks for files. */
  send?: SendFor
  /** Where a file that was handed over can be opened; only who may open it gives one. */
  fileLink?: (id: string) => string | undefined
  loadDivisions?: LoadDivisions
  /** Where fields find what can be chosen. */
  sources?: FormSources
  /** The place of the application: addresses begin there. */
  place?: string
  submitWord?: string
  busy?: boolean
}

export interface FormEmits {
  submit: [answers: Answers]
  correct: [pointer: string]
  step: [key: string]
  before: []
  wiped: []
}
