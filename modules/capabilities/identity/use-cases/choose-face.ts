import { fail } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { firmsOf } from '../firms.ts'
import { forget } from '../sessions.ts'
import { identityStore } from '../store.ts'
import { currentSession } from './read-session.ts'

/** From now on the signed-in person acts for a firm, or (null) for themselves. */
export async function chooseFace(context: Context, command: { firm: string | null }) {
  const { actor } = context
  if (actor.kind !== 'person') return fail('identity/not-your-firm')
  const firms = await firmsOf(context, actor.traits['identityNumber']!, actor.id)
  const firm = firms.find((f) => f.creditCode === command.firm)
  if (command.firm !== null && !firm) return fail('identity/not-your-firm')
  const session = actor.traits['session']
  if (session) {
    await identityStore(context.db).setFirm(session, command.firm, firm?.until ?? null)
    forget(session)
  }
  context.audit({ act: 'identity.act-for', object: command.firm ? `firm/${command.firm}` : 'self' })
  return currentSession(context.as({ ...actor, traits: { ...actor.traits, firm: command.firm ?? undefined } }))
}
