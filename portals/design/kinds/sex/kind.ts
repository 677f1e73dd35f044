import { defineKind } from '../kind.ts'
import { entriesOf, listed } from '../listed.ts'

/** GB/T 2261.1 */
export const entries = entriesOf('1 男 2 女')

export const sex = defineKind({ ...listed(entries), name: 'sex' })
