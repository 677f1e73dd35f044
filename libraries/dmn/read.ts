import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import { checkNames } from './check-names.ts'
import type { Decision, InputData, ItemType, Knowledge, Model, ModelProblem, Needs } from './model.ts'
import { logicIn, readLogic } from './read-logic.ts'
import type { Reading } from './reading.ts'
import { idOf, report, tests } from './reading.ts'
import type { Element } from './xml.ts'
import { childOf, childrenOf, readXml, textOf } from './xml.ts'

const READ = ['decision', 'inputData', 'businessKnowledgeModel', 'itemDefinition']
/** Drawn or noted for the reader only. */
const IGNORED = ['knowledgeSource', 'textAnnotation', 'association', 'group', 'elementCollection', 'performanceIndicator', 'organizationUnit', 'description', 'extensionElements', 'DMNDI']

/** Reads DMN 1.5 XML (and 1.2 to 1.4, which differ in the namespace). What the engine does not do is refused with element and reason. */
export function readDmn(xml: string): Result<Model, ModelProblem> {
  const read = readXml(xml)
  if (!read.ok) return read
  const root = read.value
  if (root.name !== 'definitions' || !/omg\.org\/spec\/DMN\//.test(root.namespace)) return fail([{ element: '', code: 'unreadable', message: '不是 DMN 文件' }])
  const reading: Reading = { problems: [], names: specialNames(root) }
  for (const one of root.children) {
    if (!READ.includes(one.name) && !IGNORED.includes(one.name)) report(reading, idOf(one), 'unsupported-element', `不支持的元素 ${one.name}`)
  }
  const model: Model = {
    format: 1, id: idOf(root), name: root.attributes['name'] ?? '',
    types: keyed(childrenOf(root, 'itemDefinition').map((one) => readType(reading, one)), (one) => one.name),
    inputs: keyed(childrenOf(root, 'inputData').map(readInput), (one) => one.id),
    knowledge: keyed(childrenOf(root, 'businessKnowledgeModel').map((one) => readKnowledge(reading, one)), (one) => one.id),
    decisions: keyed(childrenOf(root, 'decision').map((one) => readDecision(reading, one)), (one) => one.id),
  }
  checkNeeds(reading, model)
  checkTypes(reading, model)
  if (reading.problems.length === 0) checkNames(reading, model)
  return reading.problems.length ? fail(reading.problems) : ok(JSON.parse(JSON.stringify(model)) as Model)
}

const keyed = <T>(all: readonly T[], key: (one: T) => string): Readonly<Record<string, T>> => Object.fromEntries(all.map((one) => [key(one), one]))

const nameOf = (element: Element): string => childOf(element, 'variable')?.attributes['name'] ?? element.attributes['name'] ?? idOf(element)
const typeOf = (element: Element): { type?: string } => {
  const type = childOf(element, 'variable')?.attributes['typeRef']
  return type === undefined ? {} : { type }
}

/** Names anywhere in the model that FEEL would not read as one name. */
function specialNames(root: Element): string[] {
  const found = new Set<string>()
  const walk = (element: Element): void => {
    const name = element.attributes['name']
    if (name !== undefined && element !== root && !/^[\p{L}_][\p{L}\p{N}_]*( [\p{L}_][\p{L}\p{N}_]*)*$/u.test(name)) found.add(name)
    element.children.forEach(walk)
  }
  walk(root)
  return [...found]
}

const readInput = (element: Element): InputData => ({ id: idOf(element), name: nameOf(element), ...typeOf(element) })

function readDecision(reading: Reading, element: Element): Decision {
  const question = textOf(element, 'question')
  return {
    id: idOf(element), name: nameOf(element), ...typeOf(element), ...(question === undefined ? {} : { question }),
    needs: readNeeds(reading, element), logic: readLogic(reading, idOf(element), logicIn(element)),
  }
}

function readKnowledge(reading: Reading, element: Element): Knowledge {
  const encapsulated = childOf(element, 'encapsulatedLogic')
  const kind = encapsulated?.attributes['kind']
  if (kind !== undefined && kind !== 'FEEL') report(reading, idOf(element), 'unsupported-logic', `业务知识模型只能用 FEEL，不能用 ${kind}`)
  return {
    id: idOf(element), name: nameOf(element), params: childrenOf(encapsulated, 'formalParameter').map((one) => one.attributes['name'] ?? ''),
    needs: readNeeds(reading, element), logic: readLogic(reading, idOf(element), encapsulated && logicIn(encapsulated)),
  }
}

function readNeeds(reading: Reading, element: Element): Needs {
  const references = (list: string, name: string): string[] => childrenOf(element, list).flatMap((one) => childrenOf(one, name)).map((one) => {
    const reference = one.attributes['href'] ?? ''
    if (!reference.startsWith('#')) report(reading, idOf(element), 'foreign-reference', `不支持引用其他文件的 ${reference}`)
    return reference.slice(1)
  })
  return { inputs: references('informationRequirement', 'requiredInput'), decisions: references('informationRequirement', 'requiredDecision'), knowledge: references('knowledgeRequirement', 'requiredKnowledge') }
}

function readType(reading: Reading, element: Element): ItemType {
  const name = element.attributes['name'] ?? ''
  const allowed = textOf(childOf(element, 'allowedValues') ?? childOf(element, 'typeConstraint'), 'text')
  const base = textOf(element, 'typeRef')
  const parts = childrenOf(element, 'itemComponent').map((one) => ({ name: one.attributes['name'] ?? '', type: readType(reading, one) }))
  return {
    name, ...(base === undefined ? {} : { base }), ...(allowed === undefined ? {} : { allowed: tests(reading, idOf(element) || name, '允许值', allowed) }),
    many: element.attributes['isCollection'] === 'true', ...(parts.length ? { parts } : {}),
  }
}

/** A type may not be made of itself, directly or by way of others. */
function checkTypes(reading: Reading, model: Model): void {
  const visit = (type: ItemType, above: readonly string[]): void => {
    for (const base of [type.base, ...(type.parts ?? []).map((part) => part.type.base)]) {
      if (base === undefined || !model.types[base]) continue
      if (above.includes(base)) return report(reading, base, 'circular', `类型“${base}”由自己构成`)
      visit(model.types[base], [...above, base])
    }
  }
  for (const type of Object.values(model.types)) visit(type, [type.name])
}

/** Everything needed must be there, and nothing may need itself. */
function checkNeeds(reading: Reading, model: Model): void {
  const state = new Map<string, 'open' | 'done'>()
  const visit = (id: string, from: string): void => {
    const node = model.decisions[id] ?? model.knowledge[id]
    if (!node && !model.inputs[id]) return report(reading, from, 'unknown-need', `所需的“${id}”不存在`)
    if (!node || state.get(id) === 'done') return
    if (state.get(id) === 'open') return report(reading, id, 'circular', `“${node.name}”经其他决策又依赖自己`)
    state.set(id, 'open')
    for (const need of [...node.needs.inputs, ...node.needs.decisions, ...node.needs.knowledge]) visit(need, id)
    state.set(id, 'done')
  }
  for (const id of [...Object.keys(model.decisions), ...Object.keys(model.knowledge)]) visit(id, id)
  if (Object.keys(model.decisions).length === 0) report(reading, model.id, 'no-decision', '文件中没有决策')
}
