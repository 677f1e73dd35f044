import { Misfit } from '@xiangyun/feel/conform'
import { lift } from '@xiangyun/feel/values'
import type { Context, Value } from '@xiangyun/feel/values'
import type { InputData, Model, ModelProblem } from './model.ts'
import { held } from './types.ts'

const CODES = { 'wrong-type': 'wrong-type', 'not-allowed': 'input-not-allowed' } as const

/** What was given for an input, by its name, or by `namespace#name` of an imported model. */
function givenFor(input: InputData, given: Context): Value {
  const full = `${input.scope ?? ''}${input.name}`
  const key = Object.hasOwn(given, full) ? full : input.name
  return lift(Object.hasOwn(given, key) ? given[key] : null)
}

/** Turns what was given into values of the declared types, by input id; JSON text becomes dates where dates are declared. */
export function readInputs(model: Model, ids: ReadonlySet<string>, given: Context, problems: ModelProblem[]): Map<string, Value> {
  const values = new Map<string, Value>()
  for (const id of ids) {
    const input = model.inputs[id]
    if (!input) continue
    const raw = givenFor(input, given)
    const value = input.type === undefined ? raw : held(model, input.scope ?? '', input.type, raw, { text: true })
    if (value instanceof Misfit) problems.push({ element: id, code: CODES[value.code], message: `输入“${input.name}”${value.message}` })
    values.set(id, value instanceof Misfit ? null : value)
  }
  return values
}
