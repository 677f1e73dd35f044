import { ok } from '@xiangyun/kernel/contract'
import { defineModule, handle, listen, provide } from '@xiangyun/kernel/modules'
import { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
import { authorityOf, rootsPem } from './authority.ts'
import { cancelSeal, failures, freezeSeal, listSeals, replaceSeal, restoreSeal, sealChanged, sealLedger, trustRoots } from './contract.ts'
import { retireSeals } from './follow-unit.ts'
import { sealsPort } from './port.ts'
import { sealsOn } from './seals.ts'
import { change, replace } from './use-cases/change-seal.ts'
import { ledger, sealsOfUnit } from './views.ts'

export const seals = defineModule({
  name: 'seals', tier: 'capabilities', title: '电子印章', requires: ['organisations'], failures,
  permissions: { 'seals:read': '查看本单位的印章和用印台账', 'seals:manage': '冻结、恢复、注销、重制本单位的印章' },
  publishes: [sealChanged],
  tables: ['seal', 'pressing'],
  routes: [
    handle(trustRoots, async (context) => ok({ file: { name: 'xiangyun-roots.pem', type: 'application/x-pem-file', bytes: Buffer.from(rootsPem(authorityOf(context.keys))) } })),
    handle(listSeals, sealsOfUnit),
    handle(freezeSeal, change('freeze')),
    handle(restoreSeal, change('restore')),
    handle(cancelSeal, change('cancel')),
    handle(replaceSeal, replace),
    handle(sealLedger, ledger),
  ],
  listens: [listen(unitMerged, 'seals.retire', retireSeals)],
  provides: [provide(sealsPort, sealsOn)],
})
