import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { perMinute } from '@xiangyun/kernel/http'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import { connectionStore } from '../connections/store.ts'
import type { ConnectionRow } from '../connections/store.ts'
import { escape, failed } from '../provider/pages.ts'
import { securityStore } from '../security/store.ts'
import { attributesOf, begin } from './flow.ts'
import type { Pending, Told } from './flow.ts'

type Ticket = { readonly client: string; readonly service: string; readonly told: Told; readonly at: string }
type Asked = { readonly service?: unknown; readonly ticket?: unknown; readonly renew?: unknown; readonly gateway?: unknown; readonly format?: unknown; readonly pgtUrl?: unknown }

/** A ticket is used within so many seconds, once (CAS Protocol 3.0.3, 3.1.1). */
const SECONDS = 60
const isSet = (value: unknown): boolean => value === 'true'
const keyOf = (ticket: string): string => `cas ${createHash('sm3').update(ticket).digest('base64url')}`

/** CAS Protocol 3.0 for elder systems: /login, /logout, /validate, /serviceValidate, /p3/serviceValidate. Proxy tickets are not given. */
export function addCas(app: FastifyInstance, environment: Environment): void {
  app.get('/cas/login', { config: perMinute(120) }, async (request, reply) => {
    const { service, renew, gateway } = request.query as Asked
    const row = await serviceRow(environment, service)
    if (!row) return refused(reply)
    return begin(environment, reply, row, 'cas', { service: String(service) }, { isNew: isSet(renew), isSilent: isSet(gateway) && !isSet(renew) })
  })
  app.get('/cas/logout', async (request, reply) => {
    const { service } = request.query as Asked
    const row = await serviceRow(environment, service)
    return reply.redirect(`/oidc/session/end${row ? `?${new URLSearchParams({ client_id: row.client!, post_logout_redirect_uri: row.metadata!['service'] as string })}` : ''}`)
  })
  app.get('/cas/validate', { config: perMinute(600) }, async (request, reply) => {
    const answer = await validated(environment, request.query as Asked)
    return reply.type('text/plain; charset=utf-8').send('ticket' in answer ? `yes\n${answer.ticket.told.sub}\n` : 'no\n\n')
  })
  for (const path of ['/cas/serviceValidate', '/cas/p3/serviceValidate']) {
    app.get(path, { config: perMinute(600) }, async (request, reply) => {
      const asked = request.query as Asked
      const answer = await validated(environment, asked)
      const withAttributes = path.includes('/p3/')
      if (String(asked.format).toUpperCase() === 'JSON') return reply.type('application/json; charset=utf-8').send({ serviceResponse: asJson(answer, withAttributes) })
      return reply.type('application/xml; charset=utf-8').send(asXml(answer, withAttributes))
    })
  }
}

const refused = (reply: FastifyReply) => reply.status(403).type('text/html; charset=utf-8').send(failed('这个系统没有登记接入，或者已经停用。请联系系统的管理单位。'))

/** The approved system whose address begins the service: same host, the path whole pieces long. */
async function serviceRow(environment: Environment, service: unknown): Promise<ConnectionRow | undefined> {
  if (typeof service !== 'string' || service.length > 2_000 || !URL.canParse(service)) return undefined
  const asked = new URL(service)
  if (asked.username || asked.password || asked.hash) return undefined
  const rows = await connectionStore(environment.database).byProtocol('cas')
  return rows.find((row) => isBelow(asked, new URL(row.metadata!['service'] as string)))
}

function isBelow(asked: URL, own: URL): boolean {
  const base = own.pathname.endsWith('/') ? own.pathname : `${own.pathname}/`
  return asked.origin === own.origin && (asked.pathname === own.pathname || asked.pathname.startsWith(base)) && !/%2e|%2f|%5c|\\/i.test(asked.pathname)
}

