import type { ReplyOf } from '@xiangyun/kernel/contract'
import { call } from '#design/api.ts'
import type { LoadDivisions } from '#design/addresses.ts'
import { loadDivisions } from '#design/divisions.ts'
import { readFigures, type readProcess } from '#modules/capabilities/processes/contract.ts'

/** The part of a division's code that all below it share: province 22, prefecture 2201, county 220102. */
const stemOf = (division: string): string => (division.length > 6 ? division : division.replace(/(00)+$/, ''))

export const isOfProvince = (division: string): boolean => stemOf(division).length <= 2
export const isWithin = (own: string, division: string): boolean => division.startsWith(stemOf(own))

/** Only the way down to one's own place, and what is below it. */
export const divisionsWithin = (own: string): LoadDivisions => async (parent) => (await loadDivisions(parent)).filter(({ code }) => isWithin(own, code) || isWithin(code, own))

/** How many are open on each version within one's own place: the versions themselves tell of the whole province. */
export async function loadOpen({ key, versions }: ReplyOf<typeof readProcess>, own: string, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  if (isOfProvince(own)) return new Map(versions.map(({ definition, open }) => [definition, open]))
  return new Map(await Promise.all(versions.map(async ({ definition, open }) => [definition, open ? (await call(readFigures, { key, definition }, { signal })).open : 0] as const)))
}
