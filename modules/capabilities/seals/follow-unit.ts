import type { PayloadOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
import { sealChanged } from './contract.ts'
import { sealStore } from './store.ts'

/** A unit that was merged presses no seal any more (国发〔1999〕25号); the other has its own, made when first needed. What was sealed stays sealed. Safe to repeat. */
export async function retireSeals(context: Context, { unit, into }: PayloadOf<typeof unitMerged>): Promise<void> {
  const store = sealStore(context.db)
  const reason = `机构调整：并入${context.ask(organisationsPort).unitById(into)?.name ?? into}`
  for (const own of await store.ofUnits([unit])) {
    if (own.state === 'cancelled' || !(await store.setState(own.id, own.state, 'cancelled', reason, context.now))) continue
    context.emit(sealChanged, { seal: own.id, unit, state: 'cancelled', reason })
    context.audit({ act: 'seals.unit-merged', object: `seal/${own.id}`, detail: { name: own.name, from: own.state, into } })
  }
}
