import type { Static, TSchema } from 'typebox'
import type { EventType, Failures, InputOf, ReplyOf, Result, Route } from '../contract/index.ts'
import type { Config } from '../config/index.ts'
import type { Context } from './context.ts'

export type Handled = {
  readonly route: Route
  readonly run: (context: Context, input: never) => Promise<Result<unknown>>
}

/** Joins a route to the use case or view that answers it. */
export function handle<R extends Route>(route: R, run: (context: Context, input: InputOf<R>) => Promise<Result<ReplyOf<R>>>): Handled {
  return { route, run: run as Handled['run'] }
}

export type Listener = {
  readonly event: EventType
  readonly name: string
  readonly react: (context: Context, payload: never, event: { id: string; at: Date }) => Promise<void>
}

/** A reaction to another module's event: runs at least once, in order, and must be safe to repeat. */
export function listen<P extends TSchema>(
  event: EventType<P>, name: string, react: (context: Context, payload: Static<P>, event: { id: string; at: Date }) => Promise<void>,
): Listener {
  return { event, name, react: react as Listener['react'] }
}

/** Something that a module promises to do at a time. */
export type Deadline<Payload> = { readonly name: string; readonly payload?: Payload }

export const defineDeadline = <Payload>(name: string): Deadline<Payload> => ({ name })

export type DeadlineHandler = { readonly name: string; readonly run: (context: Context, payload: never, key: string) => Promise<void> }

export function onDeadline<Payload>(deadline: Deadline<Payload>, run: (context: Context, payload: Payload, key: string) => Promise<void>): DeadlineHandler {
  return { name: deadline.name, run: run as DeadlineHandler['run'] }
}

/** What a module can be asked by others; stands in its contract. */
export type Port<Interface> = { readonly name: string; readonly interface?: Interface }

export const definePort = <Interface>(name: string): Port<Interface> => ({ name })

export type Provided = { readonly name: string; readonly make: (context: Context) => unknown }

export function provide<Interface>(port: Port<Interface>, make: (context: Context) => Interface): Provided {
  return { name: port.name, make }
}

/** Work of a module that is done without being asked, a portion at a time; tells how much it did. `calm`: nobody waits for it at that moment; `apart`: it waits for servers outside, and nothing waits for it. */
export type Worker = { readonly name: string; readonly pace?: 'calm' | 'apart'; readonly run: (work: <T>(act: (context: Context) => Promise<T>) => Promise<T>, lanes: number) => Promise<number> }

export type ScreenLink = { readonly portal: 'citizen' | 'staff'; readonly path: string }

export type Module = {
  readonly name: string
  readonly tier: 'data' | 'capabilities' | 'applications' | 'operations'
  readonly title: string
  readonly requires: readonly string[]
  readonly permissions: Readonly<Record<string, string>>
  readonly failures: Failures
  readonly routes: readonly Handled[]
  readonly publishes: readonly EventType[]
  readonly listens: readonly Listener[]
  readonly deadlines: readonly DeadlineHandler[]
  readonly provides: readonly Provided[]
  readonly workers: readonly Worker[]
  /** Tables in the module's own schema, named like the module. */
  readonly tables: readonly string[]
  /** Runs as the migrator after the SQL migrations: tables that come from definitions. */
  readonly prepare?: (migratorUrl: string, config: Config) => Promise<void>
  /** Runs once when a process starts, after migrations: loads definitions, fills the empty province. */
  readonly start?: (work: <T>(act: (context: Context) => Promise<T>) => Promise<T>) => Promise<void>
}

type Given = Partial<Module> & Pick<Module, 'name' | 'tier' | 'title'>

/** The manifest: what it does not list, the module does not have. */
export function defineModule(given: Given): Module {
  return Object.freeze({
    requires: [], permissions: {}, failures: {}, routes: [], publishes: [], listens: [], deadlines: [], provides: [], workers: [], tables: [], ...given,
  })
}
