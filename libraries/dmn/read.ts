import { fail, ok } from '@xiangyun/feel/result'
import type { Result } from '@xiangyun/feel/result'
import { checkNames } from './check-names.ts'
import { checkNeeds } from './check-needs.ts'
import type { Decision, InputData, Knowledge, Model, ModelProblem, Needs, Service } from './model.ts'
import { logicIn, readFunction, readLogic, typeRef } from './read-logic.ts'
import { checkTypes, readType } from './read-types.ts'
import type { Reading } from './reading.ts'
import { idOf, keyOf, report } from './reading.ts'
import type { Element } from './xml.ts'
import { childOf, childrenOf, readXml, textOf } from './xml.ts'

const READ = ['decision', 'inputData', 'businessKnowledgeModel', 'itemDefinition', 'decisionService', 'import']
/** Drawn or noted for the reader only. */
const IGNORED = ['knowledgeSource', 'textAnnotation', 'association', 'group', 'elementCollection', 'performanceIndicator', 'organizationUnit', 'description', 'extensionElements', 'DMNDI']

export interface ReadOptions {
  /** XML of the models that this one may import, found by their namespaces (DMN 1.5 §6.3.3). */
  readonly imports?: readonly string[]
  /**
   * Reads and decides as the standard says of a runtime: an expression that cannot be read, a name that is not
   * connected or a value of the wrong type is null. Without it they are refused, as rules of an office want it.
   */
  readonly lenient?: boolean
}

type Maps = Pick<Model, 'inputs' | 'decisions' | 'knowledge' | 'services' | 'types' | 'scopes'>

/** Reads DMN 1.5 XML (and 1.2 to 1.4, which differ in the namespace) with all that it imports. What is wrong is told with element and reason. */
export function readDmn(xml: string, options: ReadOptions = {}): Result<Model, ModelProblem> {
  const root = rootOf(xml)
  if (!root.ok) return root
  const others = (options.imports ?? []).map(rootOf).flatMap((one) => (one.ok ? [one.value] : []))
  const roots = reached(root.value, others)
  const names = roots.flatMap(specialNames)
  const problems: ModelProblem[] = []
  const readings = roots.map((one, index): Reading => ({ problems, names, scope: index === 0 ? '' : `${namespaceOf(one)}#`, namespace: namespaceOf(one), lenient: options.lenient === true }))
  const maps = roots.map((one, index) => readRoot(readings[index]!, one, roots))
  const model: Model = { format: 1, id: idOf(root.value), name: root.value.attributes['name'] ?? '', ...joined(maps), ...(options.lenient ? { lenient: true as const } : {}) }
  const reading = readings[0]!
  checkNeeds(reading, model)
  checkTypes(reading, model)
  if (options.lenient) return ok(plain(problems.length ? { ...withoutCircles(model, problems), faults: problems } : model))
  if (problems.length === 0) checkNames(reading, model)
  return problems.length ? fail(problems) : ok(plain(model))
}

/** A type made of itself holds nothing; it is taken as if it were not declared. */
function withoutCircles(model: Model, problems: readonly ModelProblem[]): Model {
  const circular = problems.filter((one) => one.code === 'circular').map((one) => one.element)
  return { ...model, types: Object.fromEntries(Object.entries(model.types).filter(([key]) => !circular.includes(key))) }
}

const plain = (model: Model): Model => JSON.parse(JSON.stringify(model)) as Model
const namespaceOf = (root: Element): string => root.attributes['namespace'] ?? ''

function rootOf(xml: string): Result<Element, ModelProblem> {
  const read = readXml(xml)
  if (!read.ok) return read
  const isDmn = read.value.name === 'definitions' && /omg\.org\/spec\/DMN\//.test(read.value.namespace)
  return isDmn ? read : fail([{ element: '', code: 'unreadable', message: '不是 DMN 文件' }])
}

/** The model and those that it imports, directly or by way of others. */
function reached(root: Element, others: readonly Element[]): Element[] {
  const found = [root]
  for (const one of found) {
    const wanted = childrenOf(one, 'import').map((each) => each.attributes['namespace'])
    found.push(...others.filter((other) => wanted.includes(namespaceOf(other)) && !found.includes(other) && namespaceOf(other) !== namespaceOf(root)))
  }
  return found
}

function joined(maps: readonly Maps[]): Maps {
  const all = <K extends keyof Maps>(key: K): Maps[K] => Object.assign({}, ...maps.map((one) => one[key])) as Maps[K]
  return { inputs: all('inputs'), decisions: all('decisions'), knowledge: all('knowledge'), services: all('services'), types: all('types'), scopes: all('scopes') }
}

