import { sign } from 'node:crypto'
import { sql } from '@xiangyun/kernel/database'
import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { logoutRequest } from '../bridges/logout-request.ts'
import { logoutEnvelope } from '../bridges/saml-logout.ts'
import { protocolOf } from '../connections/bridge-metadata.ts'
import { connectionStore } from '../connections/store.ts'
import type { ConnectionRow } from '../connections/store.ts'
import { securityStore } from '../security/store.ts'
import { signingKey } from './signing-key.ts'
import { subjectFor } from './subjects.ts'

/** `service`: where an elder system hears of it; then `sid` is its ticket. */
type Notice = { readonly client: string; readonly sub: string; readonly sid: string; readonly attempt: number; readonly service?: string }

export const logoutDeadline = defineDeadline<Notice>('identity.back-channel-logout')

/** A system that does not answer is told again after so many minutes, then given up: its own session ends by itself. */
const AGAIN_AFTER = [1, 5, 30, 120, 480]
const PATIENCE = 3_000

/** Every system that somebody used in sessions that end now is to hear of it (OpenID Connect Back-Channel Logout 1.0), whatever becomes of this process. */
export async function tellSystems(context: Context, account: string): Promise<void> {
  const sessions = await context.db.rows<{ used: Record<string, { sid?: string }> | null }>(sql`select payload->'authorizations' as used from identity.oidc where kind = 'Session' and account = ${account}`)
  for (const { used } of sessions) for (const [client, { sid }] of Object.entries(used ?? {})) {
    const row = await connectionStore(context.db).approvedClient(client)
    if (!row || !sid) continue
    const sub = subjectFor(context.keys, row, account)
    for (const { ticket, service } of protocolOf(row) === 'oidc' ? [] : await securityStore(context.db).takeBridgeSessions(client, sub)) await set(context, { client, sid: ticket, sub, service, attempt: 0 })
    if (typeof row.metadata?.['backchannel_logout_uri'] === 'string') await set(context, { client, sid, sub, attempt: 0 })
  }
}

const set = (context: Context, notice: Notice, minutes = 0): Promise<void> =>
  context.deadlines.set(logoutDeadline, `${notice.client} ${notice.sid} ${notice.attempt}`, new Date(context.now.getTime() + minutes * 60_000), notice)

export async function tellLogout(context: Context, notice: Notice): Promise<void> {
  const row = await connectionStore(context.db).approvedClient(notice.client)
  const address = notice.service ?? row?.metadata?.['backchannel_logout_uri']
  if (!row || typeof address !== 'string') return
  if (await send(address, await wordsFor(context, row, notice))) return context.audit({ act: 'identity.logout-told', object: `connection/${row!.id}` })
  const minutes = AGAIN_AFTER[notice.attempt]
  if (minutes === undefined) return context.log.warn('a system did not hear that somebody signed out', { client: notice.client })
  await set(context, { ...notice, attempt: notice.attempt + 1 }, minutes)
}

/** What a system hears, in its own protocol. */
async function wordsFor(context: Context, row: ConnectionRow, notice: Notice): Promise<Words> {
  if (notice.service === undefined) return { body: new URLSearchParams({ logout_token: logoutToken(context, notice) }) }
  if (protocolOf(row) === 'saml') return { body: await logoutEnvelope(context, row, notice.sub, notice.sid), headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: 'http://www.oasis-open.org/committees/security' } }
  return { body: new URLSearchParams({ logoutRequest: logoutRequest(context.ids.next(), context.now, notice.sid) }) }
}

type Words = { readonly body: URLSearchParams | string; readonly headers?: Record<string, string> }

async function send(address: string, words: Words): Promise<boolean> {
  try {
    const answer = await fetch(address, { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE), ...words })
    return answer.status === 200 || answer.status === 204
  } catch {
    return false
  }
}

function logoutToken(context: Context, { client, sub, sid }: Notice): string {
  const now = Math.floor(Date.now() / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = { iss: `${context.config.address}/oidc`, aud: client, sub, sid, iat: now, exp: now + 120, jti: context.ids.next(), events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }
  const text = `${part({ alg: 'ES256', typ: 'logout+jwt', kid: 'portal-1' })}.${part(body)}`
  return `${text}.${sign('sha256', Buffer.from(text), { key: signingKey(context), dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
