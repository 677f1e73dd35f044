import { definePort } from '@xiangyun/kernel/modules'
import type { Registers } from './contract.ts'

export const registersPort = definePort<Registers>('registers')
