import type { Answers, Json } from './form.ts'
import { pathOf, withValue } from './pointer.ts'

/**
 * Answers with what the state knows in the places that may not be corrected here. What may be is put in when the form is opened,
 * and afterwards stands as the person left it, emptied too: nothing is handed in that they did not see.
 */
export const withKnown = (answers: Answers, known: Readonly<Record<string, { readonly value: unknown; readonly correctable: boolean }>>): Answers =>
  Object.entries(known).reduce<Answers>((filled, [at, { value, correctable }]) => (correctable ? filled : withValue(filled, pathOf(at), value as Json)), answers)
