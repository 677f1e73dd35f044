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
}

/** A running process, sub-process or event sub-process. */
export interface Scope {
  readonly id: string
  readonly element: string
  readonly parent: string | null
  /** The token that stands on the sub-process; none for the process and for event sub-processes. */
  readonly token: string | null
}

/** Something the outside can answer. `holder` is the token or scope that it belongs to. */
export interface Wait {
  readonly id: string
  readonly kind: 'task' | 'timer' | 'message' | 'service' | 'decision'
  readonly element: string
  readonly holder: string
  /** Message name. */
  readonly name?: string
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
}

export type Event =
  | { readonly type: 'start'; readonly variables?: Variables; readonly message?: string }
  | { readonly type: 'task-completed'; readonly task: string; readonly variables?: Variables }
  | { readonly type: 'timer-fired'; readonly timer: string }
  | { readonly type: 'message'; readonly name: string; readonly variables?: Variables; readonly subscription?: string }
  | { readonly type: 'service-completed'; readonly job: string; readonly variables?: Variables }
  | { readonly type: 'service-failed'; readonly job: string; readonly code: string; readonly message?: string }
  | { readonly type: 'decision-made'; readonly job: string; readonly value: Json }
  | { readonly type: 'cancelled'; readonly reason: string }

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
  | { readonly type: 'message-awaited'; readonly subscription: string; readonly element: string; readonly name: string }
  | { readonly type: 'message-unawaited'; readonly subscription: string; readonly element: string; readonly name: string }
  | { readonly type: 'message-thrown'; readonly element: string; readonly name: string; readonly variables: Variables }
  | { readonly type: 'clock-paused' | 'clock-resumed'; readonly pause: string; readonly element: string; readonly reason: string }
  | { readonly type: 'ended'; readonly end: string | null; readonly outcome: string }
  | { readonly type: 'incident'; readonly element: string; readonly code: string; readonly message: string }

export type StepCode =
  | 'already-started' | 'not-started' | 'process-ended' | 'no-such-start' | 'task-not-open' | 'timer-not-set'
  | 'message-not-awaited' | 'job-not-open' | 'endless-loop' | 'wrong-definition'

export type Step =
  | { readonly ok: true; readonly state: State; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly code: StepCode; readonly message: string; readonly state: State | undefined; readonly effects: readonly [] }
