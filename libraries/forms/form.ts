import type { Json } from '@xiangyun/feel/to-json'
import type { Tree } from '@xiangyun/feel/tree'
import type { Role } from './kind.ts'

export type { Json }

/** JSON Schema 2020-12; `$ref` may be `concept:<name>`. */
export interface JsonSchema {
  readonly [keyword: string]: Json | JsonSchema | readonly JsonSchema[] | Readonly<Record<string, JsonSchema>> | undefined
}

/** A form as its author writes it. Every condition is FEEL over answers and facts. */
export interface Form {
  readonly id: string
  readonly title: string
  /** Generated, not from a dossier: shown with the mark 示例. */
  readonly example?: boolean
  readonly schema: JsonSchema
  readonly ui: readonly Section[]
  readonly rules?: readonly Rule[]
  readonly paper?: Paper
}

/** How the office that keeps the form wants it on paper when it is filled in; nothing is asked by it. */
export interface Paper {
  /** Above the title: 附件2, the number of the form. */
  readonly head?: string
  /** The title on paper when it is another than the form's. */
  readonly title?: string
  /** Short answers side by side; 1 when left out. */
  readonly columns?: 1 | 2
  /** Answers that take a line of their own where there are two columns. */
  readonly wide?: readonly string[]
  /** Boxes at the end that the office fills in by hand: 受理意见, 审核意见. */
  readonly office?: readonly { readonly title: string; readonly lines?: number }[]
  /** 填表说明, at the very end. */
  readonly notes?: readonly string[]
}

export interface Section {
  readonly section: string
  readonly when?: string
  readonly note?: string
  /** Materials of the item that prove what this section says. */
  readonly evidence?: readonly string[]
  readonly ask: readonly Ask[]
}

export interface Option {
  readonly value: string | number
  readonly label: string
}

interface Asked {
  readonly kind?: string
  readonly title?: string
  readonly help?: string
  readonly when?: string
  /** FEEL: whether it must be answered, beyond what the schema requires. */
  readonly require?: string
  readonly compute?: string
  /** Fixed options, or FEEL that gives a list of values or of {value, label}. */
  readonly options?: readonly Option[] | string
  /** Where the first value comes from, as a path into what the registers gave. */
  readonly prefill?: string
  readonly correctable?: boolean
  readonly clause?: string
  readonly unit?: string
}

export interface Ask extends Asked {
  /** JSON pointer into the answers; notes have none. */
  readonly at?: string
  readonly columns?: readonly (string | Column)[]
  /** File kinds: `pdf`, `image` … */
  readonly accepts?: readonly string[]
  /** The material of the item that this file or licence stands for. */
  readonly material?: string
  /** What a note, statement or commitment says. */
  readonly text?: string
  /** What it asks for, as `<concept>.<field>`: where several forms are filled in together, it is asked once. */
  readonly same?: string
  /** Its place in an earlier version of the form, so that drafts keep its answer. */
  readonly was?: string
}

export interface Column extends Asked {
  readonly name: string
  /** Its name in an earlier version of the form. */
  readonly was?: string
}

export interface Rule {
  readonly must: string
  readonly say: string
  readonly when?: string
  readonly at?: string
  readonly clause?: string
  /** Asks a register; `must` may then read `found`, its entry or null. */
  readonly look?: { readonly register: string; readonly by: Readonly<Record<string, string>> }
  /** What becomes of answers while the register does not reply: refused when left out. */
  readonly whenDown?: WhenDown
}

export type WhenDown = 'refuse' | 'accept'

/** A concept of the catalogue: its wording and shape, once for the province. */
export interface Concept {
  readonly name: string
  readonly schema: JsonSchema
}

export type Format = (text: string) => boolean
export type Formats = Readonly<Record<string, Format>>
export type Answers = Readonly<Record<string, Json>>
export type Facts = Readonly<Record<string, unknown>>

/** What is asked, ready to be shown and checked without a compiler. */
export interface PublishedAsk {
  readonly at: string
  readonly path: readonly string[]
  readonly kind: string
  /** `answer` when left out. */
  readonly role?: Role
  /** Said when it must be answered and is not. */
  readonly verb?: string
  /** Conditions that the kind sets for each of its answers, over `value`. */
  readonly must?: readonly { readonly must: Tree; readonly say: string }[]
  readonly title: string
  readonly required: boolean
  readonly help?: string
  readonly when?: Tree
  readonly require?: Tree
  readonly compute?: Tree
  readonly options?: readonly Option[]
  readonly optionsFrom?: Tree
  readonly prefill?: string
  readonly correctable: boolean
  readonly clause?: string
  readonly unit?: string
  readonly columns?: readonly PublishedAsk[]
  readonly accepts?: readonly string[]
  readonly material?: string
  readonly text?: string
  /** Its place, or a column's name, in an earlier version. */
  readonly was?: string
}

export interface PublishedSection {
  readonly title: string
  readonly note?: string
  readonly evidence?: readonly string[]
  readonly when?: Tree
  readonly asks: readonly PublishedAsk[]
}

export interface PublishedRule {
  readonly must: Tree
  readonly say: string
  readonly at: string
  readonly when?: Tree
  readonly clause?: string
}

/** A rule that a register decides. The library plans and judges; who runs forms asks the register. */
export interface PublishedLook extends PublishedRule {
  readonly id: string
  readonly register: string
  readonly by: Readonly<Record<string, Tree>>
  readonly whenDown: WhenDown
}

/** A published form: plain JSON, immutable, the same on server, web, phone and counter. */
export interface PublishedForm {
  readonly format: 2
  readonly id: string
  readonly title: string
  readonly example: boolean
  readonly schema: JsonSchema
  readonly sections: readonly PublishedSection[]
  readonly rules: readonly PublishedRule[]
  readonly paper?: Paper
  /** Left out when there are none. */
  readonly looks?: readonly PublishedLook[]
  /** Pointers in the order in which they must be settled, dependencies first. */
  readonly order: readonly string[]
}

export interface FormProblem {
  /** Where in the form's definition, as a JSON pointer. */
  readonly at: string
  readonly code: string
  readonly message: string
}

/** One mistake in the answers. */
export interface AnswerError {
  readonly at: string
  readonly code: string
  readonly message: string
}
