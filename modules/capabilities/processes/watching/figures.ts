import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import type { readFigures as route } from '../contract.ts'
import { definitionOf } from '../running/definitions.ts'
import { instanceStore } from './instance-store.ts'
import { mine } from './mining.ts'
import type { Log } from './mining.ts'
import { forceOf } from '../designing/publishing.ts'
import { within } from './reach.ts'
import { versionStore } from '../designing/version-store.ts'

/** Finished instances that figures are taken from, the latest; half as many open ones beside. */
const SAMPLE = 1000

export async function readFigures(context: Context, input: InputOf<typeof route>) {
  const versions = await versionStore(context.db).of(input.key)
  const chosen = input.definition ?? (forceOf(versions, localDate(context.now)) ?? versions[0])?.definition
  if (!chosen || !versions.some((one) => one.definition === chosen)) return fail('processes/no-process')
  const definition = await definitionOf(context, chosen)
  const store = instanceStore(context.db)
  const reach = within(context.actor)
  const [rows, places, open] = await Promise.all([store.logs(chosen, reach, SAMPLE), store.places(chosen, reach), store.openCount(chosen, reach)])
  const logs = [...Map.groupBy(rows, (row) => row.instance)].map(([instance, own]): Log => ({ instance, isFinished: own[0]!.finished, events: own.map((row) => ({ at: row.at, trail: (row.trail ?? []) as Log['events'][number]['trail'] })) }))
  const mined = mine(definition, logs, context.now)
  const here = new Map(places.map((one) => [one.element, one.n]))
  const seen = new Set(mined.elements.map((one) => one.element))
  const silent = [...here].filter(([element]) => !seen.has(element)).map(([element]) => ({ element, name: definition.nodes[element]?.name ?? element, kind: 'wait' as const, visits: 0, again: 0, medianHours: 0, slowHours: 0, share: 0 }))
  return ok({ asOf: context.now.toISOString(), definition: chosen, open, ...mined, flows: [...mined.flows], variants: [...mined.variants], elements: [...mined.elements, ...silent].map((one) => ({ ...one, here: here.get(one.element) ?? 0 })) })
}
