import { defineKind } from '../kind.ts'
import { entriesOf, listed } from '../listed.ts'

/** GB/T 2261.2 */
export const entries = entriesOf('10 未婚 20 已婚 30 丧偶 40 离婚')

export const maritalStatus = defineKind({ ...listed(entries), name: 'marital-status' })
