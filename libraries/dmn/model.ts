import type { Tree } from '@xiangyun/feel/tree'

/** A decision model as plain JSON with FEEL trees (DMN 1.5 §6). */
export interface Model {
  readonly format: 1
  readonly id: string
  readonly name: string
  readonly inputs: Readonly<Record<string, InputData>>
  readonly decisions: Readonly<Record<string, Decision>>
  readonly knowledge: Readonly<Record<string, Knowledge>>
  readonly services: Readonly<Record<string, Service>>
  readonly types: Readonly<Record<string, ItemType>>
  /** Elements of imported models have ids and types that begin with `namespace#`; by importing scope, its names of them (DMN 1.5 §6.3.3). */
  readonly scopes: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Read as the standard's own runtime would: what is wrong becomes null instead of a refusal. */
  readonly lenient?: true
  /** Under `lenient`, what was found wrong at reading. */
  readonly faults?: readonly ModelProblem[]
}

/** Where an element stands: the prefix of the imported model that it comes from, nothing for one's own. */
interface Standing {
  readonly id: string
  readonly name: string
  readonly scope?: string
  /** Type of the element's variable, as written there. */
  readonly type?: string
}

export type InputData = Standing

/** What a decision needs, by element id (DMN 1.5 §6.2). */
export interface Needs {
  readonly inputs: readonly string[]
  readonly decisions: readonly string[]
  /** Business knowledge models and decision services. */
  readonly knowledge: readonly string[]
}

export interface Decision extends Standing {
  readonly question?: string
  readonly needs: Needs
  readonly logic: Logic
}

/** A formal parameter, with the type that arguments must have (DMN 1.5 §6.3.9). */
export interface Parameter {
  readonly name: string
  readonly type?: string
}

/** A business knowledge model: a function that decisions share. */
export interface Knowledge extends Standing {
  readonly params: readonly Parameter[]
  readonly needs: Needs
  readonly logic: Logic
}

/** A decision service: decisions offered as one function (DMN 1.5 §6.3.10). */
export interface Service extends Standing {
  readonly inputs: readonly string[]
  readonly inputDecisions: readonly string[]
  readonly outputs: readonly string[]
}

/** An item definition (DMN 1.5 §7.3.2). */
export interface ItemType {
  readonly name: string
  readonly scope?: string
  readonly base?: string
  /** Of each item when `many`. */
  readonly allowed?: Tree
  /** Of the whole value, a list as a list. */
  readonly constraint?: Tree
  readonly many: boolean
  readonly parts?: readonly { readonly name: string; readonly type: ItemType }[]
  readonly function?: { readonly params: readonly Parameter[]; readonly gives?: string }
}

/** A boxed expression (DMN 1.5 §10.2.1); `type` is what its value is held against. */
export type Logic = Boxed & { readonly type?: string }

type Boxed =
  | { readonly kind: 'literal'; readonly expression: Tree }
  | Table
  | { readonly kind: 'context'; readonly entries: readonly { readonly name: string | null; readonly type?: string; readonly logic: Logic }[] }
  | { readonly kind: 'invocation'; readonly function: string; readonly callee?: Tree; readonly bindings: readonly { readonly name: string; readonly logic: Logic }[] }
  | { readonly kind: 'list'; readonly items: readonly Logic[] }
  | { readonly kind: 'relation'; readonly columns: readonly Parameter[]; readonly rows: readonly (readonly Logic[])[] }
  | { readonly kind: 'function'; readonly params: readonly Parameter[]; readonly body: Logic }
  | { readonly kind: 'conditional'; readonly if: Logic; readonly then: Logic; readonly else: Logic }
  | { readonly kind: 'filter'; readonly in: Logic; readonly match: Logic }
  | { readonly kind: 'for' | 'some' | 'every'; readonly name: string; readonly in: Logic; readonly each: Logic }

/** Hit policies (DMN 1.5 §8.2.10), written as in the corner of a table. */
export type HitPolicy = 'U' | 'A' | 'P' | 'F' | 'R' | 'O' | 'C' | 'C+' | 'C<' | 'C>' | 'C#'

export interface Table {
  readonly kind: 'table'
  readonly id: string
  readonly hit: HitPolicy
  readonly inputs: readonly TableInput[]
  readonly outputs: readonly TableOutput[]
  readonly rules: readonly TableRule[]
}

export interface TableInput {
  readonly id: string
  readonly label: string
  readonly expression: Tree
  readonly type?: string
  readonly allowed?: Tree
}

export interface TableOutput {
  readonly id: string
  readonly name: string
  readonly type?: string
  readonly allowed?: Tree
  /** Allowed values in falling priority, for P and O. */
  readonly ranked?: readonly Tree[]
  readonly fallback?: Tree
}

export interface TableRule {
  readonly id: string
  readonly tests: readonly Tree[]
  readonly outputs: readonly Tree[]
  readonly note?: string
}

/** What is wrong with a model or what was given to it, told to the person who wrote it. */
export interface ModelProblem {
  readonly element: string
  readonly code: string
  readonly message: string
}
