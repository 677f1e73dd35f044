import { defineEvent, defineFailures, Type } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Effect, Event, State, Variables } from '@xiangyun/bpmn'

export type { Effect, Event, State, TaskOpened, Variables } from '@xiangyun/bpmn'

export type Advanced = { readonly instance: string; readonly effects: readonly Effect[]; readonly state: State }

export type ProcessProblem = { readonly element: string; readonly code: string; readonly message: string }

/** The durable runner: state, history, timers and service work of every instance, in the caller's transaction. */
export type Processes = {
  /** Checks and keeps a process; instances stay on the version they began with. Gives its fingerprint. */
  readonly deploy: (key: string, xml: string) => Promise<{ ok: true; definition: string } | { ok: false; problems: readonly ProcessProblem[] }>
  readonly start: (definition: string, subject: string, variables: Variables) => Promise<Result<Advanced>>
  readonly send: (instance: string, event: Event) => Promise<Result<Advanced>>
  /** What people do in it, in the order of the diagram: for guides. */
  readonly steps: (definition: string) => Promise<{ name: string; who: string; action: string }[]>
  /** Element → act, for the picture of a state. */
  readonly acts: (definition: string) => Promise<ReadonlyMap<string, string>>
  /** Has service work that failed tried again; false when none has failed. */
  readonly retry: (instance: string) => Promise<boolean>
  readonly state: (instance: string) => Promise<State | undefined>
  readonly history: (instance: string) => Promise<{ number: number; at: string; event: Event }[]>
}

export type Performed = { readonly ok: true; readonly variables: Variables } | { readonly ok: false; readonly code: string; readonly message: string }

/** Who the processes belong to: told of what a timer or a finished service brought about, asked to do service work. */
export type ProcessHost = {
  readonly apply: (subject: string, advanced: Advanced, cause: 'timer' | 'service') => Promise<void>
  readonly perform: (subject: string, topic: string, input: Variables) => Promise<Performed>
  readonly decide: (subject: string, decision: string, inputs: Variables) => Promise<Variables[string]>
}

export const incidentOpened = defineEvent('processes.incident', 1, Type.Object({ instance: Type.String(), subject: Type.String(), topic: Type.String(), message: Type.String() }))

export const failures = defineFailures({
  'processes/not-possible': [409, '这一步现在不能做，可能已经有人办了'],
  'processes/no-instance': [404, '没有这个流程'],
})
