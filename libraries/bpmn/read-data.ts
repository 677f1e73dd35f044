import type { Tree } from '@xiangyun/feel/tree'
import type { Mapping } from './definition.ts'
import type { Element, Reading } from './reading.ts'
import { bodyOf, elementAt, elementsOf, feel, idOf, mappings, textOf } from './reading.ts'

const DATA = ['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']
export const isData = (element: Element): boolean => DATA.includes(element.$type)

/** The variable that a data object, reference, property, input or output stands for (BPMN 2.0.2 §10.4.1). */
export function variableOf(element: Element): string {
  const object = elementAt(element, 'dataObjectRef')
  return textOf(element, 'name') ?? (object ? variableOf(object) : idOf(element))
}

/** Names that a process or sub-process declares. */
export function declaredIn(reading: Reading, element: Element): string[] {
  const objects = elementsOf(element, 'flowElements').filter((one) => one.$type === 'bpmn:DataObject' || one.$type === 'bpmn:DataObjectReference')
  const names = [...new Set([...objects, ...elementsOf(element, 'properties')].map(variableOf))]
  for (const name of names) reading.data.add(name)
  return names
}

const nameTree = (name: string): Tree => ({ kind: 'name', name })

/** Inputs of an activity (§10.4.2): `xy:input`, else its data input associations. */
export function inputsOf(reading: Reading, element: Element): Mapping[] {
  const own = mappings(reading, element, 'xy:Input')
  return own.length > 0 ? own : elementsOf(element, 'dataInputAssociations').flatMap((one) => association(reading, element, one))
}

/** Outputs of an activity: `xy:output`, else its data output associations. */
export function outputsOf(reading: Reading, element: Element): Mapping[] {
  const own = mappings(reading, element, 'xy:Output')
  return own.length > 0 ? own : elementsOf(element, 'dataOutputAssociations').flatMap((one) => association(reading, element, one))
}

/** A data association: assignments, a transformation, or a plain copy. */
function association(reading: Reading, owner: Element, one: Element): Mapping[] {
  const assignments = elementsOf(one, 'assignment').flatMap((each): Mapping[] => {
    const [from, to] = [bodyOf(each, 'from'), bodyOf(each, 'to')]
    const tree = feel(reading, idOf(owner), '数据赋值', from)
    return tree && to !== undefined ? [{ name: to.replace(/^=/, '').trim(), tree }] : []
  })
  const target = elementAt(one, 'targetRef')
  if (assignments.length > 0 || !target) return assignments
  const [source] = elementsOf(one, 'sourceRef')
  const tree = feel(reading, idOf(owner), '数据转换', bodyOf(one, 'transformation')) ?? (source ? nameTree(variableOf(source)) : undefined)
  return tree ? [{ name: variableOf(target), tree }] : []
}
