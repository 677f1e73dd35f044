import type { Correlation } from './definition.ts'
import type { Element, Reading } from './reading.ts'
import { elementAt, elementsOf, feel, idOf, textOf } from './reading.ts'

/** Correlation as drawn (BPMN 2.0.2 §8.4.2): properties read from messages, and bound to data of the process by its subscriptions. */
export function correlationsOf(reading: Reading, root: Element, process: Element): Record<string, Correlation> | undefined {
  const properties = elementsOf(root, 'rootElements').filter((one) => one.$type === 'bpmn:CorrelationProperty')
  const bindings = elementsOf(process, 'correlationSubscriptions').flatMap((one) => elementsOf(one, 'correlationPropertyBinding'))
  const found: Record<string, Correlation> = {}
  for (const property of properties) {
    const binding = bindings.find((one) => elementAt(one, 'correlationPropertyRef')?.id === property.id)
    const to = binding && feel(reading, idOf(property), '关联键', bodyIn(binding, 'dataPath'))
    for (const retrieval of elementsOf(property, 'correlationPropertyRetrievalExpression')) {
      const message = elementAt(retrieval, 'messageRef')
      if (!message) continue
      const from = feel(reading, idOf(property), '关联键', bodyIn(retrieval, 'messagePath'))
      found[textOf(message, 'name') ?? idOf(message)] = { property: idOf(property), ...(from ? { from } : {}), ...(to ? { to } : {}) }
    }
  }
  return Object.keys(found).length > 0 ? found : undefined
}

const bodyIn = (element: Element, name: string): string | undefined => {
  const inner = elementAt(element, name)
  return inner && textOf(inner, 'body')
}
