import type { Config } from '@xiangyun/kernel/config'
import type { Context, Worker } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import type { Organisations } from '../contract.ts'
import { readOrganisations } from '../organisations.ts'
import { carriedOnBy, withMerged } from './rules.ts'
import type { Merged } from './rules.ts'
import { reorganisationStore } from './store.ts'

type Known = { merged: Merged; at: number; today: string; own: Organisations }

/** Merges are confirmed a day ahead at least, so every process has long read them when they take effect. */
const AGE_MS = 30_000
const known = new WeakMap<Config, Known>()

export async function loadMerged(context: Context): Promise<void> {
  const merged = await reorganisationStore(context.db).merged()
  known.set(context.config, { merged, at: context.now.getTime(), today: '', own: readOrganisations(context.config.catalogue) })
}

/** Reads again now and then what other processes have confirmed. */
export const reloadMerged: Worker = {
  name: 'organisations.merged', pace: 'calm',
  run: (work) => work(async (context) => {
    const own = known.get(context.config)
    if (!own || Math.abs(context.now.getTime() - own.at) >= AGE_MS) await loadMerged(context)
    return 0
  }),
}

/** The catalogue's organisations as they stand today: a unit that was merged is answered by the one that carries on. */
export function organisationsOn(context: Context): Organisations {
  const base = readOrganisations(context.config.catalogue)
  const own = known.get(context.config)
  if (!own || own.merged.size === 0) return base
  const today = localDate(context.now)
  if (own.today !== today) Object.assign(own, { today, own: asOf(base, own.merged, today) })
  return own.own
}

function asOf(base: Organisations, merged: Merged, today: string): Organisations {
  const carried = (unit: string) => carriedOnBy(merged, unit, today)
  return {
    ...base, carriedOnBy: carried, withMerged: (unit) => withMerged(merged, unit, today),
    unit: (department, division) => {
      const own = base.unit(department, division)
      return own && base.unitById(carried(own.id))
    },
  }
}
