import { parse } from '@xiangyun/feel/parse'
import type { Tree } from '@xiangyun/feel/tree'
import type { Mapping, ProcessProblem, Timer } from './definition.ts'

/** An element as moddle gives it; the narrow view that the reader needs. */
export interface Element {
  readonly $type: string
  readonly id?: string
  readonly name?: string
  readonly $attrs: Readonly<Record<string, string>>
  get(name: string): unknown
}

/** Reading goes on after a mistake, so that all are told at once. */
export interface Reading {
  readonly problems: ProcessProblem[]
  /** The platform's own rules of drawing apply as well. */
  readonly isHouse: boolean
  /** Names of data objects and properties. */
  readonly data: Set<string>
}

export function report(reading: Reading, element: string, code: string, message: string): void {
  reading.problems.push({ element, code, message })
}

export const idOf = (element: Element): string => element.id ?? ''
export const bodyOf = (element: Element, name: string): string | undefined => {
  const inner = elementAt(element, name)
  return inner ? textOf(inner, 'body') : undefined
}
export const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null && '$type' in value
export const elementsOf = (element: Element, name: string): Element[] => {
  const found = element.get(name)
  return Array.isArray(found) ? found.filter(isElement) : []
}
export const elementAt = (element: Element, name: string): Element | undefined => {
  const found = element.get(name)
  return isElement(found) ? found : undefined
}

/** A text property; empty counts as absent. */
export function textOf(element: Element, name: string): string | undefined {
  const found = element.get(name)
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined
}

/** Reads FEEL; a mistake is reported with the element and the place. */
export function feel(reading: Reading, element: string, what: string, source: string | undefined): Tree | undefined {
  if (source === undefined) return undefined
  const parsed = parse(unwrapped(source))
  if (parsed.ok) return parsed.value
  report(reading, element, 'bad-expression', `${what}的表达式有误：${parsed.problems[0]?.message ?? ''}`)
  return undefined
}

/** Other tools write `=x > 1` or `${x > 1}` around an expression. */
const unwrapped = (source: string): string => /^\$\{([\s\S]*)\}$/.exec(source)?.[1] ?? source.replace(/^=(?!=)/, '')

/** An expression element; only FEEL is understood, whichever way it is named. */
export function feelAt(reading: Reading, element: Element, what: string, name: string, owner = idOf(element)): Tree | undefined {
  const found = elementAt(element, name)
  if (!found) return undefined
  const language = textOf(found, 'language')
  if (language !== undefined && !/feel/i.test(language)) report(reading, owner, 'unsupported-language', `${what}只能用 FEEL 书写，不能用 ${language}`)
  return feel(reading, owner, what, textOf(found, 'body'))
}

/** An attribute of another tool's namespace, by its local name. */
export const foreign = (element: Element, local: string): string | undefined =>
  Object.entries(element.$attrs).find(([name]) => name.split(':')[1] === local && !name.startsWith('xy:'))?.[1]

/** A part that must be there; a stand-in keeps the reading going. */
export function needed(reading: Reading, element: string, what: string, found: string | undefined): string {
  if (found === undefined) report(reading, element, 'missing', `缺少${what}`)
  return found ?? ''
}

const NOTHING: Tree = { kind: 'null' }
export const neededTree = (reading: Reading, element: string, what: string, source: string | undefined): Tree =>
  feel(reading, element, what, needed(reading, element, what, source) || undefined) ?? NOTHING

/** `xy:input` and `xy:output` in the extension elements. */
export function mappings(reading: Reading, element: Element, kind: 'xy:Input' | 'xy:Output'): Mapping[] {
  const extension = elementAt(element, 'extensionElements')
  const all = extension ? elementsOf(extension, 'values').filter((one) => one.$type === kind) : []
  return all.map((one) => {
    const name = needed(reading, idOf(element), '变量名', textOf(one, 'name'))
    return { name, tree: neededTree(reading, idOf(element), `变量“${name}”`, textOf(one, 'value')) }
  })
}

/** Attributes and extensions of ours that this element does not have. */
export function checkExtensions(reading: Reading, element: Element): void {
  for (const name of Object.keys(element.$attrs)) {
    if (name.startsWith('xy:')) report(reading, idOf(element), 'unknown-attribute', `此处没有属性 ${name}`)
  }
  const extension = elementAt(element, 'extensionElements')
  for (const one of extension ? elementsOf(extension, 'values') : []) {
    const ours = one.$type.startsWith('xy:')
    if (ours && one.$type !== 'xy:Input' && one.$type !== 'xy:Output') report(reading, idOf(element), 'unknown-extension', `不认识的扩展 ${one.$type}`)
  }
}

const TIMES = [['timeDate', 'date'], ['timeDuration', 'duration'], ['timeCycle', 'cycle']] as const
const LITERAL = /^(-?P(T?\d)|R\d*\/|\d{4}-\d\d-\d\d)/
const WELL_FORMED = { date: /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/, duration: /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/, cycle: /^R\d*\/(\d{4}-\d\d-\d\dT?[^/]*\/)?P[^/]+(\/\d{4}[^/]*)?$/ } as const

export function timerOf(reading: Reading, id: string, definition: Element): Timer {
  const calendar = calendarOf(reading, id, definition)
  const found = TIMES.map(([name, kind]) => ({ kind, body: textOf(elementAt(definition, name) ?? definition, 'body') })).filter((one) => one.body !== undefined)
  const [first] = found
  if (!first?.body || found.length > 1) {
    report(reading, id, 'bad-timer', '定时器须有且仅有一个时间（时刻、时长或周期）')
    return { kind: 'duration', calendar }
  }
  if (LITERAL.test(first.body)) {
    if (!WELL_FORMED[first.kind].test(first.body)) report(reading, id, 'bad-timer', `定时器的时间“${first.body}”写法不对`)
    const times = first.kind === 'cycle' ? /^R(\d+)\//.exec(first.body)?.[1] : undefined
    return { kind: first.kind, literal: first.body, ...(times === undefined ? {} : { times: Number(times) }), calendar }
  }
  const tree = feel(reading, id, '定时器', first.body)
  return { kind: first.kind, ...(tree ? { tree } : {}), calendar }
}

export function calendarOf(reading: Reading, id: string, element: Element): 'workdays' | 'calendar-days' {
  const given = textOf(element, 'xy:calendar')
  if (given === undefined) return reading.isHouse ? 'workdays' : 'calendar-days'
  if (given === 'workdays') return 'workdays'
  if (given !== 'calendar-days') report(reading, id, 'bad-calendar', `日历只能是 workdays 或 calendar-days，不能是“${given}”`)
  return 'calendar-days'
}