function readRoot(reading: Reading, root: Element, roots: readonly Element[]): Maps {
  for (const one of root.children) {
    if (!READ.includes(one.name) && !IGNORED.includes(one.name)) report(reading, idOf(one), 'unsupported-element', `不支持的元素 ${one.name}`)
  }
  return {
    types: keyed(childrenOf(root, 'itemDefinition').map((one) => readType(reading, one)), (one) => reading.scope + one.name),
    inputs: keyed(childrenOf(root, 'inputData').map((one) => standing(reading, one)), (one) => one.id),
    knowledge: keyed(childrenOf(root, 'businessKnowledgeModel').map((one) => readKnowledge(reading, one)), (one) => one.id),
    services: keyed(childrenOf(root, 'decisionService').map((one) => readService(reading, one)), (one) => one.id),
    decisions: keyed(childrenOf(root, 'decision').map((one) => readDecision(reading, one)), (one) => one.id),
    scopes: { [reading.scope]: readImports(reading, root, roots) },
  }
}

/** The names by which a model speaks of those that it imports, and their scopes. */
function readImports(reading: Reading, root: Element, roots: readonly Element[]): Record<string, string> {
  return Object.fromEntries(childrenOf(root, 'import').flatMap((one) => {
    const namespace = one.attributes['namespace'] ?? ''
    const isDmn = /omg\.org\/spec\/DMN\//.test(one.attributes['importType'] ?? 'omg.org/spec/DMN/')
    const index = roots.findIndex((other) => namespaceOf(other) === namespace)
    if (!isDmn || index < 0) report(reading, idOf(one), isDmn ? 'unknown-import' : 'unsupported-element', isDmn ? `没有给出所导入的模型 ${namespace}` : `不支持导入 ${one.attributes['importType'] ?? ''}`)
    return isDmn && index >= 0 ? [[one.attributes['name'] ?? '', index === 0 ? '' : `${namespace}#`]] : []
  }))
}

const keyed = <T>(all: readonly T[], key: (one: T) => string): Readonly<Record<string, T>> => Object.fromEntries(all.map((one) => [key(one), one]))

/** Names anywhere in the model that FEEL would not read as one name. */
function specialNames(root: Element): string[] {
  const found = new Set<string>()
  const walk = (element: Element): void => {
    for (const name of [element.attributes['name'], element.attributes['iteratorVariable']]) {
      if (name !== undefined && element !== root && !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) found.add(name)
    }
    element.children.forEach(walk)
  }
  walk(root)
  return [...found]
}

function standing(reading: Reading, element: Element): InputData {
  const variable = childOf(element, 'variable')
  const name = variable?.attributes['name'] ?? element.attributes['name'] ?? idOf(element)
  return { id: reading.scope + keyOf(element), name, ...(reading.scope ? { scope: reading.scope } : {}), ...typeRef(variable) }
}

function readDecision(reading: Reading, element: Element): Decision {
  const question = textOf(element, 'question')
  return { ...standing(reading, element), ...(question === undefined ? {} : { question }), needs: readNeeds(reading, element), logic: readLogic(reading, keyOf(element), logicIn(element)) }
}

function readKnowledge(reading: Reading, element: Element): Knowledge {
  const encapsulated = childOf(element, 'encapsulatedLogic')
  const read = encapsulated ? readFunction(reading, keyOf(element), encapsulated) : readLogic(reading, keyOf(element), undefined)
  const logic = read.kind === 'function' ? { ...read.body, ...(read.body.type === undefined ? typeRef(encapsulated) : {}) } : read
  return { ...standing(reading, element), params: read.kind === 'function' ? read.params : [], needs: readNeeds(reading, element), logic }
}

function readService(reading: Reading, element: Element): Service {
  const references = (name: string): string[] => childrenOf(element, name).map((one) => referenceOf(reading, one))
  return { ...standing(reading, element), inputs: references('inputData'), inputDecisions: references('inputDecision'), outputs: references('outputDecision') }
}

/** An element's id from `#id`, or `namespace#id` of an imported one. */
function referenceOf(reading: Reading, element: Element): string {
  const reference = element.attributes['href'] ?? ''
  const at = reference.indexOf('#')
  const namespace = reference.slice(0, at)
  return at <= 0 || namespace === reading.namespace ? reading.scope + reference.slice(at + 1) : reference
}

function readNeeds(reading: Reading, element: Element): Needs {
  const references = (list: string, name: string): string[] => childrenOf(element, list).flatMap((one) => childrenOf(one, name)).map((one) => referenceOf(reading, one))
  return { inputs: references('informationRequirement', 'requiredInput'), decisions: references('informationRequirement', 'requiredDecision'), knowledge: references('knowledgeRequirement', 'requiredKnowledge') }
}
