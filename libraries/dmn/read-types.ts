import type { ItemType, Model } from './model.ts'
import { readParameter } from './read-logic.ts'
import type { Reading } from './reading.ts'
import { idOf, report, tests } from './reading.ts'
import { typeKey } from './types.ts'
import type { Element } from './xml.ts'
import { childOf, childrenOf, textOf } from './xml.ts'

/** Reads an item definition (DMN 1.5 §7.3.2). */
export function readType(reading: Reading, element: Element): ItemType {
  const name = element.attributes['name'] ?? ''
  const base = textOf(element, 'typeRef')
  const parts = childrenOf(element, 'itemComponent').map((one) => ({ name: one.attributes['name'] ?? '', type: readType(reading, one) }))
  const called = childOf(element, 'functionItem')
  const gives = called?.attributes['outputTypeRef']
  const limit = (child: string, what: string) => {
    const source = textOf(childOf(element, child), 'text')
    return source === undefined ? undefined : tests(reading, idOf(element) || name, what, source)
  }
  const [allowed, constraint] = [limit('allowedValues', '允许值'), limit('typeConstraint', '类型约束')]
  return {
    name, ...(reading.scope ? { scope: reading.scope } : {}), ...(base === undefined ? {} : { base }), ...(allowed ? { allowed } : {}), ...(constraint ? { constraint } : {}),
    many: element.attributes['isCollection'] === 'true', ...(parts.length ? { parts } : {}),
    ...(called ? { function: { params: childrenOf(called, 'parameters').map(readParameter), ...(gives === undefined ? {} : { gives }) } } : {}),
  }
}

/** A type may not be made of itself, directly or by way of others. */
export function checkTypes(reading: Reading, model: Model): void {
  const visit = (type: ItemType, above: readonly string[]): void => {
    for (const base of [type.base, ...(type.parts ?? []).map((part) => part.type.base)]) {
      const key = base === undefined ? undefined : typeKey(model, type.scope ?? '', base)
      const next = key === undefined ? undefined : model.types[key]
      if (key === undefined || !next) continue
      if (above.includes(key)) return report(reading, key, 'circular', `类型“${key}”由自己构成`)
      visit(next, [...above, key])
    }
  }
  for (const [key, type] of Object.entries(model.types)) visit(type, [key])
}
