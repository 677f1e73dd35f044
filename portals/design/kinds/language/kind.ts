import { defineKind } from '../kind.ts'
import { entriesOf, listed } from '../listed.ts'

/** Codes of GB/T 4880 (ISO 639) */
export const entries = entriesOf('zh 普通话 ko 朝鲜语 mn 蒙古语 sgn 手语 en 英语 ru 俄语 ja 日语')

export const language = defineKind({ ...listed(entries), name: 'language' })
