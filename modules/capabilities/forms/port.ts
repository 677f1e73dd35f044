import { definePort } from '@xiangyun/kernel/modules'
import type { Answers, Facts, PublishedForm } from '@xiangyun/forms'
import type { Result } from '@xiangyun/kernel/contract'
import type { PaperFormat, SentFile } from './contract.ts'
import type { Holder } from './holding.ts'

/** What was asked and answered, to be sealed once and for all. `kind` and `subject`: whose it is, such as a case. */
export type Filing = { readonly kind: string; readonly subject: string; readonly form: PublishedForm; readonly answers: Answers; readonly who: string; readonly whoName: string
  /** All that the form's conditions read; of them only `kept` stays with the answers. */
  readonly facts: Facts; readonly kept: Facts
  /** There is none of this subject before it. */
  readonly isFirst?: boolean
}

/** What is wrong with a submission that is not what was sealed; the message is for those who read it. */
export type Fault = { readonly code: string; readonly message: string }

/** A sealed submission as a later reader sees it. `asked`: the places that were shown. `intact`: seal, form and answers still belong together. */
export type Sealed = {
  readonly id: string; readonly kind: string; readonly subject: string; readonly number: number; readonly receipt: string; readonly who: string; readonly whoName: string; readonly at: Date
  readonly form: PublishedForm; readonly answers: Answers; readonly facts: Facts; readonly asked: readonly string[]; readonly digest: string; readonly intact: boolean; readonly fault: Fault | null
}

export type SealedRow = { readonly id: string; readonly receipt: string; readonly whoName: string; readonly at: Date; readonly number: number; readonly digest: string }

/** Where a printed form says it comes from. */
export type Heading = { readonly issuer: string; readonly number: string; readonly demonstration: boolean }

/** Whether what a look asks of a register holds; `down`: the register did not answer. */
export type Verdict = { readonly look: string; readonly at: string; readonly state: 'holds' | 'broken' | 'down'; readonly message: string | null; readonly blocks: boolean }

export type Forms = {
  readonly seal: (filing: Filing) => Promise<SealedRow>
  readonly list: (kind: string, subject: string) => Promise<SealedRow[]>
  readonly read: (id: string) => Promise<Sealed | undefined>
  /** The filled form as a paper: an OFD file, or a PDF. */
  readonly paper: (sealed: Sealed, heading: Heading, format?: PaperFormat) => Promise<Result<SentFile>>
  /** Choices among what the state holds that are not the holder's. */
  readonly notHeld: (form: PublishedForm, answers: Answers, holder: Holder) => Promise<{ at: string; code: string; message: string }[]>
  /** Asks the registers what the form wants to know of them, for these answers; those of `only`, or all that can be asked. Nobody may ask too many times an hour. */
  readonly judge: (form: PublishedForm, answers: Answers, facts: Facts, only?: string) => Promise<Verdict[] | 'too-many'>
}

export const formsPort = definePort<Forms>('forms')
