import type { Tree } from '@xiangyun/feel/tree'

/** A deployed process: plain JSON, with its conditions already read into FEEL trees. */
export interface Definition {
  readonly format: 1
  /** 2: deployed by an engine that counts cycles and prefers the exact error code. Older ones replay as they did. */
  readonly edition?: 2
  /** A missing variable or an expression without a value refuses the step, instead of counting as null. */
  readonly strict?: true
  readonly id: string
  readonly name: string
  readonly lanes: readonly Lane[]
  readonly scopes: Readonly<Record<string, ScopeDefinition>>
  readonly nodes: Readonly<Record<string, Node>>
  readonly flows: Readonly<Record<string, Flow>>
  /** Data objects and properties: known names, though they may have no value yet. */
  readonly data?: readonly string[]
  /** How messages are correlated (BPMN 2.0.2 §8.4.2), by message name. */
  readonly correlations?: Readonly<Record<string, Correlation>>
}

/** `from` reads the key out of a message, `to` out of the process; without `to` the first message sets the key. */
export interface Correlation {
  readonly property: string
  readonly from?: Tree
  readonly to?: Tree
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
  /** Without a start event: what has no incoming flow starts (§13.2). */
  readonly implicit?: true
  /** Ad-hoc: activities without incoming flow, which are offered instead of started. */
  readonly offers?: readonly string[]
  /** Start of the event sub-process that compensates this scope as a whole (§13.5.5). */
  readonly undoneBy?: string
  /** Data objects of this scope; a sub-process keeps its own while it runs (§10.4.1). */
  readonly data?: readonly string[]
  /** A process that a call activity calls: its variables are its own. */
  readonly called?: true
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
  /** How often a cycle written as a literal fires. */
  readonly times?: number
  readonly tree?: Tree
  readonly calendar: Calendar
}

export type Trigger =
  | { readonly on: 'timer'; readonly timer: Timer }
  | { readonly on: 'message'; readonly message: string; readonly key?: Tree }
  | { readonly on: 'error'; readonly error: string | null }
  | { readonly on: 'escalation'; readonly escalation: string | null }
  | { readonly on: 'signal'; readonly signal: string }
  | { readonly on: 'condition'; readonly condition: Tree }
  | { readonly on: 'compensation' }
  | { readonly on: 'cancel' }
  /** Multiple: one of them is enough; parallel multiple: all are needed (§10.5.5). */
  | { readonly on: 'several'; readonly all: boolean; readonly triggers: readonly Trigger[] }

/** What a throwing event or an end event brings about. */
export type Throw =
  | { readonly what: 'message'; readonly name: string }
  | { readonly what: 'signal'; readonly name: string }
  | { readonly what: 'escalation'; readonly code: string }
  | { readonly what: 'error'; readonly code: string }
  | { readonly what: 'cancel' | 'terminate' }
  | { readonly what: 'compensation'; readonly activity: string | null; readonly wait: boolean }

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

/** A standard loop or multi-instance (BPMN 2.0.2 §13.3.6 and 13.3.7) whose instances have variables of their own. */
export interface Loop {
  readonly kind: 'while' | 'parallel' | 'sequential'
  readonly testBefore?: boolean
  readonly condition?: Tree
  readonly maximum?: number
  readonly count?: Tree
  readonly collection?: Tree
  readonly item?: string
  readonly until?: Tree
  /** Variable of each instance that is gathered into `collect`. */
  readonly result?: string
  readonly collect?: string
}

/** Ad-hoc sub-process (§13.3.5): its activities are chosen one by one. */
export interface AdHoc {
  readonly sequential: boolean
  readonly until?: Tree
  readonly cancelRest: boolean
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
  readonly loop?: Loop
  /** The flow of an activity with conditional flows that is taken when none is true. */
  readonly fallback?: string
  /** The activity that compensates this one. */
  readonly undo?: string
  /** Compensates another; no part of the normal flow. */
  readonly forCompensation?: true
}

export type Node = Common & NodeDetail
export type NodeKind = Node['kind']
export type NodeOf<K extends NodeKind> = Extract<Node, { kind: K }>

export type NodeDetail =
  | { readonly kind: 'start'; readonly trigger: Trigger | null; readonly interrupting: boolean }
  | { readonly kind: 'end'; readonly does: 'none' | 'terminate' | 'error' | 'message' | 'throw'; readonly outcome: string; readonly error?: string; readonly message?: string; readonly throws?: readonly Throw[] }
  | TaskDetail
  | { readonly kind: 'service'; readonly topic: string; readonly inputs: readonly Mapping[]; readonly outputs: readonly Mapping[] }
  | { readonly kind: 'send'; readonly message: string; readonly inputs: readonly Mapping[] }
  | { readonly kind: 'receive'; readonly message: string; readonly outputs: readonly Mapping[]; readonly key?: Tree; readonly instantiate?: true }
  | { readonly kind: 'script'; readonly expression: Tree; readonly result: string | null; readonly inputs?: readonly Mapping[] }
  | { readonly kind: 'abstract' }
  | { readonly kind: 'rule'; readonly decision: string; readonly inputs: readonly Mapping[]; readonly result: string }
  | { readonly kind: 'exclusive'; readonly default?: string }
  | { readonly kind: 'inclusive'; readonly default?: string }
  | { readonly kind: 'parallel' }
  | { readonly kind: 'event-gateway'; readonly instantiate?: 'one' | 'all' }
  | { readonly kind: 'complex'; readonly default?: string; readonly activation?: Tree }
  | { readonly kind: 'sub-process'; readonly transaction?: true; readonly adHoc?: AdHoc; readonly inputs?: readonly Mapping[]; readonly outputs?: readonly Mapping[] }
  | { readonly kind: 'call'; readonly called: string; readonly inputs: readonly Mapping[]; readonly outputs: readonly Mapping[] }
  | { readonly kind: 'catch'; readonly trigger: Trigger }
  | { readonly kind: 'throw'; readonly message?: string; readonly inputs: readonly Mapping[]; readonly throws?: readonly Throw[] }
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
  /** Elements on the way to where it goes wrong, to be drawn on the diagram. */
  readonly trace?: readonly string[]
}
