import { clock } from './builtins/clock.ts'
import { contexts } from './builtins/contexts.ts'
import { conversion } from './builtins/conversion.ts'
import { counting } from './builtins/counting.ts'
import { dates } from './builtins/dates.ts'
import { lists } from './builtins/lists.ts'
import { logic } from './builtins/logic.ts'
import { numeric } from './builtins/numeric.ts'
import { ranges } from './builtins/ranges.ts'
import type { Builtin } from './builtins/signature.ts'
import { statistics } from './builtins/statistics.ts'
import { strings } from './builtins/strings.ts'

/** Every function of DMN 1.5 §10.3.4, by name, and `years between`, `months between`, `days between`, which are ours. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  [strings, numeric, logic, counting, lists, statistics, contexts, clock, dates, conversion, ranges].flatMap((table) => Object.entries(table)),
)
