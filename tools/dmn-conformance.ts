import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { askService, readDmn, workOut } from '@xiangyun/dmn'
import type { Model } from '@xiangyun/dmn'
import { childOf, childrenOf, readXml } from '@xiangyun/dmn/xml'
import type { Element } from '@xiangyun/dmn/xml'
import { Decimal, evaluate, kindOf, lift } from '@xiangyun/feel'
import type { Context, Value } from '@xiangyun/feel'
import { valueText } from '@xiangyun/feel/value-text'

/** Runs the standard's public conformance kit against our libraries: `node tools/dmn-conformance.ts <folder> [--failed]`. */
interface Outcome {
  readonly place: string
  /** What was expected and came instead; nothing when the case holds. */
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
  if (list) return list.attributes['xsi:nil'] === 'true' ? null : childrenOf(list, 'item').map(valueOf)
  const components = childrenOf(element, 'component')
  if (components.length > 0) return Object.fromEntries(components.map((one) => [one.attributes['name'] ?? '', one.attributes['xsi:nil'] === 'true' ? null : valueOf(one)]))
  const simple = childOf(element, 'value')
  if (!simple || simple.attributes['xsi:nil'] === 'true') return null
  return simpleValue((simple.attributes['xsi:type'] ?? 'string').replace(/^.*:/, ''), simple.text)
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

/** Every case of one file, with the models beside it open to import. */
function outcomesOf(folder: string, file: string): Outcome[] {
  const read = readXml(readFileSync(join(folder, file), 'utf8'))
  if (!read.ok) return [{ place: file, wrong: read.code }]
  const name = childOf(read.value, 'modelName')?.text.trim() ?? ''
  const sources = readdirSync(folder).filter((one) => one.endsWith('.dmn'))
  const sourceOf = (one: string): string => readFileSync(join(folder, one), 'utf8')
  const model = readDmn(sourceOf(name), { lenient: true, imports: sources.filter((one) => one !== name).map(sourceOf) })
  return childrenOf(read.value, 'testCase').map((one) => ({ place: `${file} ${one.attributes['id'] ?? ''}`, wrong: model.ok ? wrongIn(model.value, one) : model.code }))
}

/** There is no clock in our libraries: the day comes with the inputs. */
const CLOCK = [['now', literal('date and time("2026-01-01T09:00:00+08:00")')], ['today', literal('date("2026-01-01")')]] as const

function wrongIn(model: Model, test: Element): string | undefined {
  const inputs = Object.fromEntries<Value>([...CLOCK, ...childrenOf(test, 'inputNode').map((one) => {
    const namespace = one.attributes['namespace']
    return [`${namespace === undefined ? '' : `${namespace}#`}${one.attributes['name'] ?? ''}`, valueOf(one)] as const
  })])
  for (const result of childrenOf(test, 'resultNode')) {
    const expected = valueOf(childOf(result, 'expected'))
    const actual = actualFor(model, test, result.attributes['name'] ?? '', inputs)
    if (actual === undefined) return `no ${result.attributes['name'] ?? ''}`
    if (!isSame(expected, actual)) return `expected ${shown(expected)}, got ${shown(actual)}`
  }
  return undefined
}

/** The value of a decision, or of one output of the decision service that the case names. */
function actualFor(model: Model, test: Element, name: string, inputs: Context): Value | undefined {
  const named = <T extends { readonly name: string }>(all: Readonly<Record<string, T>>, wanted: string): T | undefined => Object.values(all).find((one) => one.name === wanted)
  const invocable = test.attributes['type'] === 'decisionService' ? test.attributes['invocableName'] : undefined
  const service = invocable === undefined ? undefined : named(model.services, invocable)
  const decision = named(model.decisions, name)
  if (!service && !decision) return undefined
  const found = service ? askService(model, service.id, inputs) : workOut(model, decision!.id, inputs)
  if (!found.ok) return null
  const { value } = found.value
  return service && service.outputs.length > 1 && kindOf(value) === 'context' ? lift((value as Context)[name]) : value
}

const shown = (value: Value): string => valueText([value])?.slice(1, -1) ?? 'null'

function runLevel(folder: string): Outcome[] {
  return readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name).sort()
    .flatMap((name) => readdirSync(join(folder, name)).filter((file) => /-test-.*\.xml$/.test(file)).sort().flatMap((file) => outcomesOf(join(folder, name), file)))
}

function main(): void {
  const [kit] = process.argv.slice(2).filter((one) => !one.startsWith('-'))
  if (kit === undefined) throw new Error('node tools/dmn-conformance.ts <folder of the kit> [--failed]')
  for (const level of [2, 3]) {
    const outcomes = runLevel(join(kit, `compliance-level-${level}`))
    const failed = outcomes.filter((one) => one.wrong !== undefined)
    if (process.argv.includes('--failed')) for (const one of failed) process.stdout.write(`${one.place}: ${one.wrong}\n`)
    process.stdout.write(`level-${level}: ${outcomes.length - failed.length}/${outcomes.length}\n`)
  }
}

main()
