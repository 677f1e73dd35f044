import { clock } from './clock.ts'
import { counting } from './counting.ts'
import { logic } from './logic.ts'
import type { Builtin } from './signature.ts'

/** Those that the conditions and figures of most forms call: what a browser begins with. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(Object.entries({ ...logic, ...counting, ...clock }))
