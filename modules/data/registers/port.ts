import { definePort } from '@xiangyun/kernel/modules'
import type { Registers } from './contract.ts'

export const registersPort = definePort<Registers>('registers')
export { askable } from './askable.ts'
export { problemsOf } from './checks.ts'
export { readRegisters } from './definitions.ts'
export { valueWords } from './words.ts'
