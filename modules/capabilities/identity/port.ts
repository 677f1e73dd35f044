import { definePort } from '@xiangyun/kernel/modules'
import type { Identity } from './contract.ts'

export const identityPort = definePort<Identity>('identity')
