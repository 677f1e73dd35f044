import type { Tree } from '@xiangyun/feel/tree'

/** A decision model as plain JSON with FEEL trees (DMN 1.5 §6). */
export interface Model {
  readonly format: 1
  readonly id: string
  readonly name: string
  readonly inputs: Readonly<Record<string, InputData>>
  readonly decisions: Readonly<Record<string, Decision>>
  readonly knowledge: Readonly<Record<string, Knowledge>>
  readonly types: Readonly<Record<string, ItemType>>
}

export interface InputData {
  readonly id: string
  readonly name: string
  readonly type?: string
}

/** What a decision needs, by element id (DMN 1.5 §6.2). */
export interface Needs {
  readonly inputs: readonly string[]
  readonly decisions: readonly string[]
  readonly knowledge: readonly string[]
}

export interface Decision {
  readonly id: string
  readonly name: string
  readonly type?: string
  readonly question?: string
  readonly needs: Needs
  readonly logic: Logic
}

/** A business knowledge model: a function that decisions share. */
export interface Knowledge {
  readonly id: string
  readonly name: string
  readonly params: readonly string[]
  readonly needs: Needs
  readonly logic: Logic
}

/** An item definition (DMN 1.5 §7.3.2). */
export interface ItemType {
  readonly name: string
  readonly base?: string
  readonly allowed?: Tree
  readonly many: boolean
  readonly parts?: readonly { readonly name: string; readonly type: ItemType }[]
}

export type Logic =
  | { readonly kind: 'literal'; readonly expression: Tree }
  | Table
  | { readonly kind: 'context'; readonly entries: readonly { readonly name: string | null; readonly logic: Logic }[] }
  | { readonly kind: 'invocation'; readonly function: string; readonly bindings: readonly { readonly name: string; readonly logic: Logic }[] }

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
  readonly allowed?: Tree
}

export interface TableOutput {
  readonly id: string
  readonly name: string
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
