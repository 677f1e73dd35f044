import { definePort } from '@xiangyun/kernel/modules'
import type { Organisations } from './contract.ts'

export const organisationsPort = definePort<Organisations>('organisations')
