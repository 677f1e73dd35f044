import { Misfit } from '@xiangyun/feel/conform'
import { FeelFunction } from '@xiangyun/feel/values'
import type { Context, Value } from '@xiangyun/feel/values'
import { logicValue } from './boxed.ts'
import { asDeclared, called, contextFor, tell } from './graph.ts'
import type { Place, Run } from './graph.ts'
import type { Knowledge, Logic, Parameter } from './model.ts'
import { held, typesIn } from './types.ts'

/** A business knowledge model as a function; it may call itself (DMN 1.5 §6.3.9). */
export function knowledgeFunction(run: Run, knowledge: Knowledge): FeelFunction {
  const place: Place = { run, element: knowledge.id, scope: knowledge.scope ?? '', rules: [] }
  const own: FeelFunction = functionOf(place, knowledge.params, (entries) => {
    const outside = contextFor(run, place.scope, knowledge.needs)
    return asDeclared(place, knowledge.type, logicValue(place, knowledge.logic, { ...outside, [knowledge.name]: own, ...entries }))
  })
  return own
}

/** A boxed function definition as a value (DMN 1.5 §10.2.1.7). */
export function definedFunction(place: Place, logic: Logic & { readonly kind: 'function' }, context: Context): FeelFunction {
  return functionOf(place, logic.params, (entries) => logicValue(place, logic.body, { ...context, ...entries }), logic.body.type)
}

/** A function that is called only with as many arguments as it has parameters, each of its type. */
function functionOf(place: Place, params: readonly Parameter[], run: (entries: Record<string, Value>) => Value, gives?: string): FeelFunction {
  const types = typesIn(place.run.model, place.scope)
  const treeOf = (name: string | undefined) => (name === undefined ? { type: 'Any' } : (types.tree(name) ?? { type: name }))
  return new FeelFunction(params.map((one) => one.name), (args) => {
    const entries = argumentsOf(place, params, args)
    return entries ? called(place.run, place.element, () => run(entries)) : null
  }, { params: params.map((one) => treeOf(one.type)), of: treeOf(gives) })
}

function argumentsOf(place: Place, params: readonly Parameter[], args: readonly Value[]): Record<string, Value> | null {
  if (args.length !== params.length) return null
  const entries: Record<string, Value> = {}
  for (const [index, param] of params.entries()) {
    const given = args[index] ?? null
    const value = param.type === undefined ? given : held(place.run.model, place.scope, param.type, given)
    if (value instanceof Misfit) {
      tell(place.run, { element: place.element, code: 'argument-wrong-type', message: `调用“${place.element}”的参数“${param.name}”${value.message}` })
      return null
    }
    entries[param.name] = value
  }
  return entries
}
