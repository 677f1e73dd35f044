import type { Context } from '@xiangyun/kernel/modules'
import { evaluate } from '#modules/capabilities/items/evaluation.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import type { Content } from '../content.ts'
import { partyKeys } from '../parties.ts'
import type { ResultScope } from './result-scope.ts'

export type Ending = { readonly id: string; readonly holder: string; readonly type: string }

/** Licences in force that the result brings to an end, as its item says: the old certificate of a seller, the licence of a cancelled firm. */
export async function endingLicences(context: Context, own: ItemVersion, content: Content, { facts, functions }: ResultScope): Promise<Ending[]> {
  const found: Ending[] = []
  for (const ending of own.definition.outcomes.granted.ends ?? []) {
    const number = ending.number && evaluate(ending.number, facts, functions)
    for (const key of partyKeys(own.definition, ending.of, content.parties, content.answers)) {
      const holder = /^\d{17}[\dX]$/.test(key) ? context.keys.index('subject', key) : key
      const held = await context.ask(licencesPort).held(ending.licence, holder)
      found.push(...held.filter((l) => number === undefined || l.number === number).map((l) => ({ id: l.id, holder, type: l.type })))
    }
  }
  return found
}

/** Ends them (行政许可法 第七十条); what the new licence replaces is left to its issuing. */
export async function endLicences(context: Context, endings: readonly Ending[], reason: string): Promise<void> {
  for (const { id } of endings) {
    const ended = await context.ask(licencesPort).cancel(id, reason, context.actor.id)
    if (!ended.ok) throw new Error(`licence ${id}: ${ended.detail ?? ended.code}`)
  }
}
