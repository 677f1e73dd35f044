import type { Json } from '@xiangyun/feel/to-json'
import type { Tree } from '@xiangyun/feel/tree'
import { evaluateJson } from './expressions.ts'
import type { Run } from './run.ts'
import { seen } from './variables.ts'
import type { Variables, Wait } from './state.ts'

/** The key that a message must have to come here (BPMN 2.0.2 §8.4.2): as written, bound to data, or set by the first message. */
export function keyOf(run: Run, element: string, name: string, written: Tree | undefined, scopeId: string): Json | undefined {
  const correlation = run.definition.correlations?.[name]
  const tree = written ?? correlation?.to
  if (tree) return evaluateJson(run, element, tree, seen(run, scopeId))
  return correlation && run.keys && Object.hasOwn(run.keys, correlation.property) ? run.keys[correlation.property] : undefined
}

export interface Came {
  readonly name: string
  readonly key?: Json
  readonly variables?: Variables
}

/** The key of a message: as it came, or read out of what it carries. */
export function keyIn(run: Run, came: Came): Json | undefined {
  if (came.key !== undefined) return came.key
  const from = run.definition.correlations?.[came.name]?.from
  return from ? evaluateJson(run, came.name, from, came.variables ?? {}) : undefined
}

/** A wait without key takes any message of its name. */
export const fits = (wait: Wait, key: Json | undefined): boolean => wait.key === undefined || (key !== undefined && String(wait.key) === String(key))

/** The first message of a conversation sets the key of the ones that follow. */
export function learnKey(run: Run, name: string, key: Json | undefined): void {
  const correlation = run.definition.correlations?.[name]
  if (!correlation || correlation.to || key === undefined || key === null) return
  if (run.keys && Object.hasOwn(run.keys, correlation.property)) return
  run.keys = { ...run.keys, [correlation.property]: key }
  run.waits = run.waits.map((wait) => {
    const own = wait.kind === 'message' && wait.key === undefined ? run.definition.correlations?.[wait.name ?? ''] : undefined
    return own && !own.to && own.property === correlation.property ? { ...wait, key } : wait
  })
}
