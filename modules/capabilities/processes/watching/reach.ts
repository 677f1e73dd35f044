import { none, sql } from '@xiangyun/kernel/database'
import type { Sql } from '@xiangyun/kernel/database'
import type { Actor } from '@xiangyun/kernel/permissions'

/** The part of a division's code that all below it share: province 22, prefecture 2201, county 220102, township 220102001. */
export const stemOf = (division: string): string => (division.length > 6 ? division : division.replace(/(00)+$/, ''))

/** The province sees every place, others their own and what is below. */
export const stemFor = (actor: Actor): string => (actor.traits['level'] === 'province' ? '' : stemOf(actor.traits['division'] ?? '-'))

/** Whether a place lies within an official's reach. */
export const isWithin = (actor: Actor, division: string): boolean => division.startsWith(stemFor(actor))

/** The same as a condition on `instance.division`; `wanted` narrows it. */
export function within(actor: Actor, wanted?: string): Sql {
  const stems = [stemFor(actor), ...(wanted === undefined ? [] : [stemOf(wanted)])].filter(Boolean)
  return stems.length === 0 ? none : sql`and ${stems.map((stem) => sql`i.division like ${`${stem}%`}`).reduce((a, b) => sql`${a} and ${b}`)}`
}
