import type { Blobs } from '../blobs/index.ts'
import type { Config } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import type { Ids, Random } from '../ids/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Log } from '../logs/index.ts'
import type { Context, Module, Port } from '../modules/index.ts'
import type { Clock, WorkdayCalendar } from '../time/index.ts'

/** What one process has: its modules and its ways to the outside world. */
export type Environment = {
  readonly config: Config
  readonly database: Database
  readonly clock: Clock
  readonly calendar: WorkdayCalendar
  readonly ids: Ids
  readonly random: Random
  readonly keys: Keys
  readonly blobs: Blobs
  readonly log: Log
  readonly modules: readonly Module[]
  readonly ask: <Interface>(port: Port<Interface>, context: Context) => Interface
  /** There is work for the background: called after a commit that told something. */
  readonly wake: () => void
}

/** Joins the modules' interfaces; a port that nobody or two modules fill is a mistake found at start. */
export function portsOf(modules: readonly Module[]): Environment['ask'] {
  const makers = new Map<string, (context: Context) => unknown>()
  for (const module of modules) {
    for (const provided of module.provides) {
      if (makers.has(provided.name)) throw new Error(`port ${provided.name} is provided twice`)
      makers.set(provided.name, provided.make)
    }
  }
  return (port, context) => {
    const make = makers.get(port.name)
    if (!make) throw new Error(`nobody provides ${port.name}`)
    return make(context) as NonNullable<(typeof port)['interface']>
  }
}
