import { definePort } from '@xiangyun/kernel/modules'
import type { Processes, ProcessHost } from './contract.ts'

export const processesPort = definePort<Processes>('processes')
/** Filled by the module whose cases the processes move. */
export const processHostPort = definePort<ProcessHost>('process-host')
