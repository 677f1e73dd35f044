import type { Logic, Parameter } from './model.ts'
import type { Reading } from './reading.ts'
import { checkLanguage, feel, idOf, report } from './reading.ts'
import { readTable } from './read-table.ts'
import type { Element } from './xml.ts'
import { childOf, childrenOf, textOf } from './xml.ts'

const LOGICS = ['literalExpression', 'decisionTable', 'context', 'invocation', 'list', 'relation', 'functionDefinition', 'conditional', 'filter', 'for', 'some', 'every']

/** The boxed expression inside an element, if there is one. */
export const logicIn = (element: Element | undefined): Element | undefined => element?.children.find((one) => LOGICS.includes(one.name))

/** A `typeRef` to keep, when there is one. */
export const typeRef = (element: Element | undefined): { type?: string } => {
  const type = element?.attributes['typeRef']
  return type === undefined ? {} : { type }
}

/** Reads a boxed expression (DMN 1.5 §7.3, §8, §10.2) with the type it declares. */
export function readLogic(reading: Reading, owner: string, element: Element | undefined): Logic {
  if (!element) return refused(reading, owner, 'missing', '没有决策逻辑')
  checkLanguage(reading, idOf(element) || owner, element)
  return { ...readBoxed(reading, idOf(element) || owner, owner, element), ...typeRef(element) }
}

function readBoxed(reading: Reading, id: string, owner: string, element: Element): Logic {
  const inside = (name: string): Logic => readLogic(reading, id, logicIn(childOf(element, name)))
  switch (element.name) {
    case 'literalExpression': return { kind: 'literal', expression: feel(reading, id, '文字表达式', textOf(element, 'text')) }
    case 'decisionTable': return readTable(reading, owner, element)
    case 'context': return readContext(reading, id, element)
    case 'invocation': return readInvocation(reading, id, element)
    case 'list': return { kind: 'list', items: logicsIn(reading, id, element) }
    case 'relation': return readRelation(reading, id, element)
    case 'functionDefinition': return readFunction(reading, id, element)
    case 'conditional': return { kind: 'conditional', if: inside('if'), then: inside('then'), else: inside('else') }
    case 'filter': return { kind: 'filter', in: inside('in'), match: inside('match') }
    case 'for': return { kind: 'for', name: element.attributes['iteratorVariable'] ?? '', in: inside('in'), each: inside('return') }
    default: return { kind: element.name === 'some' ? 'some' : 'every', name: element.attributes['iteratorVariable'] ?? '', in: inside('in'), each: inside('satisfies') }
  }
}

const logicsIn = (reading: Reading, id: string, element: Element): Logic[] => element.children.filter((one) => LOGICS.includes(one.name)).map((one) => readLogic(reading, id, one))

function refused(reading: Reading, owner: string, code: string, message: string): Logic {
  report(reading, owner, code, message)
  return { kind: 'literal', expression: { kind: 'null' } }
}

function readContext(reading: Reading, id: string, element: Element): Logic {
  const entries = childrenOf(element, 'contextEntry').map((entry) => {
    const variable = childOf(entry, 'variable')
    return { name: variable?.attributes['name'] ?? null, ...typeRef(variable), logic: readLogic(reading, idOf(entry) || id, logicIn(entry)) }
  })
  if (entries.slice(0, -1).some((entry) => entry.name === null)) report(reading, id, 'unnamed-entry', '只有最后一项可以没有名称')
  return { kind: 'context', entries }
}

function readInvocation(reading: Reading, id: string, element: Element): Logic {
  const called = textOf(childOf(element, 'literalExpression'), 'text')
  if (called === undefined) report(reading, id, 'missing', '没有写明调用哪个业务知识模型')
  const bindings = childrenOf(element, 'binding').map((binding) => ({ name: childOf(binding, 'parameter')?.attributes['name'] ?? '', logic: readLogic(reading, idOf(binding) || id, logicIn(binding)) }))
  return { kind: 'invocation', function: called ?? '', ...(called === undefined ? {} : { callee: feel(reading, id, '调用', called) }), bindings }
}

/** Rows of equal length under named columns: a list of contexts (DMN 1.5 §10.2.1.6). */
function readRelation(reading: Reading, id: string, element: Element): Logic {
  const columns = childrenOf(element, 'column').map(readParameter)
  const rows = childrenOf(element, 'row').map((row) => logicsIn(reading, idOf(row) || id, row))
  if (rows.some((row) => row.length !== columns.length)) report(reading, id, 'wrong-cells', '行的格数与列数不符')
  return { kind: 'relation', columns, rows }
}

/** Formal parameters of a function (DMN 1.5 §10.2.1.7). */
export const readParameter = (element: Element): Parameter => ({ name: element.attributes['name'] ?? '', ...typeRef(element) })

/** A function in FEEL; Java and PMML are not run here, so what they would give is null (DMN 1.5 §10.3.2.13.3). */
export function readFunction(reading: Reading, id: string, element: Element): Logic {
  const kind = element.attributes['kind'] ?? 'FEEL'
  const params = childrenOf(element, 'formalParameter').map(readParameter)
  if (kind === 'FEEL') return { kind: 'function', params, body: readLogic(reading, id, logicIn(element)) }
  return { kind: 'function', params, body: refused(reading, id, 'unsupported-logic', `函数只能用 FEEL，不能用 ${kind}`) }
}
