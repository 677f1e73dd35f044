import { isBuiltInType } from './conform.ts'
import type { TypeTree } from './tree.ts'

/** Reads the name of a type of FEEL, such as `list<number>`; undefined for any other name (DMN 1.5 grammar rule 54). */
export function typeOfText(text: string): TypeTree | undefined {
  const given = text.trim().replace(/\s+/g, ' ')
  if (isBuiltInType(given)) return { type: given }
  const inside = /^(list|range) ?<(.*)>$/.exec(given)
  const of = inside ? typeOfText(inside[2] ?? '') : undefined
  return of && { type: inside?.[1] === 'range' ? 'range' : 'list', of }
}
