import { definePort } from '@xiangyun/kernel/modules'
import type { Payments } from './contract.ts'

export const paymentsPort = definePort<Payments>('payments')
