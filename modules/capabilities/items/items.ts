import { fail, ok } from '@xiangyun/kernel/contract'
import type { Config } from '@xiangyun/kernel/config'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { asKept } from '@xiangyun/forms'
import { formKinds } from '#kinds/kinds.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { readCatalogue } from './catalogue.ts'
import { laneUnit, officesOf } from './offices.ts'
import type { Items, ItemVersion } from './port.ts'
import { functionsFor } from './scope.ts'
import { itemStore } from './store.ts'

/** Published versions never change, so each is read once per running province. */
const versions = new WeakMap<Config, Map<string, ItemVersion>>()

function versionsOf(config: Config): Map<string, ItemVersion> {
  const own = versions.get(config) ?? new Map<string, ItemVersion>()
  versions.set(config, own)
  return own
}

/** The items' interface, bound to one transaction. */
export function itemsOn(context: Context): Items {
  const organisations = context.ask(organisationsPort)
  const catalogue = readCatalogue(context.config.catalogue)
  const today = localDate(context.now)
  const version = async (item: string, number: number): Promise<ItemVersion> => {
    const known = versionsOf(context.config).get(`${item}@${number}`)
    if (known) return known
    const row = await itemStore(context.db).version(item, number)
    if (!row) throw new Error(`no version ${number} of ${item}`)
    const own: ItemVersion = { item, version: number, definition: row.definition, form: asKept(row.form, formKinds), rules: row.rules, process: row.process, effectiveFrom: row.effective_from }
    versionsOf(context.config).set(`${item}@${number}`, own)
    return own
  }
  return {
    version,
    async current(item) {
      const row = await itemStore(context.db).inForce(item, today)
      if (!row) return fail((await itemStore(context.db).any(item)) ? 'items/not-in-force' : item.startsWith('county-') ? 'items/not-described' : 'items/no-item')
      const own = await version(item, row.version)
      const { to } = own.definition.effective
      return to && to < today ? fail('items/not-in-force') : ok(own)
    },
    offices: (own, division) => officesOf(own.definition, division, organisations),
    lane: (own, offices, people, division) => laneUnit(own.definition, offices, people, division, organisations),
    promise: async (own, division) => (await claimOf(context, own, division))?.promise ?? own.definition.limits.promise,
    telephone: async (own, division) => (await claimOf(context, own, division))?.telephone ?? '12345',
    functions: (division) => functionsFor(catalogue.parameters, organisations.path(division).map((d) => d.code), today),
    ids: () => [...catalogue.items.keys()],
    uses: () => itemStore(context.db).uses(),
  }
}

/** What the county (or city) of a division set for itself. */
export async function claimOf(context: Context, own: ItemVersion, division: string) {
  const places = context.ask(organisationsPort).path(division).map((d) => d.code).filter((code) => code.length === 6)
  const claims = await itemStore(context.db).claimsOf(places, own.item)
  return claims.sort((a, b) => places.indexOf(b.division) - places.indexOf(a.division))[0]?.definition
}
