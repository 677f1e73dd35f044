import { definePort } from '@xiangyun/kernel/modules'
import type { Materials } from './contract.ts'

export const materialsPort = definePort<Materials>('materials')
