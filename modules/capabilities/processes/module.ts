import { defineModule, handle, listen, onDeadline, provide } from '@xiangyun/kernel/modules'
import * as contract from './contract.ts'
import * as designing from './designing/designing.ts'
import { readFigures } from './watching/figures.ts'
import { listInstances, readInstance } from './watching/instances.ts'
import { labelOld } from './watching/labelling.ts'
import * as migrations from './moving/migrations.ts'
import { doMoves } from './moving/moving.ts'
import * as operating from './watching/operating.ts'
import { processesPort } from './ports.ts'
import * as publishing from './designing/publishing.ts'
import { fireTimer, processesOn, timerDeadline } from './running/runner.ts'
import { doDueWork } from './running/service-work.ts'
import { deliveryDeadline, passOn, takeThrown } from './running/throwing.ts'

export const processes = defineModule({
  name: 'processes', tier: 'capabilities', title: '流程引擎', requires: ['organisations'], failures: contract.failures,
  permissions: {
    'processes:read': 'See processes, what runs in them and their figures, within one\'s place', 'processes:design': 'Draw, check and try processes', 'processes:publish': 'Publish and withdraw versions of processes',
    'processes:migrate': 'Rehearse and carry out moves of running processes to another version', 'processes:operate': 'Retry, move and cancel running processes',
  },
  publishes: [contract.incidentOpened, contract.processPublished, contract.thrownOutside],
  tables: ['definition', 'instance', 'history', 'job', 'version', 'draft', 'subscription', 'migration', 'move'],
  routes: [
    handle(contract.listProcesses, publishing.listProcesses), handle(contract.readVocabulary, designing.vocabulary), handle(contract.readProcess, publishing.readProcess), handle(contract.readDrawing, designing.readDrawing), handle(contract.drawProcess, designing.drawProcess),
    handle(contract.checkProcess, designing.checkProcess), handle(contract.simulateProcess, designing.simulateProcess), handle(contract.saveProcessDraft, designing.saveDraft), handle(contract.dropProcessDraft, designing.dropDraft),
    handle(contract.publishProcess, publishing.publishProcess), handle(contract.withdrawProcess, publishing.withdrawProcess), handle(contract.readFigures, readFigures),
    handle(contract.listInstances, listInstances), handle(contract.readInstance, readInstance), handle(contract.retryInstance, operating.retryInstance), handle(contract.listIncidents, operating.listIncidents), handle(contract.retryCause, operating.retryCause), handle(contract.relocateToken, operating.relocateToken), handle(contract.cancelInstance, operating.cancelInstance),
    handle(contract.suggestMapping, migrations.suggestMapping), handle(contract.rehearseMigration, migrations.rehearseMigration), handle(contract.listMigrations, migrations.listMigrations), handle(contract.readMigration, migrations.readMigration), handle(contract.executeMigration, migrations.executeMigration), handle(contract.stopMigration, migrations.stopMigration),
  ],
  listens: [listen(contract.thrownOutside, 'processes.thrown', passOn)],
  deadlines: [onDeadline(timerDeadline, fireTimer), onDeadline(deliveryDeadline, takeThrown)],
  workers: [{ name: 'service-work', run: doDueWork }, { name: 'moves', pace: 'calm', run: doMoves }],
  start: labelOld,
  provides: [provide(processesPort, processesOn)],
})
