import { defineKind } from '../kind.ts'
import { entriesOf, listed } from '../listed.ts'

/** GB/T 4658, the levels that people say */
export const entries = entriesOf('11 博士研究生 14 硕士研究生 21 大学本科 31 大学专科 41 中等专科 44 职业高中 47 技工学校 61 普通高中 71 初中 81 小学 90 其他')

export const education = defineKind({ ...listed(entries), name: 'education' })
