import type { Json } from '@xiangyun/feel/to-json'
import type { Run } from './run.ts'
import { replaceScope } from './run.ts'
import type { Scope, Variables } from './state.ts'

/** What an element inside a scope sees (BPMN 2.0.2 §10.4.2): its own variables before those of what encloses it. */
export function seen(run: Run, scopeId: string): Variables {
  if (!run.hasLocals) return run.variables
  const frames: Variables[] = []
  let scope = find(run, scopeId)
  while (scope && !scope.frame) {
    if (scope.vars) frames.unshift(scope.vars)
    scope = scope.parent === null ? undefined : find(run, scope.parent)
  }
  const base = scope?.vars ?? run.variables
  return frames.length === 0 ? base : Object.assign({}, base, ...frames) as Variables
}

const find = (run: Run, id: string): Scope | undefined => run.scopes.find((one) => one.id === id)

/** Sets variables where they are known, from inside outwards; a new one belongs to the process. */
export function give(run: Run, scopeId: string, given: Readonly<Record<string, Json>>): void {
  if (!run.hasLocals) return void Object.assign(run.variables, given)
  for (const [name, value] of Object.entries(given)) set(run, scopeId, name, value)
}

function set(run: Run, scopeId: string, name: string, value: Json): void {
  let scope = find(run, scopeId)
  while (scope && !scope.frame && !(scope.vars && Object.hasOwn(scope.vars, name))) scope = scope.parent === null ? undefined : find(run, scope.parent)
  if (scope) return replaceScope(run, { ...scope, vars: { ...scope.vars, [name]: value } })
  run.variables[name] = value
}
