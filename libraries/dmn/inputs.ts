import { builtins } from '@xiangyun/feel/builtins'
import { compileUnary } from '@xiangyun/feel/compile'
import { freshEnv } from '@xiangyun/feel/scope'
import { kindOf, lift, listOf } from '@xiangyun/feel/values'
import type { Context, Value } from '@xiangyun/feel/values'
import type { ItemType, Model, ModelProblem } from './model.ts'

type Wrong = (message: string, code: string) => void

const TEMPORAL: Readonly<Record<string, string>> = {
  'date': 'date', 'time': 'time', 'date and time': 'date and time', 'dateTime': 'date and time',
  'days and time duration': 'duration', 'dayTimeDuration': 'duration', 'years and months duration': 'duration', 'yearMonthDuration': 'duration',
}
const SIMPLE = ['number', 'string', 'boolean']

/** Turns what was given into values of the declared types; JSON text becomes dates where dates are declared. */
export function readInputs(model: Model, ids: ReadonlySet<string>, given: Context, problems: ModelProblem[]): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const input of Object.values(model.inputs)) {
    if (!ids.has(input.id)) continue
    const wrong: Wrong = (message, code) => void problems.push({ element: input.id, code, message: `输入“${input.name}”${message}` })
    const raw = lift(Object.hasOwn(given, input.name) ? given[input.name] : null)
    values[input.name] = input.type === undefined ? raw : typed(model, raw, { name: '', base: input.type, many: false }, wrong)
  }
  return values
}

function typed(model: Model, value: Value, type: ItemType, wrong: Wrong): Value {
  if (value === null) return null
  if (type.many) return listOf(value).map((one) => typed(model, one, { ...type, many: false }, wrong))
  const named = type.base === undefined ? undefined : model.types[type.base]
  const inner = named ? typed(model, value, named, wrong) : type.parts ? record(model, value, type, wrong) : simple(value, type.base, wrong)
  if (type.allowed && inner !== null && allows(type.allowed, inner) !== true) wrong('不在允许值之内', 'input-not-allowed')
  return inner
}

function record(model: Model, value: Value, type: ItemType, wrong: Wrong): Value {
  if (kindOf(value) !== 'context') {
    wrong('应当是一组数据', 'wrong-type')
    return null
  }
  const given = value as Context
  const parts = (type.parts ?? []).map((part) => [part.name, typed(model, lift(Object.hasOwn(given, part.name) ? given[part.name] : null), part.type, wrong)] as const)
  return { ...given, ...Object.fromEntries(parts) }
}

function simple(value: Value, base: string | undefined, wrong: Wrong): Value {
  const name = base?.replace(/^feel[.:]/, '') ?? 'Any'
  const make = TEMPORAL[name]
  const made = make !== undefined && typeof value === 'string' ? (builtins.get(make)?.run([value], freshEnv()) ?? null) : value
  const expected = make === 'duration' ? name.replace('dayTimeDuration', 'days and time duration').replace('yearMonthDuration', 'years and months duration') : (make ?? name)
  if ((make !== undefined || SIMPLE.includes(name)) && kindOf(made) !== expected) {
    wrong(`的类型应当是 ${name}`, 'wrong-type')
    return null
  }
  return made
}

const compiled = new WeakMap<object, ReturnType<typeof compileUnary>>()

/** Whether unary tests allow a value. */
export function allows(tests: Parameters<typeof compileUnary>[0], value: Value, context: Context = {}, functions = {}): boolean | null {
  let run = compiled.get(tests)
  if (!run) compiled.set(tests, (run = compileUnary(tests)))
  return run(value, context, functions)
}
