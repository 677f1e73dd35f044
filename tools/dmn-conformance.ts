import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { decide, readDmn } from '@xiangyun/dmn'
import { childOf, childrenOf, readXml } from '@xiangyun/dmn/xml'
import type { Element } from '@xiangyun/dmn/xml'
import { Decimal, evaluate, kindOf, lift } from '@xiangyun/feel'
import type { Context, Value } from '@xiangyun/feel'

/** Cases of the standard's public conformance kit, run against our libraries: `node tools/dmn-conformance.ts <folder> [--failed]`. */
interface Outcome {
  readonly folder: string
  readonly id: string
  readonly wrong: string | undefined
}

const text = (value: string): string => JSON.stringify(value)
const literal = (source: string): Value => {
  const found = evaluate(source)
  return found.ok ? found.value : null
}

/** A typed value of a case: a simple one by `xsi:type`, a list, or components of a context. */
function valueOf(element: Element | undefined): Value {
  if (!element) return null
  const list = childOf(element, 'list')
  if (list) return list.attributes['nil'] === 'true' ? null : childrenOf(list, 'item').map(valueOf)
  const components = childrenOf(element, 'component')
  if (components.length > 0) return Object.fromEntries(components.map((one) => [one.attributes['name'] ?? '', one.attributes['nil'] === 'true' ? null : valueOf(one)]))
  const simple = childOf(element, 'value')
  if (!simple || simple.attributes['nil'] === 'true') return null
  return simpleValue((simple.attributes['type'] ?? 'string').replace(/^.*:/, ''), simple.text)
}

function simpleValue(type: string, given: string): Value {
  const trimmed = given.trim()
  switch (type) {
    case 'decimal': case 'double': case 'integer': case 'float': return /^[+-]?[\d.]/.test(trimmed) ? new Decimal(trimmed) : null
    case 'boolean': return trimmed === 'true' || trimmed === '1'
    case 'date': return literal(`date(${text(trimmed)})`)
    case 'time': return literal(`time(${text(trimmed)})`)
    case 'dateTime': return literal(`date and time(${text(trimmed)})`)
    case 'duration': return literal(`duration(${text(trimmed)})`)
    default: return given
  }
}

const TOLERANCE = new Decimal('0.00000001')

/** Whether a value is the expected one; numbers may differ in the ninth place, as in the kit's own runners. */
function isSame(expected: Value, actual: Value): boolean {
  if (expected instanceof Decimal) return actual instanceof Decimal && actual.sub(expected).abs().lte(TOLERANCE)
  const kind = kindOf(expected)
  if (kind !== kindOf(actual)) return false
  if (kind === 'list') {
    const [left, right] = [expected as readonly Value[], actual as readonly Value[]]
    return left.length === right.length && left.every((one, index) => isSame(one, right[index] ?? null))
  }
  if (kind === 'context') {
    const [left, right] = [expected as Context, actual as Context]
    return Object.keys(left).length === Object.keys(right).length && Object.keys(left).every((name) => Object.hasOwn(right, name) && isSame(lift(left[name]), lift(right[name])))
  }
  return JSON.stringify(expected, plain) === JSON.stringify(actual, plain)
}

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
