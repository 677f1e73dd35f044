import type { Context } from '@xiangyun/kernel/modules'
import { securityStore } from './store.ts'

/** So long after signing in, ways of signing in may be changed without proving oneself once more. */
const FRESH = 15 * 60_000

/** Whether it is the holder themselves who sits there now: strongly proved, or just signed in. */
export async function isProved(context: Context): Promise<boolean> {
  const row = await sessionNow(context)
  return row !== undefined && (row.assurance === 'strong' || context.now.getTime() - row.created_at.getTime() < FRESH)
}

/** Whether they came in by a counter's code a moment ago. */
export async function isRecovered(context: Context): Promise<boolean> {
  const row = await sessionNow(context)
  return row !== undefined && row.how.includes('recovery') && context.now.getTime() - row.created_at.getTime() < FRESH
}

const sessionNow = async ({ db, actor }: Context) => (actor.traits['session'] ? securityStore(db).sessionNow(actor.traits['session']) : undefined)
