import { defineModule, onDeadline, provide } from '@xiangyun/kernel/modules'
import { failures, incidentOpened } from './contract.ts'
import { processesPort } from './ports.ts'
import { fireTimer, processesOn, timerDeadline } from './runner.ts'
import { doDueWork } from './service-work.ts'

export const processes = defineModule({
  name: 'processes', tier: 'capabilities', title: '流程引擎', failures,
  publishes: [incidentOpened],
  tables: ['definition', 'instance', 'history', 'job'],
  deadlines: [onDeadline(timerDeadline, fireTimer)],
  workers: [{ name: 'service-work', run: doDueWork }],
  provides: [provide(processesPort, processesOn)],
})
