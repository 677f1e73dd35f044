import type { Functions } from '@xiangyun/feel/compile'
import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import { toJson } from '@xiangyun/feel/to-json'
import type { Json } from '@xiangyun/feel/to-json'
import { FeelFunction, lift } from '@xiangyun/feel/values'
import type { Context, Value } from '@xiangyun/feel/values'
import { decisionValue, newRun } from './graph.ts'
import type { Run } from './graph.ts'
import { readInputs } from './inputs.ts'
import type { Model, ModelProblem } from './model.ts'
import { serviceResult } from './services.ts'

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

/** A value with what went wrong on the way; under `lenient` that is all there is to say, else it would be a failure. */
export interface Worked {
  readonly value: Value
  readonly problems: readonly ModelProblem[]
}

/**
 * Decides (DMN 1.5 §6.3.6): what the decision needs first, then its own logic. Inputs are by name; `today` and
 * `now` may come with them. Inputs and outputs outside their allowed values are failures, not guesses.
 */
export function decide(model: Model, decisionId: string, inputs: Context, functions: Functions = {}): Result<Decided, ModelProblem> {
  const found = runDecision(model, decisionId, inputs, functions)
  if (!found.ok) return found
  const { run, value } = found.value
  if (run.problems.length > 0 && !model.lenient) return fail(run.problems)
  const trace = run.trace.map((one): Traced => ({ ...one, value: toJson(one.value) }))
  return ok({ value: toJson(value), rules: trace.find((one) => one.decision === decisionId)?.rules ?? [], trace })
}

/** Decides like `decide`, and gives the FEEL value as it is. */
export function workOut(model: Model, decisionId: string, inputs: Context, functions: Functions = {}): Result<Worked, ModelProblem> {
  const found = runDecision(model, decisionId, inputs, functions)
  if (!found.ok) return found
  return settled(model, found.value.value, found.value.run.problems)
}

/** Asks a decision service (DMN 1.5 §6.3.10); its input data and input decisions come by name. */
export function askService(model: Model, serviceId: string, inputs: Context, functions: Functions = {}): Result<Worked, ModelProblem> {
  const service = model.services[serviceId]
  if (!service) return fail([{ element: serviceId, code: 'no-such-service', message: `没有决策服务“${serviceId}”` }])
  const run = newRun(model, new Map(), alwaysIn(inputs), functions)
  const nameOf = (id: string): string => model.inputs[id]?.name ?? model.decisions[id]?.name ?? ''
  const args = new Map([...service.inputs, ...service.inputDecisions].map((id) => [id, lift(inputs[nameOf(id)])]))
  return settled(model, serviceResult(run, service, args, true), run.problems)
}

const settled = (model: Model, value: Value, problems: readonly ModelProblem[]): Result<Worked, ModelProblem> =>
  problems.length > 0 && !model.lenient ? fail(problems) : ok({ value: value instanceof FeelFunction ? null : value, problems })

function runDecision(model: Model, decisionId: string, inputs: Context, functions: Functions): Result<{ run: Run; value: Value }, ModelProblem> {
  const decision = model.decisions[decisionId]
  if (!decision) return fail([{ element: decisionId, code: 'no-such-decision', message: `没有决策“${decisionId}”` }])
  const problems: ModelProblem[] = []
  const given = readInputs(model, inputsOf(model, decisionId), inputs, problems)
  if (problems.length > 0 && !model.lenient) return fail(problems)
  const run = newRun(model, given, alwaysIn(inputs), functions)
  run.problems.push(...problems)
  return ok({ run, value: decisionValue(run, decision) })
}

const alwaysIn = (inputs: Context): Context => Object.fromEntries(['today', 'now'].filter((name) => Object.hasOwn(inputs, name)).map((name) => [name, inputs[name]]))

function inputsOf(model: Model, id: string, seen = new Set<string>(), inputs = new Set<string>()): Set<string> {
  const needs = (model.decisions[id] ?? model.knowledge[id])?.needs
  if (!needs || seen.has(id)) return inputs
  seen.add(id)
  for (const one of needs.inputs) inputs.add(one)
  for (const one of [...needs.decisions, ...needs.knowledge]) inputsOf(model, one, seen, inputs)
  return inputs
}
