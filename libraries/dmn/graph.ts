import type { Functions } from '@xiangyun/feel/compile'
import { Misfit } from '@xiangyun/feel/conform'
import type { Context, Value } from '@xiangyun/feel/values'
import { logicValue } from './boxed.ts'
import { knowledgeFunction } from './knowledge.ts'
import type { Decision, Model, ModelProblem, Needs } from './model.ts'
import { serviceFunction } from './services.ts'
import { held } from './types.ts'

/** One deciding: what was given, what is done, what went wrong. */
export interface Run {
  readonly model: Model
  /** Values of input data, by id. */
  readonly given: ReadonlyMap<string, Value>
  readonly always: Context
  readonly functions: Functions
  readonly problems: ModelProblem[]
  readonly done: Map<string, Value>
  readonly open: Set<string>
  readonly trace: { decision: string; name: string; value: Value; rules: readonly string[] }[]
  /** Rounds that expressions, boxed loops and calls may still take, all together, and how deep calls stand. */
  readonly budget: { left: number; depth: number }
}

const MOST = 3_000_000
const DEEPEST = 400

export const newRun = (model: Model, given: ReadonlyMap<string, Value>, always: Context, functions: Functions): Run =>
  ({ model, given, always, functions, problems: [], done: new Map(), open: new Set(), trace: [], budget: { left: MOST, depth: 0 } })

/** Where a boxed expression stands: the run, its element and what of the tables' rules applied. */
export interface Place {
  readonly run: Run
  readonly element: string
  readonly scope: string
  readonly rules: string[]
}

/** A value held against its declared type; one that does not fit is told and null (DMN 1.5 §7.3.1, §10.3.2.9.4). */
export function asDeclared(place: Place, type: string | undefined, value: Value): Value {
  if (type === undefined || value === null) return value
  const found = held(place.run.model, place.scope, type, value)
  if (!(found instanceof Misfit)) return found
  tell(place.run, { element: place.element, code: found.code === 'wrong-type' ? 'result-wrong-type' : 'result-not-allowed', message: `“${place.element}”的结果${found.message}` })
  return null
}

const MANY = 100

/** Keeps a problem, each once and not without end. */
export function tell(run: Run, problem: ModelProblem): void {
  const isKnown = run.problems.some((one) => one.element === problem.element && one.code === problem.code && one.message === problem.message)
  if (!isKnown && run.problems.length < MANY) run.problems.push(problem)
}

/** Takes rounds of the budget; whether there were so many left. */
export function spend(run: Run, element: string, rounds: number): boolean {
  run.budget.left -= rounds
  if (run.budget.left < 0) tell(run, { element, code: 'too-many-rounds', message: `“${element}”的循环或调用次数过多` })
  return run.budget.left >= 0
}

/** A call that ends, however the functions call each other: too many or too deep ones are null. */
export function called(run: Run, element: string, work: () => Value): Value {
  const { budget } = run
  if (!spend(run, element, 1)) return null
  if (budget.depth >= DEEPEST) {
    tell(run, { element, code: 'too-many-rounds', message: `“${element}”的调用过深` })
    return null
  }
  budget.depth += 1
  try {
    return work()
  } finally {
    budget.depth -= 1
  }
}

export function decisionValue(run: Run, decision: Decision): Value {
  const known = run.done.get(decision.id)
  if (known !== undefined) return known
  if (run.open.has(decision.id)) return null
  run.open.add(decision.id)
  const place: Place = { run, element: decision.id, scope: decision.scope ?? '', rules: [] }
  const value = asDeclared(place, decision.type, logicValue(place, decision.logic, contextFor(run, place.scope, decision.needs)))
  run.done.set(decision.id, value)
  run.trace.push({ decision: decision.id, name: decision.name, value, rules: place.rules })
  return value
}

/** Only what is connected is in sight (DMN 1.5 §6.3.7); what is imported, under the name of its import. */
export function contextFor(run: Run, scope: string, needs: Needs): Context {
  const context: Record<string, unknown> = { ...run.always }
  const { model } = run
  for (const id of needs.inputs) {
    const node = model.inputs[id]
    if (node) put(context, pathOf(model, scope, node.scope ?? ''), node.name, run.given.get(id) ?? null)
  }
  for (const id of needs.decisions) {
    const node = model.decisions[id]
    if (node) put(context, pathOf(model, scope, node.scope ?? ''), node.name, decisionValue(run, node))
  }
  for (const id of needs.knowledge) {
    const node = model.knowledge[id] ?? model.services[id]
    if (!node) continue
    const known = model.knowledge[id]
    put(context, pathOf(model, scope, node.scope ?? ''), node.name, known ? knowledgeFunction(run, known) : serviceFunction(run, model.services[id]!))
  }
  return context
}

function put(context: Record<string, unknown>, path: readonly string[], name: string, value: Value): void {
  let at = context
  for (const step of path) {
    const inner = Object.hasOwn(at, step) ? (at[step] as Record<string, unknown>) : {}
    at[step] = inner
    at = inner
  }
  at[name] = value
}

/** By which imports one scope speaks of another. */
function pathOf(model: Model, from: string, to: string, seen: readonly string[] = []): readonly string[] {
  if (from === to || seen.includes(from)) return []
  const imports = Object.entries(model.scopes[from] ?? {})
  const direct = imports.find(([, scope]) => scope === to)
  if (direct) return direct[0] === '' ? [] : [direct[0]]
  for (const [alias, scope] of imports) {
    const rest = pathOf(model, scope, to, [...seen, from])
    if (rest.length > 0) return [alias, ...rest]
  }
  return []
}
