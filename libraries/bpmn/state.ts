import type { Json } from '@xiangyun/feel/to-json'
import type { Calendar, Lane } from './definition.ts'

export type Variables = Readonly<Record<string, Json>>

/** Where one thread of the process stands. */
export interface Token {
  readonly id: string
  readonly at: string
  readonly scope: string
  /** The flow it came by; joins need it. */
  readonly via: string | null
  /** Multi-instance: what each instance gave, in the order of completion. */
  readonly many?: { readonly total: number; readonly results: readonly Json[] }
  /** Stands on a looping activity while its instances run. */
  readonly loop?: LoopState
  /** Carries out one instance of a looping activity; the token with `loop` stands for all. */
  readonly body?: true
}

/** How far a loop is: `items` are what is left to a sequential one. */
export interface LoopState {
  readonly total: number | null
  readonly started: number
  readonly done: number
  readonly items?: readonly Json[]
  readonly results?: readonly Json[]
}

/** An activity that was completed and can be compensated, with the variables and the inner records it needs. */
export interface Undo {
  readonly element: string
  readonly times?: number
  readonly inner?: readonly Undo[]
  readonly vars?: Variables
}

/** A running process, sub-process or event sub-process. */
export interface Scope {
  readonly id: string
  readonly element: string
  readonly parent: string | null
  /** The token that stands on the sub-process; none for the process and for event sub-processes. */
  readonly token: string | null
  /** Variables of its own: an instance, a called process, a sub-process with inputs or data. */
  readonly vars?: Variables
  /** A called process: nothing outside is seen. */
  readonly frame?: true
  /** One instance of a looping activity, from 1. */
  readonly index?: number
  /** What was completed inside and can be compensated, oldest first. */
  readonly done?: readonly Undo[]
  /** A compensation under way: what is still to be undone, next first. */
  readonly undo?: readonly Undo[]
  /** After the compensation the transaction is left by its cancel event. */
  readonly cancels?: true
  /** Ad-hoc: what was performed; `closing` when no more may be started. */
  readonly performed?: readonly string[]
  readonly closing?: true
  /** Complex gateways that have fired and absorb late tokens, with the flows they have had. */
  readonly reset?: Readonly<Record<string, readonly string[]>>
}

/** Something the outside can answer. `holder` is the token or scope that it belongs to. */
export interface Wait {
  readonly id: string
  readonly kind: 'task' | 'timer' | 'message' | 'service' | 'decision' | 'signal' | 'condition' | 'choice'
  readonly element: string
  readonly holder: string
  /** Name of the message or signal. */
  readonly name?: string
  /** Correlation key; only a message with this key comes here. */
  readonly key?: Json
  /** Which of several triggers. */
  readonly part?: number
  /** A condition that was true already and must first be false again. */
  readonly was?: true
  /** How often a cycle still fires. */
  readonly left?: number
  /** Multi-instance: which one, from 1, and its item. */
  readonly index?: number
  readonly item?: Json
}

/** The whole truth of one running process, as small JSON. */
export interface State {
  readonly version: 1
  readonly definition: string
  readonly status: 'active' | 'ended'
  readonly outcome: string | null
  readonly end: string | null
  /** The next number for an id. */
  readonly next: number
  readonly variables: Variables
  readonly tokens: readonly Token[]
  readonly scopes: readonly Scope[]
  readonly waits: readonly Wait[]
  /** Correlation keys set by the first message, by property. */
  readonly keys?: Variables
}

export type Event =
  | { readonly type: 'start'; readonly variables?: Variables; readonly message?: string; readonly signal?: string; readonly element?: string; readonly key?: Json }
  | { readonly type: 'task-completed'; readonly task: string; readonly variables?: Variables }
  | { readonly type: 'timer-fired'; readonly timer: string }
  | { readonly type: 'message'; readonly name: string; readonly variables?: Variables; readonly subscription?: string; readonly key?: Json }
  | { readonly type: 'signal'; readonly name: string; readonly variables?: Variables }
  /** An error or escalation that an open activity throws: by its task, job or subscription, or by its token. */
  | { readonly type: 'thrown'; readonly wait: string; readonly error?: string; readonly escalation?: string; readonly variables?: Variables }
  | { readonly type: 'activity-chosen'; readonly choice: string }
  | { readonly type: 'data-changed'; readonly variables: Variables }
  | { readonly type: 'service-completed'; readonly job: string; readonly variables?: Variables }
  | { readonly type: 'service-failed'; readonly job: string; readonly code: string; readonly message?: string }
  | { readonly type: 'decision-made'; readonly job: string; readonly value: Json }
  | { readonly type: 'cancelled'; readonly reason: string }
  /** An operator takes a token off what it does and puts it on another element of its scope. */
  | { readonly type: 'relocated'; readonly token: string; readonly to: string; readonly reason?: string }

