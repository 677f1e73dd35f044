import { definePort } from '@xiangyun/kernel/modules'
import type { Licences } from './contract.ts'

export const licencesPort = definePort<Licences>('licences')
