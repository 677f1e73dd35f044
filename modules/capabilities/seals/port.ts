import { definePort } from '@xiangyun/kernel/modules'
import type { Seals } from './contract.ts'

export const sealsPort = definePort<Seals>('seals')
