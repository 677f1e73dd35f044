import type { Result } from '@xiangyun/kernel/contract'
import { definePort } from '@xiangyun/kernel/modules'
import type { Effect, Event, State, Variables } from '@xiangyun/bpmn'
import type { Problem } from './contract.ts'

export type { Effect, Event, State, TaskOpened, Variables } from '@xiangyun/bpmn'

/** What a running process took in: events of the engine, its move to another version, and what an operator did beside it. */
export type HistoryEvent = Event | { readonly type: 'migrated'; readonly from: string; readonly to: string; readonly mapping: Readonly<Record<string, string>>; readonly migration: string }
  | { readonly type: 'noted'; readonly what: 'retry'; readonly reason: string }

/** What one transaction brought about in an instance; `renamed`: open tasks that now stand for another element. */
export type Advanced = {
  readonly instance: string
  readonly definition: string
  readonly effects: readonly Effect[]
  readonly state: State
  readonly renamed?: readonly { readonly task: string; readonly element: string; readonly name: string; readonly action: string }[]
}

/** Whose process it is, for lists: the place, what it is about (an item), and a number that people know it by. */
export type Subject = { readonly id: string; readonly division: string; readonly about: string; readonly label: string }

/** The durable runner: state, history, timers and service work of every instance, in the caller's transaction. */
export type Processes = {
  /** Checks and keeps a process; instances stay on the version they began with. Gives its fingerprint. */
  readonly deploy: (key: string, xml: string) => Promise<{ ok: true; definition: string } | { ok: false; problems: readonly Problem[] }>
  /** The version that a case begun today uses, for the process that a definition is a version of. */
  readonly inForce: (definition: string) => Promise<string>
  readonly start: (definition: string, subject: Subject, variables: Variables) => Promise<Result<Advanced>>
  readonly send: (instance: string, event: Event) => Promise<Result<Advanced>>
  /** The version of a process that is in force today, by its key. */
  readonly current: (key: string) => Promise<string | undefined>
  /** What people do in it, in the order of the diagram: for guides. */
  readonly steps: (definition: string) => Promise<{ name: string; who: string; action: string }[]>
  /** Element → act, for the picture of a state. */
  readonly acts: (definition: string) => Promise<ReadonlyMap<string, string>>
  /** What the elements of an instance's version are called. */
  readonly names: (instance: string) => Promise<ReadonlyMap<string, string>>
  /** Has service work that failed tried again; false when none has failed. */
  readonly retry: (instance: string) => Promise<boolean>
  readonly state: (instance: string) => Promise<State | undefined>
  readonly history: (instance: string) => Promise<{ number: number; at: string; event: HistoryEvent }[]>
}

export type Performed = { readonly ok: true; readonly variables: Variables } | { readonly ok: false; readonly code: string; readonly message: string }

type Word = { readonly id: string; readonly name: string }
export type Vocabulary = {
  readonly people: readonly Word[]
  /** `tells`: the variable that the decision sets; `gives`: the variables that each decision leaves. */
  readonly actions: readonly (Word & { readonly tells: string; readonly decisions: readonly (Word & { readonly gives: Variables })[] })[]
  readonly forms: readonly Word[]
  readonly topics: readonly Word[]
  readonly messages: readonly Word[]
  readonly outcomes: readonly Word[]
  readonly variables: readonly Word[]
  readonly pauses: readonly string[]
}

/** Who the processes belong to: told of what a timer, a finished service, an operator or a migration brought about, asked to do service work. */
export type ProcessHost = {
  /** Locks what a process moves before the process itself is moved, as those do who come from the other side. */
  readonly hold: (subject: string) => Promise<void>
  readonly apply: (subject: string, advanced: Advanced, cause: 'timer' | 'service' | 'signal' | 'operator' | 'migration', reason?: string) => Promise<void>
  readonly perform: (subject: string, topic: string, input: Variables) => Promise<Performed>
  readonly decide: (subject: string, decision: string, inputs: Variables) => Promise<Variables[string]>
  /** What a drawing may name. */
  readonly vocabulary: () => Vocabulary
  /** What processes are about, each with the definition that it was made with. */
  readonly users: () => Promise<readonly { readonly definition: string; readonly id: string; readonly name: string }[]>
  /** Of processes begun before subjects were kept with them. */
  readonly subjects: (ids: readonly string[]) => Promise<readonly Subject[]>
}

export const processesPort = definePort<Processes>('processes')
/** Filled by the module whose cases the processes move. */
export const processHostPort = definePort<ProcessHost>('process-host')
