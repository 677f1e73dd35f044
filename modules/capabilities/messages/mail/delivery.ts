import type { Context, Worker } from '@xiangyun/kernel/modules'
import { readWords } from '../templates.ts'
import { openAddress } from './address.ts'
import { mailGateway } from './gateway.ts'
import type { Letter } from './gateway.ts'
import { mailStore } from './store.ts'
import type { LetterRow } from './store.ts'

const MOST = 10
/** Whoever took a letter and has not come back in this time has fallen: another takes it. */
const LEASE = 3 * 60_000
const TRIES = 8

/**
 * Sends what is due. A letter is taken in one transaction, sent outside of any, and settled in another: a process that falls between may send
 * it twice, never not at all. What a server does not take is tried eight times, one minute to two hours apart.
 */
export const mailDelivery: Worker['run'] = async (work) => {
  const taken = await work(async (context) => {
    const gateway = mailGateway(context.config)
    const rows = gateway ? await mailStore(context.db).take(context.now, new Date(context.now.getTime() + LEASE), MOST) : []
    return rows.map((row) => ({ row, gateway: gateway!, letter: row.sealed && letterOf(context, row, row.sealed) }))
  })
  await Promise.all(taken.map(async ({ row, gateway, letter }) => {
    const isSent = letter !== null && (await gateway.send(letter))
    await work((context) => settle(context, row, letter === null ? 'failed' : isSent ? 'sent' : 'again'))
  }))
  return taken.length
}

async function settle(context: Context, row: LetterRow, outcome: 'sent' | 'failed' | 'again'): Promise<void> {
  const store = mailStore(context.db)
  if (outcome === 'sent') await store.sent(row.message, context.now)
  else if (outcome === 'failed' || row.tries >= TRIES) await store.failed(row.message)
  else await store.putOff(row.message, new Date(context.now.getTime() + 60_000 * 2 ** (row.tries - 1)))
}

/** Says why it came and where to say that no more shall come. */
function letterOf(context: Context, { title, text, link, template }: LetterRow, sealed: Buffer): Letter {
  const { templates, topics } = readWords(context.config.catalogue)
  const topic = topics[templates[template]?.topic ?? '']
  const { address } = context.config
  const lines = [text, ...(link ? ['', `请登录后查看：${address}${link}`] : []), '', ...(topic ? [`${topic.why}，所以告诉您。`] : []), `不想再收邮件，请到 ${address}/my/subscriptions 关掉。`, '这封邮件由系统发出，请不要回复。办事遇到困难，请拨打 12345。']
  return { to: openAddress(context, sealed), subject: `【祥云】${title}`, text: lines.join('\n') }
}
