import type { Tree } from '@xiangyun/feel/tree'

/** A deployed process: plain JSON, with its conditions already read into FEEL trees. */
export interface Definition {
  readonly format: 1
  readonly id: string
  readonly name: string
  readonly lanes: readonly Lane[]
  readonly scopes: Readonly<Record<string, ScopeDefinition>>
  readonly nodes: Readonly<Record<string, Node>>
  readonly flows: Readonly<Record<string, Flow>>
}

export interface Lane {
  readonly id: string
  readonly name: string
}

/** The process itself, a sub-process or an event sub-process. */
export interface ScopeDefinition {
  readonly id: string
  readonly parent: string | null
  readonly starts: readonly string[]
  /** Start events of its event sub-processes. */
  readonly handlers: readonly string[]
}

export interface Flow {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly to: string
  readonly condition?: Tree
}

export type Calendar = 'workdays' | 'calendar-days'

/** A timer as written: a literal, or FEEL that gives text, a duration, a date or a number of days. */
export interface Timer {
  readonly kind: 'date' | 'duration' | 'cycle'
  readonly literal?: string
  readonly tree?: Tree
  readonly calendar: Calendar
}

export type Trigger =
  | { readonly on: 'timer'; readonly timer: Timer }
  | { readonly on: 'message'; readonly message: string }
  | { readonly on: 'error'; readonly error: string | null }

export interface Mapping {
  readonly name: string
  readonly tree: Tree
}

/** Parallel multi-instance (BPMN 2.0.2 §13.3.7), or `xy:two`: the same act by two people. */
export interface Many {
  readonly two?: Tree
  readonly collection?: Tree
  readonly item?: string
  readonly count?: Tree
  readonly until?: Tree
  readonly collect?: string
}

interface Common {
  readonly id: string
  readonly name: string
  readonly scope: string
  readonly lane: string | null
  readonly in: readonly string[]
  readonly out: readonly string[]
  /** Why the statutory clock lawfully stands still while this is active. */
  readonly pauses?: string
  readonly boundary?: readonly string[]
}

export type Node = Common & NodeDetail
export type NodeKind = Node['kind']
export type NodeOf<K extends NodeKind> = Extract<Node, { kind: K }>

export type NodeDetail =
  | { readonly kind: 'start'; readonly trigger: Trigger | null; readonly interrupting: boolean }
  | { readonly kind: 'end'; readonly does: 'none' | 'terminate' | 'error' | 'message'; readonly outcome: string; readonly error?: string; readonly message?: string }
  | TaskDetail
  | { readonly kind: 'service'; readonly topic: string; readonly inputs: readonly Mapping[]; readonly outputs: readonly Mapping[] }
  | { readonly kind: 'send'; readonly message: string; readonly inputs: readonly Mapping[] }
  | { readonly kind: 'receive'; readonly message: string; readonly outputs: readonly Mapping[] }
  | { readonly kind: 'script'; readonly expression: Tree; readonly result: string }
  | { readonly kind: 'rule'; readonly decision: string; readonly inputs: readonly Mapping[]; readonly result: string }
  | { readonly kind: 'exclusive'; readonly default?: string }
  | { readonly kind: 'inclusive'; readonly default?: string }
  | { readonly kind: 'parallel' }
  | { readonly kind: 'event-gateway' }
  | { readonly kind: 'sub-process' }
  | { readonly kind: 'catch'; readonly trigger: Trigger }
  | { readonly kind: 'throw'; readonly message?: string; readonly inputs: readonly Mapping[] }
  | { readonly kind: 'boundary'; readonly attachedTo: string; readonly interrupting: boolean; readonly trigger: Trigger }
  | { readonly kind: 'event-sub-process'; readonly start: string }

/** A user or manual task: what a person does. */
export interface TaskDetail {
  readonly kind: 'task'
  readonly manual: boolean
  readonly form?: string
  readonly people?: string
  readonly action?: string
  readonly limit?: Tree
  readonly calendar: Calendar
  readonly many?: Many
  readonly inputs: readonly Mapping[]
  readonly outputs: readonly Mapping[]
}

/** What is wrong with a process, told to the person who drew it. */
export interface ProcessProblem {
  readonly element: string
  readonly code: string
  readonly message: string
}
