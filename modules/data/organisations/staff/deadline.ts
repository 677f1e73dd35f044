import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { addDays, localDate, startOfDay } from '@xiangyun/kernel/time'
import { dutiesEnded } from './contract.ts'
import { staffStore } from './store.ts'

/** The morning after the last day of a post or of a duty. */
export const postDeadline = defineDeadline<{ post: string }>('organisations.post')
export const dutyDeadline = defineDeadline<{ duty: string }>('organisations.duty')

const morningAfter = (day: string): Date => startOfDay(addDays(day, 1))

/** Ends a post with a day: at once when the day is over, else on the morning after. */
export async function endPostOn(context: Context, post: string, until: string): Promise<void> {
  await staffStore(context.db).endPost(post, until)
  if (until < localDate(context.now)) return closePost(context, { post })
  await context.deadlines.set(postDeadline, post, morningAfter(until), { post })
}

/** The post is over: told to whoever gave work to its holder. Safe to repeat; a post that was prolonged meanwhile stays. */
export async function closePost(context: Context, { post: id }: { post: string }): Promise<void> {
  const store = staffStore(context.db)
  const post = await store.post(id, true)
  if (!post || post.until === null || post.until >= localDate(context.now)) return
  if (await store.closePost(id, context.now)) context.emit(dutiesEnded, { account: post.account, unit: post.unit })
}

export const whenDutyEnds = (context: Context, duty: string, until: string): Promise<void> => context.deadlines.set(dutyDeadline, duty, morningAfter(until), { duty })

export async function dutyOver(context: Context, { duty: id }: { duty: string }): Promise<void> {
  const duty = await staffStore(context.db).duty(id)
  if (duty && duty.withdrawn_at === null) context.emit(dutiesEnded, { account: duty.account, unit: duty.unit })
}
