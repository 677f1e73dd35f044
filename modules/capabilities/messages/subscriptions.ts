import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, ReplyOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { changeSubscription, followItem, readSubscriptions } from './contract.ts'
import { ownMail } from './mail/address.ts'
import { messageStore } from './store.ts'
import { readWords } from './templates.ts'

/** So many items can somebody follow. */
const MOST_FOLLOWED = 200

/** What I hear of, what I have left, and the items that I follow. */
export async function own(context: Context): Promise<Result<ReplyOf<typeof readSubscriptions>>> {
  const store = messageStore(context.db)
  const left = await store.left(context.actor.id)
  const topics = Object.entries(readWords(context.config.catalogue).topics).map(([key, { name, what, law }]) => ({ key, name, what, law: law ?? null, isOn: law !== undefined || !left.has(key) }))
  const followed = await store.followed(context.actor.id)
  const items = await Promise.all(followed.map(async ({ item, since }) => {
    const version = await context.ask(itemsPort).current(item)
    return { item, since: since.toISOString(), name: version.ok ? version.value.definition.name : item, isOffered: version.ok }
  }))
  return ok({ topics, items, mail: await ownMail(context) })
}

export async function change(context: Context, { topic, isOn }: InputOf<typeof changeSubscription>): Promise<Result<Record<string, never>>> {
  const { topics } = readWords(context.config.catalogue)
  if (!Object.hasOwn(topics, topic)) return fail('messages/no-topic')
  const { law } = topics[topic]!
  if (law && !isOn) return fail('messages/by-law', `依据${law}，这类消息要告诉您，不能关`)
  const store = messageStore(context.db)
  await (isOn ? store.take(context.actor.id, topic) : store.leave(context.actor.id, topic, context.now))
  return ok({})
}

export async function follow(context: Context, { item, follows }: InputOf<typeof followItem>): Promise<Result<Record<string, never>>> {
  const store = messageStore(context.db)
  if (!follows) {
    await store.unfollow(context.actor.id, item)
    return ok({})
  }
  const version = await context.ask(itemsPort).current(item)
  if (!version.ok) return version
  const followed = await store.followed(context.actor.id)
  if (followed.length >= MOST_FOLLOWED && !followed.some((one) => one.item === item)) return fail('messages/too-many')
  await store.follow(context.actor.id, item, context.now)
  return ok({})
}
