import { defineModule, handle, listen } from '@xiangyun/kernel/modules'
import { caseEnded, caseMoved, lampChanged } from '#modules/capabilities/cases/contract.ts'
import { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
import { failures, listIssued, listWarnings, readLamps } from './contract.ts'
import * as own from './supervision.ts'

export const supervision = defineModule({
  name: 'supervision', tier: 'capabilities', title: '电子监察', requires: ['cases', 'organisations'], failures,
  permissions: { 'supervision:read': 'See lamps and warnings of the units in one\'s reach' },
  tables: ['watched', 'warning'],
  routes: [handle(readLamps, own.lamps), handle(listWarnings, own.list), handle(listIssued, own.issued)],
  listens: [listen(caseMoved, 'supervision.follow', own.follow), listen(lampChanged, 'supervision.warn', own.warn), listen(caseEnded, 'supervision.close', own.close), listen(unitMerged, 'supervision.follow-unit', own.followUnit)],
})
