import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseCitizenNumber } from '@xiangyun/identifiers'
import { perMinute } from '@xiangyun/kernel/http'
import type { Context } from '@xiangyun/kernel/modules'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import { localDate } from '@xiangyun/kernel/time'
import { securityStore } from '../security/store.ts'
import { personHolder, recordSignIn } from '../sign-in.ts'
import type { Proved } from '../sign-in.ts'
import { connectorOf } from './connector.ts'
import type { Begun, Recognised } from './connector.ts'

type Pending = Begun & { readonly uid: string }
/** What the pages around it give: whether a sign-in is under way in this browser, the page with what went wrong, and the way in. */
export type Around = {
  readonly page: string
  readonly isUnderWay: (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>
  readonly failed: (reply: FastifyReply, uid: string, error: string) => unknown
  readonly enter: (request: FastifyRequest, reply: FastifyReply, proved: Proved) => Promise<unknown>
}

const MINUTES = 10
const path = '/sign-in/upstream'
const soon = (context: Context): Date => new Date(context.now.getTime() + MINUTES * 60_000)

/** “One place signs in, all places accept”: whoever is known to the platform above, and to our population register, comes in without a password here. */
export function addUpstream(app: FastifyInstance, environment: Environment, { page, isUnderWay, failed, enter }: Around): void {
  const { upstream, address } = environment.config
  if (!upstream) return
  const connector = connectorOf(upstream)
  const work = systemWork(environment)
  const uidOf = (request: FastifyRequest) => (request.params as { uid: string }).uid

  app.get(`${page}/upstream`, { config: perMinute(60) }, async (request, reply) => {
    if (!(await isUnderWay(request, reply))) return reply.redirect('/sign-in', 303)
    const begun: Pending = { state: randomBytes(24).toString('base64url'), verifier: randomBytes(32).toString('base64url'), uid: uidOf(request) }
    try {
      const to = await connector.goTo(begun, `${address}${path}`)
      await work((context) => securityStore(context.db).ask(`upstream ${begun.state}`, begun, soon(context)))
      return await reply.redirect(to.href, 303)
    } catch (error) {
      environment.log.warn('the platform above does not answer', { error })
      return failed(reply, begun.uid, `${upstream.name}暂时登录不了，请用密码或通行密钥登录。`)
    }
  })
  // Whoever comes back goes on to the page of the sign-in that they began: only the browser that began it has its cookie.
  app.get(path, { config: perMinute(60) }, async (request, reply) => {
    const { state } = request.query as { state?: unknown }
    const pending = typeof state === 'string' ? await work((context) => securityStore(context.db).take<Pending>(`upstream ${state}`, context.now)) : undefined
    if (!pending) return reply.redirect('/sign-in', 303)
    const who = await connector.whoCame(pending, new URL(request.url, address)).catch((error: unknown) => {
      environment.log.warn('nobody was recognised by the platform above', { error })
      return undefined
    })
    await work(async (context) => securityStore(context.db).ask(`recognised ${pending.uid}`, who ? Buffer.from(context.keys.seal('identity/upstream', JSON.stringify(who))).toString('base64') : null, soon(context)))
    return reply.redirect(`${page.replace(':uid', pending.uid)}/upstream/done`, 303)
  })
  app.get(`${page}/upstream/done`, { config: perMinute(60) }, async (request, reply) => {
    if (!(await isUnderWay(request, reply))) return reply.redirect('/sign-in', 303)
    const proved = await work(async (context) => {
      const kept = await securityStore(context.db).take<string | null>(`recognised ${uidOf(request)}`, context.now)
      return kept ? provedBy(context, JSON.parse(context.keys.open('identity/upstream', Buffer.from(kept, 'base64'))) as Recognised) : undefined
    })
    return proved ? enter(request, reply, proved) : failed(reply, uidOf(request), `没有从${upstream.name}登录成功，或者那里的姓名、身份号码与人口库对不上。请用密码登录，或带身份证到窗口办理。`)
  })
}

/** The number must be a living person's whom our register knows by the same name; how strongly the other proved it, we do not know. */
async function provedBy(context: Context, { name, identityNumber }: Recognised): Promise<Proved | undefined> {
  const parsed = parseCitizenNumber(identityNumber, { today: localDate(context.now) })
  const holder = parsed.ok ? await personHolder(context, parsed.value.number) : undefined
  if (!holder || holder.name !== name) return undefined
  await recordSignIn(context, holder, ['upstream'])
  return { holder, how: ['upstream'], assurance: 'real-name' }
}
