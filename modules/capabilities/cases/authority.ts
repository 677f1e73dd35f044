import type { Context } from '@xiangyun/kernel/modules'
import { identityPort } from '#modules/capabilities/identity/port.ts'

/** Whether the acting person, or at the counter the applicant who is present, may act for this firm now and not only when it began. */
export async function actsFor(context: Context, firm: string | null, applicant?: string): Promise<boolean> {
  const { kind, traits } = context.actor
  if (firm === null || (kind === 'person' && traits['firm'] === firm)) return true
  const who = kind === 'person' ? traits['identityNumber'] : applicant
  return who === undefined || context.ask(identityPort).mayActFor(who, firm)
}
