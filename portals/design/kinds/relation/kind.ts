import { defineKind } from '../kind.ts'
import { entriesOf, listed } from '../listed.ts'

/** GB/T 4761, its main groups */
export const entries = entriesOf('01 本人 10 配偶 20 儿子 30 女儿 40 孙子女或外孙子女 50 父母 60 祖父母或外祖父母 70 兄弟姐妹 90 其他')

export const relation = defineKind({ ...listed(entries), name: 'relation' })
