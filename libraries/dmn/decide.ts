import type { Functions } from '@xiangyun/feel/compile'
import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import { toJson } from '@xiangyun/feel/to-json'
import type { Json } from '@xiangyun/feel/to-json'
import { FeelFunction, lift } from '@xiangyun/feel/values'
import type { Context, Value } from '@xiangyun/feel/values'
import { readInputs } from './inputs.ts'
import type { Decision, Knowledge, Logic, Model, ModelProblem, Needs } from './model.ts'
import { decideTable, evaluate } from './table.ts'

export interface Decided {
  readonly value: Json
  /** Rules of the decision's own table that made the value. */
  readonly rules: readonly string[]
  /** Every decision on the way, in the order of deciding. */
  readonly trace: readonly Traced[]
}

export interface Traced {
  readonly decision: string
  readonly name: string
  readonly value: Json
  readonly rules: readonly string[]
}

interface Run {
  readonly model: Model
  readonly given: Record<string, Value>
  readonly always: Context
  readonly functions: Functions
  readonly problems: ModelProblem[]
  readonly done: Map<string, Value>
  readonly trace: Traced[]
}

/**
 * Decides (DMN 1.5 §6.3.6): what the decision needs first, then its own logic. Inputs are by name; `today` and
 * `now` may come with them. Inputs and outputs outside their allowed values are failures, not guesses.
 */
export function decide(model: Model, decisionId: string, inputs: Context, functions: Functions = {}): Result<Decided, ModelProblem> {
  const decision = model.decisions[decisionId]
  if (!decision) return fail([{ element: decisionId, code: 'no-such-decision', message: `没有决策“${decisionId}”` }])
  const problems: ModelProblem[] = []
  const given = readInputs(model, inputsOf(model, decision.needs), inputs, problems)
  if (problems.length > 0) return fail(problems)
  const always = Object.fromEntries(['today', 'now'].filter((name) => Object.hasOwn(inputs, name)).map((name) => [name, inputs[name]]))
  const run: Run = { model, given, always, functions, problems, done: new Map(), trace: [] }
  const value = toJson(decisionValue(run, decision))
  if (problems.length > 0) return fail(problems)
  return ok({ value, rules: run.trace.find((one) => one.decision === decisionId)?.rules ?? [], trace: run.trace })
}

function inputsOf(model: Model, needs: Needs, seen = new Set<string>()): Set<string> {
  for (const id of needs.inputs) seen.add(id)
  for (const id of [...needs.decisions, ...needs.knowledge]) {
    const inner = model.decisions[id] ?? model.knowledge[id]
    if (inner) inputsOf(model, inner.needs, seen)
  }
  return seen
}

function decisionValue(run: Run, decision: Decision): Value {
  const known = run.done.get(decision.id)
  if (known !== undefined) return known
  const rules: string[] = []
  const value = logicValue(run, decision.logic, contextFor(run, decision.needs), rules)
  run.done.set(decision.id, value)
  run.trace.push({ decision: decision.id, name: decision.name, value: toJson(value), rules })
  return value
}

/** Only what the decision is connected to is in sight. */
function contextFor(run: Run, needs: Needs): Context {
  const context: Record<string, unknown> = { ...run.always }
  for (const id of needs.inputs) {
    const name = run.model.inputs[id]?.name
    if (name !== undefined) context[name] = run.given[name] ?? null
  }
  for (const id of needs.decisions) {
    const needed = run.model.decisions[id]
    if (needed) context[needed.name] = decisionValue(run, needed)
  }
  for (const id of needs.knowledge) {
    const needed = run.model.knowledge[id]
    if (needed) context[needed.name] = functionOf(run, needed)
  }
  return context
}

const functionOf = (run: Run, knowledge: Knowledge): FeelFunction => new FeelFunction(knowledge.params, (args) => {
  if (args.length !== knowledge.params.length) return null
  const values = Object.fromEntries(knowledge.params.map((name, index) => [name, args[index] ?? null]))
  return logicValue(run, knowledge.logic, { ...contextFor(run, knowledge.needs), ...values }, [])
})

function logicValue(run: Run, logic: Logic, context: Context, rules: string[]): Value {
  switch (logic.kind) {
    case 'literal': return evaluate(logic.expression, context, run.functions)
    case 'table': {
      const found = decideTable(logic, context, run.functions, (problem) => void run.problems.push(problem))
      rules.push(...found.rules)
      return found.value
    }
    case 'invocation': return invoke(run, logic, context, rules)
    case 'context': return contextValue(run, logic, context, rules)
  }
}

function contextValue(run: Run, logic: Logic & { kind: 'context' }, context: Context, rules: string[]): Value {
  const made: Record<string, Value> = {}
  for (const entry of logic.entries) {
    const value = logicValue(run, entry.logic, { ...context, ...made }, rules)
    if (entry.name === null) return value
    made[entry.name] = value
  }
  return made
}

function invoke(run: Run, logic: Logic & { kind: 'invocation' }, context: Context, rules: string[]): Value {
  const called = Object.hasOwn(context, logic.function) ? lift(context[logic.function]) : null
  if (!(called instanceof FeelFunction)) {
    run.problems.push({ element: logic.function, code: 'no-such-function', message: `没有可调用的业务知识模型“${logic.function}”` })
    return null
  }
  const bound = new Map(logic.bindings.map((binding) => [binding.name, logicValue(run, binding.logic, context, rules)]))
  return called.run(called.params.map((name) => bound.get(name) ?? null))
}
