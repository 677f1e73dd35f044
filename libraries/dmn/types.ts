import { builtins } from '@xiangyun/feel/builtins'
import { conforms, fit } from '@xiangyun/feel/conform'
import { Misfit } from '@xiangyun/feel/conform'
import { freshEnv } from '@xiangyun/feel/scope'
import { typeOfText } from '@xiangyun/feel/type-text'
import type { Types } from '@xiangyun/feel/scope'
import type { TypeTree } from '@xiangyun/feel/tree'
import { FeelFunction, kindOf, lift, single } from '@xiangyun/feel/values'
import type { Context, Value } from '@xiangyun/feel/values'
import { allows } from './allows.ts'
import type { ItemType, Model } from './model.ts'

type Typed = Pick<Model, 'types' | 'scopes'>

/** The key of a type as named in a scope: its own, or `alias.name` of an imported model (DMN 1.5 §7.3.3). */
export function typeKey(model: Typed, scope: string, name: string): string {
  if (model.types[scope + name]) return scope + name
  for (const [alias, target] of Object.entries(model.scopes[scope] ?? {})) {
    const rest = alias === '' ? name : name.startsWith(`${alias}.`) ? name.slice(alias.length + 1) : undefined
    const key = rest === undefined ? undefined : typeKey(model, target, rest)
    if (key !== undefined && model.types[key]) return key
  }
  return scope + name
}

const ELDER: Readonly<Record<string, string>> = { 'dateTime': 'date and time', 'dayTimeDuration': 'days and time duration', 'yearMonthDuration': 'years and months duration' }

/** How values are held against types: whether text is read as dates, as JSON needs it. */
export interface Holding {
  readonly text: boolean
}

const AS_IS: Holding = { text: false }

/** A value held against a named type: itself, or made to fit where the standard says so (DMN 1.5 §10.3.2.9.4), else why not. */
export function held(model: Typed, scope: string, name: string, value: Value, how: Holding = AS_IS): Value | Misfit {
  const key = typeKey(model, scope, name)
  const type = model.types[key]
  return type ? heldItem(model, type, value, how) : heldSimple(model, scope, name, value, how)
}

function heldItem(model: Typed, type: ItemType, value: Value, how: Holding): Value | Misfit {
  if (value === null) return null
  const made = type.many ? heldAll(model, type, value, how) : heldOne(model, type, value, how)
  if (made instanceof Misfit || made === null || !type.constraint) return made
  return allows(type.constraint, made) === true ? made : new Misfit('not-allowed', '不在允许值之内')
}

function heldAll(model: Typed, type: ItemType, value: Value, how: Holding): Value | Misfit {
  const made: Value[] = []
  for (const one of Array.isArray(value) ? (value as readonly Value[]) : [value]) {
    const item = heldOne(model, type, one, how)
    if (item instanceof Misfit) return item
    made.push(item)
  }
  return made
}

function heldOne(model: Typed, type: ItemType, value: Value, how: Holding): Value | Misfit {
  if (value === null) return null
  const scope = type.scope ?? ''
  const made = type.function ? heldFunction(model, type, value) : type.parts ? heldParts(model, type, value, how) : type.base === undefined ? value : held(model, scope, type.base, value, how)
  if (made instanceof Misfit || made === null || !type.allowed) return made
  return allows(type.allowed, made) === true ? made : new Misfit('not-allowed', '不在允许值之内')
}

/** A context with all of the parts; what is over stays. */
function heldParts(model: Typed, type: ItemType, given: Value, how: Holding): Value | Misfit {
  const value = single(given)
  if (kindOf(value) !== 'context') return new Misfit('wrong-type', '应当是一组数据')
  const context = value as Context
  const made: Record<string, Value> = {}
  for (const part of type.parts ?? []) {
    const one = heldItem(model, part.type, lift(Object.hasOwn(context, part.name) ? context[part.name] : null), how)
    if (one instanceof Misfit) return one
    if (!how.text && !Object.hasOwn(context, part.name)) return new Misfit('wrong-type', `缺少“${part.name}”`)
    made[part.name] = one
  }
  return { ...context, ...made }
}

function heldFunction(model: Typed, type: ItemType, given: Value): Value | Misfit {
  const value = single(given)
  const wanted = type.function?.params.length ?? 0
  return value instanceof FeelFunction && value.params.length === wanted ? value : new Misfit('wrong-type', '应当是函数')
}

const READ: Readonly<Record<string, string>> = { 'date': 'date', 'time': 'time', 'date and time': 'date and time', 'days and time duration': 'duration', 'years and months duration': 'duration' }

function heldSimple(model: Typed, scope: string, name: string, value: Value, how: Holding): Value | Misfit {
  const plain = name.replace(/^feel[.:]/, '')
  const type = typeOfText(ELDER[plain] ?? plain)
  if (!type) return value
  const read = how.text && typeof value === 'string' ? READ[type.type] : undefined
  const made = read === undefined ? value : (builtins.get(read)?.run([value], freshEnv()) ?? value)
  const fitting = fit(made, type, typesIn(model, scope))
  return fitting === undefined ? new Misfit('wrong-type', `的类型应当是 ${name}`) : fitting
}

/** The item definitions of a scope, as FEEL asks for them by name. */
export const typesIn = (model: Typed, scope: string): Types => ({
  is: (name, value) => {
    const type = model.types[typeKey(model, scope, name)]
    return type && conforms(value, treeOfItem(model, type), typesIn(model, type.scope ?? ''))
  },
  fit: (name, value) => (model.types[typeKey(model, scope, name)] ? held(model, scope, name, value) : undefined),
  tree: (name) => treeOf(model, scope, name),
})

function treeOf(model: Typed, scope: string, name: string): TypeTree | undefined {
  const type = model.types[typeKey(model, scope, name)]
  return type ? treeOfItem(model, type) : undefined
}

/** An item definition as a type of FEEL. */
function treeOfItem(model: Typed, type: ItemType): TypeTree {
  const scope = type.scope ?? ''
  const named = (name: string | undefined): TypeTree => (name === undefined ? { type: 'Any' } : (treeOf(model, scope, name) ?? typeOfText(ELDER[name.replace(/^feel[.:]/, '')] ?? name.replace(/^feel[.:]/, '')) ?? { type: 'Any' }))
  const one: TypeTree = type.function
    ? { type: 'function', params: type.function.params.map((param) => named(param.type)), of: named(type.function.gives) }
    : type.parts ? { type: 'context', entries: type.parts.map((part) => ({ name: part.name, of: treeOfItem(model, part.type) })) } : named(type.base)
  return type.many ? { type: 'list', of: one } : one
}
