import { callFunction } from '@xiangyun/feel/call'
import { itemsOf, pick } from '@xiangyun/feel/iterate'
import { FeelFunction, isContext, listOf } from '@xiangyun/feel/values'
import type { Context, Value } from '@xiangyun/feel/values'
import { Decimal } from '@xiangyun/feel/numbers'
import { asDeclared, spend, tell } from './graph.ts'
import type { Place } from './graph.ts'
import { definedFunction } from './knowledge.ts'
import type { Logic, Parameter } from './model.ts'
import { decideTable, evaluate } from './table.ts'

/** The value of a boxed expression (DMN 1.5 §10.2.1), held against the type it declares. */
export function logicValue(place: Place, logic: Logic, context: Context): Value {
  const value = boxedValue(place, logic, context)
  return logic.kind === 'function' ? value : asDeclared(place, logic.type, value)
}

function boxedValue(place: Place, logic: Logic, context: Context): Value {
  switch (logic.kind) {
    case 'literal': return evaluate(place, logic.expression, context)
    case 'table': {
      const found = decideTable(place, logic, context)
      place.rules.push(...found.rules)
      return found.value
    }
    case 'invocation': return invoke(place, logic, context)
    case 'context': return contextValue(place, logic, context)
    case 'list': return logic.items.map((item) => logicValue(place, item, context))
    case 'relation': return logic.rows.map((row) => rowValue(place, logic.columns, row, context))
    case 'function': return definedFunction(place, logic, context)
    case 'conditional': return chosen(place, logic, context)
    case 'filter': return filtered(place, logic, context)
    case 'for': return gathered(place, logic, context)
    default: return quantified(place, logic, context)
  }
}

/** A condition that is no boolean leaves nothing to choose (DMN 1.5 §10.2.1.8). */
function chosen(place: Place, logic: Logic & { kind: 'conditional' }, context: Context): Value {
  const test = logicValue(place, logic.if, context)
  if (test !== null && typeof test !== 'boolean') return null
  return logicValue(place, test === true ? logic.then : logic.else, context)
}

function rowValue(place: Place, columns: readonly Parameter[], row: readonly Logic[], context: Context): Value {
  return Object.fromEntries(columns.map((column, index) => {
    const cell = row[index]
    return [column.name, cell ? asDeclared(place, column.type, logicValue(place, cell, context)) : null]
  }))
}

function contextValue(place: Place, logic: Logic & { kind: 'context' }, context: Context): Value {
  const made: Record<string, Value> = {}
  for (const entry of logic.entries) {
    const value = asDeclared(place, entry.type, logicValue(place, entry.logic, { ...context, ...made }))
    if (entry.name === null) return value
    made[entry.name] = value
  }
  return made
}

function invoke(place: Place, logic: Logic & { kind: 'invocation' }, context: Context): Value {
  const called = logic.callee ? evaluate(place, logic.callee, context) : null
  if (!(called instanceof FeelFunction)) {
    tell(place.run, { element: logic.function, code: 'no-such-function', message: `没有可调用的业务知识模型“${logic.function}”` })
    return null
  }
  const args = logic.bindings.map((binding) => logicValue(place, binding.logic, context))
  return callFunction(called, args, logic.bindings.map((binding) => binding.name))
}

/** The items to go through, or null when there is no list; every round counts. */
function rounds(place: Place, logic: Logic, context: Context): readonly Value[] | null {
  const items = itemsOf(logicValue(place, logic, context), undefined)
  return items && spend(place.run, place.element, items.length) ? items : null
}

function filtered(place: Place, logic: Logic & { kind: 'filter' }, context: Context): Value {
  const value = logicValue(place, logic.in, context)
  const items = value === null ? [] : listOf(value)
  const kept: Value[] = []
  for (const item of items) {
    if (!spend(place.run, place.element, 1)) return null
    const match = logicValue(place, logic.match, { ...context, item, ...(isContext(item) ? item : {}) })
    if (match instanceof Decimal) return pick(items, match)
    if (typeof match !== 'boolean') return null
    if (match) kept.push(item)
  }
  return kept
}

function gathered(place: Place, logic: Logic & { kind: 'for' | 'some' | 'every' }, context: Context): Value {
  const items = rounds(place, logic.in, context)
  if (items === null) return null
  const partial: Value[] = []
  for (const item of items) {
    if (!spend(place.run, place.element, 0)) return null
    partial.push(logicValue(place, logic.each, { ...context, partial, [logic.name]: item }))
  }
  return partial
}

function quantified(place: Place, logic: Logic & { kind: 'for' | 'some' | 'every' }, context: Context): Value {
  const items = rounds(place, logic.in, context)
  if (items === null) return null
  const some = logic.kind === 'some'
  const found = items.map((item) => logicValue(place, logic.each, { ...context, [logic.name]: item }))
  if (found.some((one) => one !== null && typeof one !== 'boolean')) return null
  if (found.includes(some)) return some
  return found.includes(null) ? null : !some
}
