import type { HitPolicy, Table, TableInput, TableOutput, TableRule } from './model.ts'
import type { Reading } from './reading.ts'
import { checkLanguage, feel, idOf, report, tests } from './reading.ts'
import type { Element } from './xml.ts'
import { childOf, childrenOf, textOf } from './xml.ts'

const HITS: Readonly<Record<string, HitPolicy>> = { 'UNIQUE': 'U', 'ANY': 'A', 'PRIORITY': 'P', 'FIRST': 'F', 'RULE ORDER': 'R', 'OUTPUT ORDER': 'O', 'COLLECT': 'C' }
const AGGREGATIONS: Readonly<Record<string, HitPolicy>> = { SUM: 'C+', MIN: 'C<', MAX: 'C>', COUNT: 'C#' }

/** Reads a decision table (DMN 1.5 §8.3). */
export function readTable(reading: Reading, owner: string, element: Element): Table {
  const id = idOf(element) || owner
  const hit = readHit(reading, id, element)
  const inputs = childrenOf(element, 'input').map((input, index) => readInput(reading, idOf(input) || `${id}-input-${index + 1}`, input))
  const outputs = childrenOf(element, 'output').map((output, index) => readOutput(reading, idOf(output) || `${id}-output-${index + 1}`, output))
  const rules = childrenOf(element, 'rule').map((rule, index) => readRule(reading, idOf(rule) || `${id}-rule-${index + 1}`, rule, inputs, outputs))
  if (outputs.length === 0) report(reading, id, 'missing', '决策表没有输出列')
  if (outputs.length > 1 && outputs.some((output) => output.name === '')) report(reading, id, 'unnamed-output', '有几个输出列时每列都要有名称')
  if (outputs.length > 1 && /^C./.test(hit)) report(reading, id, 'many-outputs', '汇总（求和、最小、最大、计数）的决策表只能有一个输出列')
  if ((hit === 'P' || hit === 'O') && !outputs.some((output) => output.ranked)) report(reading, id, 'no-priority', '按优先级取值的决策表须按优先次序列出输出值')
  return { kind: 'table', id, hit, inputs, outputs, rules }
}

const typeRef = (element: Element | undefined): { type?: string } => (element?.attributes['typeRef'] === undefined ? {} : { type: element.attributes['typeRef'] })

function readHit(reading: Reading, id: string, element: Element): HitPolicy {
  const given = element.attributes['hitPolicy'] ?? 'UNIQUE'
  const aggregation = element.attributes['aggregation']
  const hit = aggregation === undefined || given !== 'COLLECT' ? HITS[given] : AGGREGATIONS[aggregation]
  if (!hit || (aggregation !== undefined && given !== 'COLLECT')) report(reading, id, 'unknown-hit-policy', `不认识的命中策略 ${given} ${aggregation ?? ''}`.trim())
  return hit ?? 'U'
}

function readInput(reading: Reading, id: string, input: Element): TableInput {
  const expression = childOf(input, 'inputExpression')
  const allowed = textOf(childOf(input, 'inputValues'), 'text')
  const source = textOf(expression, 'text')
  return {
    id, label: input.attributes['label'] ?? source ?? id, expression: feel(reading, id, '输入列', source), ...typeRef(expression),
    ...(allowed === undefined ? {} : { allowed: tests(reading, id, '输入允许值', allowed) }),
  }
}

function readOutput(reading: Reading, id: string, output: Element): TableOutput {
  const allowed = textOf(childOf(output, 'outputValues'), 'text')
  const fallback = textOf(childOf(output, 'defaultOutputEntry'), 'text')
  const tree = allowed === undefined ? undefined : tests(reading, id, '输出允许值', allowed)
  return {
    id, name: output.attributes['name'] ?? '', ...typeRef(output), ...(tree ? { allowed: tree } : {}), ...(tree?.kind === 'tests' ? { ranked: tree.any } : {}),
    ...(fallback === undefined ? {} : { fallback: feel(reading, id, '默认输出', fallback) }),
  }
}

function readRule(reading: Reading, id: string, rule: Element, inputs: readonly TableInput[], outputs: readonly TableOutput[]): TableRule {
  const cells = childrenOf(rule, 'inputEntry')
  const results = childrenOf(rule, 'outputEntry')
  if (cells.length !== inputs.length || results.length !== outputs.length) report(reading, id, 'wrong-cells', '规则的格数与列数不符')
  for (const cell of [...cells, ...results]) checkLanguage(reading, idOf(cell) || id, cell)
  const note = childrenOf(rule, 'annotationEntry').map((one) => textOf(one, 'text')).filter((one) => one !== undefined).join('；') || textOf(rule, 'description')
  return {
    id, tests: cells.map((cell) => tests(reading, idOf(cell) || id, '条件格', textOf(cell, 'text') ?? '-')),
    outputs: results.map((cell) => feel(reading, idOf(cell) || id, '结论格', textOf(cell, 'text') ?? 'null')), ...(note ? { note } : {}),
  }
}
