import type { Context } from '@xiangyun/kernel/modules'
import { identityPort } from '#modules/capabilities/identity/port.ts'
import { isApplicant } from './access.ts'
import type { CaseRow } from './store.ts'

/** Whether the acting person may do this for the applicant now: it is their own matter, or they are still authorised for the item. */
export async function mayFileFor(context: Context, applicant: string, item: string): Promise<boolean> {
  const { actor } = context
  return actor.kind !== 'person' || actor.id === applicant || context.ask(identityPort).mayActForPerson(applicant, item)
}

/** One's own case: of oneself, of the firm one acts for now, or filed for another person whose authorisation still stands. */
export async function isOwn(context: Context, row: Pick<CaseRow, 'applicant_index' | 'firm' | 'agent' | 'item'>): Promise<boolean> {
  const { actor } = context
  if (row.agent !== null && row.agent === actor.id) return mayFileFor(context, row.applicant_index, row.item)
  return isApplicant(actor, row) && actsFor(context, row.firm)
}

/** Whether the acting person, or at the counter the applicant who is present, may act for this firm now and not only when it began. */
export async function actsFor(context: Context, firm: string | null, applicant?: string): Promise<boolean> {
  const { kind, traits } = context.actor
  if (firm === null || (kind === 'person' && traits['firm'] === firm)) return true
  const who = kind === 'person' ? traits['identityNumber'] : applicant
  return who === undefined || context.ask(identityPort).mayActFor(who, firm)
}

/** Whether they were let do this item for it. */
export async function isCovered(context: Context, firm: string | null, item: string, applicant?: string): Promise<boolean> {
  const who = context.actor.kind === 'person' ? context.actor.traits['identityNumber'] : applicant
  return firm === null || who === undefined || context.ask(identityPort).isItemCovered(who, firm, item)
}
