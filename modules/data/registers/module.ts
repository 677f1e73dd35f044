import { defineModule, provide } from '@xiangyun/kernel/modules'
import { failures, recordChanged } from './contract.ts'
import { readRegisters } from './definitions.ts'
import { registersPort } from './port.ts'
import { registersOn } from './registers.ts'
import { applyDefinitions } from './tables.ts'

export const registers = defineModule({
  name: 'registers', tier: 'data', title: '数据库引擎', failures,
  publishes: [recordChanged],
  tables: ['provenance'],
  provides: [provide(registersPort, registersOn)],
  prepare: async (url, config) => {
    const { registers: all, problems } = readRegisters(config.catalogue)
    if (problems.length > 0) throw new Error(`registers: ${problems[0]!.file}:${problems[0]!.line} ${problems[0]!.message}`)
    await applyDefinitions(url, all)
  },
})
