import { parse, parseUnary } from '@xiangyun/feel/parse'
import type { Tree } from '@xiangyun/feel/tree'
import type { ModelProblem } from './model.ts'
import type { Element } from './xml.ts'

/** Reading goes on after a mistake, so that all are told at once. */
export interface Reading {
  readonly problems: ModelProblem[]
  /** Names that the grammar must be told, because they hold signs or keywords. */
  readonly names: readonly string[]
  /** Prefix of ids and types: `namespace#` in an imported model, else empty. */
  readonly scope: string
  /** The namespace of the model being read. */
  readonly namespace: string
  readonly lenient: boolean
}

export function report(reading: Reading, element: string, code: string, message: string): void {
  reading.problems.push({ element, code, message })
}

export const idOf = (element: Element): string => element.attributes['id'] ?? ''

/** The id, or the name of an element that has none. */
export const keyOf = (element: Element): string => element.attributes['id'] ?? element.attributes['name'] ?? ''
const NOTHING: Tree = { kind: 'null' }

/** Reads an expression; a mistake is told with the element and the place. */
export function feel(reading: Reading, element: string, what: string, source: string | undefined): Tree {
  if (source === undefined) {
    report(reading, element, 'missing', `${what}没有表达式`)
    return NOTHING
  }
  return settled(reading, element, what, parse(source, { names: reading.names }))
}

/** Reads unary tests. */
export const tests = (reading: Reading, element: string, what: string, source: string): Tree => settled(reading, element, what, parseUnary(source, { names: reading.names }))

function settled(reading: Reading, element: string, what: string, parsed: ReturnType<typeof parse>): Tree {
  if (parsed.ok) return parsed.value
  report(reading, element, 'bad-expression', `${what}的表达式有误：${parsed.problems[0]?.message ?? ''}`)
  return NOTHING
}

/** Only FEEL is read, whatever the model says it is written in. */
export function checkLanguage(reading: Reading, element: string, given: Element): void {
  const language = given.attributes['expressionLanguage']
  if (language !== undefined && !/feel/i.test(language)) report(reading, element, 'unsupported-language', `只支持 FEEL，不支持 ${language}`)
}