/** Back to the system with a ticket. */
export async function toService(environment: Environment, reply: FastifyReply, { client, back }: Pending, told: Told) {
  // The browser kept where to go on to: one system's people are not handed to another.
  if ((await serviceRow(environment, back['service']))?.client !== client) return refused(reply)
  const ticket = `ST-${randomBytes(24).toString('base64url')}`
  await systemWork(environment)(async (context) => securityStore(context.db).ask(keyOf(ticket), { client, service: back['service']!, told, at: context.now.toISOString() } satisfies Ticket, new Date(context.now.getTime() + SECONDS * 1000)))
  return reply.redirect(withTicket(back['service']!, ticket))
}

/** `gateway`: nobody is signed in, and the system asked not to disturb. */
export async function withoutTicket(environment: Environment, reply: FastifyReply, { client, back }: Pending) {
  return (await serviceRow(environment, back['service']))?.client === client ? reply.redirect(back['service']!) : refused(reply)
}

function withTicket(service: string, ticket: string): string {
  const url = new URL(service)
  url.searchParams.append('ticket', ticket)
  return url.href
}

type Answer = { readonly ticket: Ticket } | { readonly code: string; readonly words: string }

/** A ticket is taken by the first who shows it, also when they may not have it. */
async function validated(environment: Environment, { service, ticket, renew, pgtUrl }: Asked): Promise<Answer> {
  if (typeof service !== 'string' || typeof ticket !== 'string' || service === '' || ticket === '') return { code: 'INVALID_REQUEST', words: 'service and ticket are required' }
  if (pgtUrl !== undefined) return { code: 'INVALID_PROXY_CALLBACK', words: 'proxy tickets are not given here' }
  if (!/^ST-[\w-]{20,64}$/.test(ticket)) return { code: 'INVALID_TICKET_SPEC', words: 'not a service ticket' }
  const kept = await systemWork(environment)((context) => securityStore(context.db).take<Ticket>(keyOf(ticket), context.now))
  if (!kept) return { code: 'INVALID_TICKET', words: 'the ticket is not known, used or has run out' }
  if (kept.service !== service) return { code: 'INVALID_SERVICE', words: 'the ticket was given for another service' }
  if (!(await connectionStore(environment.database).approvedClient(kept.client))) return { code: 'INVALID_SERVICE', words: 'the service is not connected any more' }
  if (isSet(renew) && !kept.told.isNew) return { code: 'INVALID_TICKET', words: 'the ticket did not come of a new sign-in' }
  await systemWork(environment)((context) => securityStore(context.db).addBridgeSession({ ticket, client: kept.client, sub: kept.told.sub, service, at: context.now }))
  return { ticket: kept }
}


function asXml(answer: Answer, withAttributes: boolean): string {
  const wrap = (inner: string) => `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">${inner}</cas:serviceResponse>`
  if (!('ticket' in answer)) return wrap(`<cas:authenticationFailure code="${answer.code}">${escape(answer.words)}</cas:authenticationFailure>`)
  const { told, at } = answer.ticket
  const values = [...attributesOf(told), ['authenticationDate', [at]] as const, ['isFromNewLogin', [String(told.isNew)]] as const, ['longTermAuthenticationRequestTokenUsed', ['false']] as const]
  const attributes = withAttributes ? `<cas:attributes>${values.flatMap(([name, all]) => all.map((value) => `<cas:${name}>${escape(value)}</cas:${name}>`)).join('')}</cas:attributes>` : ''
  return wrap(`<cas:authenticationSuccess><cas:user>${escape(told.sub)}</cas:user>${attributes}</cas:authenticationSuccess>`)
}

function asJson(answer: Answer, withAttributes: boolean): object {
  if (!('ticket' in answer)) return { authenticationFailure: { code: answer.code, description: answer.words } }
  const { told, at } = answer.ticket
  return { authenticationSuccess: { user: told.sub, ...(withAttributes ? { attributes: { ...Object.fromEntries(attributesOf(told)), authenticationDate: at, isFromNewLogin: told.isNew } } : {}) } }
}
