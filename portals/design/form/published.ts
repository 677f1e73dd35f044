// The published form as the browser gets it. `libraries/forms` publishes it; this is what the renderer reads of it.

export type AskKind =
  | 'text' | 'long-text' | 'number' | 'money' | 'date' | 'choose-one' | 'choose-many' | 'yes-no'
  | 'identity-number' | 'credit-code' | 'mobile' | 'person-name' | 'address' | 'rows' | 'file'
  | 'statement' | 'signature-typed' | 'bank-account' | 'note' | 'computed'

export interface Choice { value: string, title: string, hint?: string }

export interface Ask {
  /** JSON pointer into the answers; in a row, the name below the row. */
  at: string
  kind: AskKind
  title: string
  hint?: string
  /** The words of a note or a statement. */
  text?: string
  required?: boolean
  prefill?: string
  correctable?: boolean
  clause?: string
  columns?: readonly Ask[]
  options?: readonly Choice[]
  compute?: unknown
  when?: unknown
  /** Computed and number: shown as money when 元. */
  unit?: string
  accepts?: readonly string[]
  largest?: number
  least?: number
  most?: number
  longest?: number
  /** What one row is called: 从业人员. */
  one?: string
}

export interface Section {
  section: string
  hint?: string
  when?: unknown
  ask: readonly Ask[]
}

export interface PublishedForm {
  title?: string
  schema: object
  ui: readonly Section[]
}

export type Answers = Readonly<Record<string, unknown>>
export type Facts = Readonly<Record<string, unknown>>

export interface Mistake { at: string, message: string, code?: string }

/** Decides what is asked and what is wrong. `libraries/forms` is the truth; the server asks it again. */
export interface FormLogic {
  /** Whether a section (by its index) or an ask (by its pointer) is asked now. */
  shown: (form: PublishedForm, answers: Answers, facts: Facts) => { section: (index: number) => boolean, ask: (pointer: string) => boolean }
  check: (form: PublishedForm, answers: Answers, facts: Facts) => readonly Mistake[]
  fillComputed: (form: PublishedForm, answers: Answers, facts: Facts) => Answers
}

/** What the state already knows of an answer. */
export interface Known {
  value: unknown
  /** Which register says so: 人口库（公安）. */
  source: string
  /** As of which day. */
  since?: string
  /** Whom to ask when it is wrong and cannot be corrected here: office and telephone. */
  contact?: string
}