export type CloseReason = 'completed' | 'interrupted' | 'not-needed' | 'cancelled'

export interface TaskOpened {
  readonly type: 'task-opened'
  readonly task: string
  readonly element: string
  readonly name: string
  readonly manual: boolean
  readonly lane: Lane | null
  readonly action: string | null
  readonly people: string | null
  readonly form: string | null
  /** Days, as `xy:limit` evaluated, in the days of `calendar`. */
  readonly limit: number | null
  readonly calendar: Calendar
  readonly input: Variables
  /** Multi-instance: tasks of one `group` are instances of one activity; with `two`, by different people. */
  readonly group: string
  readonly index: number
  readonly of: number
  readonly two: boolean
  readonly item: Json
  readonly pauses: string | null
}

export type Effect =
  | TaskOpened
  | { readonly type: 'task-closed'; readonly task: string; readonly element: string; readonly reason: CloseReason }
  | { readonly type: 'timer-set'; readonly timer: string; readonly element: string; readonly kind: 'date' | 'duration' | 'cycle'; readonly value: string | null; readonly calendar: Calendar }
  | { readonly type: 'timer-cleared'; readonly timer: string; readonly element: string }
  | { readonly type: 'service-asked'; readonly job: string; readonly element: string; readonly name: string; readonly topic: string; readonly input: Variables }
  | { readonly type: 'decision-asked'; readonly job: string; readonly element: string; readonly decision: string; readonly inputs: Variables }
  | { readonly type: 'job-cancelled'; readonly job: string; readonly element: string }
  | { readonly type: 'message-awaited'; readonly subscription: string; readonly element: string; readonly name: string; readonly key?: Json }
  | { readonly type: 'message-unawaited'; readonly subscription: string; readonly element: string; readonly name: string }
  | { readonly type: 'message-thrown'; readonly element: string; readonly name: string; readonly variables: Variables }
  | { readonly type: 'signal-awaited' | 'signal-unawaited'; readonly subscription: string; readonly element: string; readonly name: string }
  /** To be told to every other process; this one has had it already. */
  | { readonly type: 'signal-thrown'; readonly element: string; readonly name: string }
  | { readonly type: 'escalated'; readonly element: string; readonly code: string; readonly caught: boolean }
  | { readonly type: 'activity-offered' | 'offer-withdrawn'; readonly choice: string; readonly element: string }
  | { readonly type: 'clock-paused' | 'clock-resumed'; readonly pause: string; readonly element: string; readonly reason: string }
  | { readonly type: 'ended'; readonly end: string | null; readonly outcome: string }
  | { readonly type: 'incident'; readonly element: string; readonly code: string; readonly message: string }

export type StepCode =
  | 'already-started' | 'not-started' | 'process-ended' | 'no-such-start' | 'task-not-open' | 'timer-not-set'
  | 'message-not-awaited' | 'job-not-open' | 'endless-loop' | 'wrong-definition'
  | 'activity-not-open' | 'choice-not-open' | 'not-now' | 'not-movable'
  | 'missing-variable' | 'expression-failed' | 'no-way-out' | 'instances-unknown' | 'timer-without-value'

/** What activities began, ended or were broken off in a step, in order: for traces, diagrams and mining. */
export interface Trail {
  readonly element: string
  readonly what: 'started' | 'completed' | 'interrupted'
}

export type Step =
  | { readonly ok: true; readonly state: State; readonly effects: readonly Effect[]; readonly trail: readonly Trail[] }
  | { readonly ok: false; readonly code: StepCode; readonly message: string; readonly element?: string; readonly state: State | undefined; readonly effects: readonly [] }
