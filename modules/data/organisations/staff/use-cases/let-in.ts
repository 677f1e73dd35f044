import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { organisationsPort } from '../../port.ts'
import { memberOf, ownDuties } from '../members.ts'
import { mayLetIn as may } from '../rules.ts'
import { everyDuty } from './change-duties.ts'

/** Whether the acting official may let another sign in who cannot; what that one will hold later counts as well. */
export async function mayLetIn(context: Context, account: string): Promise<boolean> {
  const member = await memberOf(context, account)
  if (!member) return false
  const duties = [...member.posts.flatMap((post) => post.duties), ...(await everyDuty(context, account))]
  return may(context.ask(organisationsPort).role, { account: context.actor.id, duties: await ownDuties(context) }, { account, duties }, member.posts.map((post) => post.unit), localDate(context.now))
}
