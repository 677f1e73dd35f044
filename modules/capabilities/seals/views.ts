import { fail, ok } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { unitsOf } from '#modules/data/organisations/port.ts'
import type { Seal } from './contract.ts'
import { sealStore } from './store.ts'
import type { SealBrief } from './store.ts'

const PAGE = 50

export const sealView = (row: SealBrief & { presses: number }): Seal => ({
  id: row.id, unit: row.unit, unitName: row.unit_name, kind: row.kind, name: row.name, edition: row.edition, validFrom: row.valid_from.toISOString(),
  validUntil: row.valid_until.toISOString(), state: row.state, since: row.since.toISOString(), reason: row.reason, presses: row.presses,
})

export async function sealsOfUnit(context: Context) {
  return ok({ seals: (await sealStore(context.db).ofUnits(unitsOf(context.actor))).map(sealView) })
}

export async function ledger(context: Context, query: { id: string; before?: string }) {
  const store = sealStore(context.db)
  const own = await store.find(query.id)
  if (!own) return fail('seals/no-seal')
  if (!unitsOf(context.actor).includes(own.unit)) return fail('kernel/forbidden')
  const rows = await store.pressings(own.id, query.before, PAGE)
  return ok({
    pressings: rows.map((r) => ({ id: r.id, at: r.at.toISOString(), by: r.by_whom, case: r.case_id, title: r.title, document: r.document })),
    next: rows.length === PAGE ? rows.at(-1)!.id : null,
  })
}
