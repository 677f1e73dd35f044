import { ok } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { mailStore } from './mail/store.ts'
import { messageStore } from './store.ts'
import { readWords } from './templates.ts'

const SIZE = 30

export async function mine(context: Context, input: { before?: string }) {
  const store = messageStore(context.db)
  const { templates, topics } = readWords(context.config.catalogue)
  const about = (template: string) => {
    const key = templates[template]?.topic
    const topic = key === undefined ? undefined : topics[key]
    return topic ? { topic: { key: key!, name: topic.name, why: topic.why, canLeave: topic.law === undefined } } : { topic: null }
  }
  const rows = await store.of(context.actor.id, input.before, SIZE)
  return ok({ messages: rows.map((r) => ({ id: r.id, at: r.at.toISOString(), title: r.title, text: r.text, link: r.link, read: r.read_at !== null, ...about(r.template) })), unread: await store.unread(context.actor.id) })
}

export async function read(context: Context) {
  await messageStore(context.db).read(context.actor.id, context.now)
  return ok({})
}

const states: Readonly<Record<string, string>> = { waiting: '等候发出', sent: '已发出', failed: '没有发出去' }

/** What went out, newest first; the receiver stays a fingerprint. */
export async function sent(context: Context) {
  const to = (receiver: string) => `${receiver.slice(0, 6)}…`
  const kept = (await messageStore(context.db).latest(100)).map((r) => ({ id: r.id, at: r.at.toISOString(), to: to(r.receiver), channel: '站内消息', state: '已送达', text: `【${r.title}】${r.text}` }))
  const letters = (await mailStore(context.db).latest(100)).map((r) => ({ id: `${r.message}-mail`, at: r.at.toISOString(), to: to(r.receiver), channel: '邮件', state: states[r.state] ?? r.state, text: `【${r.title}】${r.text}` }))
  return ok({ messages: [...kept, ...letters].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, 100) })
}
