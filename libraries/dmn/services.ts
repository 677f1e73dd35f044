import { Misfit } from '@xiangyun/feel/conform'
import { FeelFunction } from '@xiangyun/feel/values'
import type { Value } from '@xiangyun/feel/values'
import { asDeclared, called, decisionValue, newRun, tell } from './graph.ts'
import type { Run } from './graph.ts'
import type { Service } from './model.ts'
import { held, typesIn } from './types.ts'

/** A decision service as a function: input data first, then input decisions (DMN 1.5 §6.3.10, §10.4). */
export function serviceFunction(run: Run, service: Service): FeelFunction {
  const ids = [...service.inputs, ...service.inputDecisions]
  const nodes = ids.map((id) => run.model.inputs[id] ?? run.model.decisions[id])
  const types = typesIn(run.model, service.scope ?? '')
  const params = nodes.map((node) => (node?.type === undefined ? { type: 'Any' } : (types.tree(node.type) ?? { type: node.type })))
  return new FeelFunction(nodes.map((node) => node?.name ?? ''), (args) => {
    if (args.length !== ids.length) return null
    const given = new Map(ids.map((id, index) => [id, args[index] ?? null]))
    return called(run, service.id, () => serviceResult(run, service, given, false))
  }, { params, of: { type: 'Any' } })
}

/** Decides the output decisions with what was handed over instead of the world's: one value, or one by name each. */
export function serviceResult(run: Run, service: Service, args: ReadonlyMap<string, Value>, text: boolean): Value {
  const { model } = run
  const given = new Map<string, Value>()
  const done = new Map<string, Value>()
  for (const [id, value] of args) {
    const node = model.inputs[id] ?? model.decisions[id]
    const fitting = node?.type === undefined ? value : held(model, node.scope ?? '', node.type, value, { text })
    if (fitting instanceof Misfit) {
      tell(run, { element: service.id, code: 'argument-wrong-type', message: `决策服务“${service.name}”的参数“${node?.name ?? id}”${fitting.message}` })
      return null
    }
    const place = model.inputs[id] ? given : done
    place.set(id, fitting)
  }
  const inner: Run = { ...newRun(model, given, run.always, run.functions), problems: run.problems, done, budget: run.budget }
  const outputs = service.outputs.flatMap((id) => model.decisions[id] ?? [])
  const values = outputs.map((one) => [one.name, decisionValue(inner, one)] as const)
  const value = values.length === 1 ? (values[0]?.[1] ?? null) : Object.fromEntries(values)
  return asDeclared({ run, element: service.id, scope: service.scope ?? '', rules: [] }, service.type, value)
}
