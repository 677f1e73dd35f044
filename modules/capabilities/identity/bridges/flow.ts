import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as client from 'openid-client'
import type { Environment } from '@xiangyun/kernel/platform'
import type { ConnectionRow } from '../connections/store.ts'
import { ownClient } from '../provider/own-client.ts'
import { cookieIn } from '../sessions.ts'

/** A sign-in for an elder system under way: which, and where its answer goes. */
export type Pending = { readonly state: string; readonly verifier: string; readonly client: string; readonly kind: 'cas' | 'saml'; readonly back: Readonly<Record<string, string>>; readonly isNew: boolean; readonly since: number }
/** What the provider says of who signed in, as far as the system may know it. */
export type Told = { readonly sub: string; readonly acr: string; readonly amr: readonly string[]; readonly isNew: boolean; readonly claims: Readonly<Record<string, unknown>> }

const cookieName = 'xy_bridge'
export const callbackPath = '/bridge/callback'
/** Where the provider goes on to when somebody has signed out for a SAML system. */
export const leftPath = '/saml/slo/done'

export type Manner = { readonly isNew?: boolean; readonly isSilent?: boolean }

/** Sends the browser to our own provider as that system: sign-in, second step and consent are the same for all. */
export function begin({ config }: Environment, reply: FastifyReply, row: ConnectionRow, kind: Pending['kind'], back: Pending['back'], { isNew, isSilent }: Manner) {
  const pending: Pending = { state: randomBytes(16).toString('base64url'), verifier: randomBytes(32).toString('base64url'), client: row.client!, kind, back, isNew: isNew === true, since: Math.floor(Date.now() / 1000) }
  const query = new URLSearchParams({
    client_id: row.client!, response_type: 'code', redirect_uri: `${config.address}${callbackPath}`, scope: scopeOf(row), state: pending.state,
    code_challenge: createHash('sha256').update(pending.verifier).digest('base64url'), code_challenge_method: 'S256', ...(isNew ? { prompt: 'login' } : isSilent ? { prompt: 'none' } : {}),
  })
  const secure = config.address.startsWith('https:') ? '; Secure' : ''
  return reply.header('set-cookie', `${cookieName}=${Buffer.from(JSON.stringify(pending)).toString('base64url')}; Path=/bridge; HttpOnly; SameSite=Lax; Max-Age=900${secure}`).redirect(`/oidc/auth?${query}`)
}

const scopeOf = (row: ConnectionRow): string => [...new Set(['openid', ...row.scopes.filter((scope) => scope !== 'offline_access')])].join(' ')

/** The flow that this browser began; nothing when it is none of ours. */
export function pendingIn(request: FastifyRequest): Pending | undefined {
  try {
    const pending = JSON.parse(Buffer.from(cookieIn(request.headers.cookie, cookieName) ?? '', 'base64url').toString('utf8')) as Pending
    return pending.state === (request.query as { state?: unknown }).state && (pending.kind === 'cas' || pending.kind === 'saml') ? pending : undefined
  } catch {
    return undefined
  }
}

/** Exchanges the code; what is told comes from the provider, never from the browser. */
export async function finish(environment: Environment, request: FastifyRequest, pending: Pending): Promise<Told> {
  const own = await ownClient(environment, request, pending.client)
  const tokens = await client.authorizationCodeGrant(own, new URL(`${environment.config.address}${request.url}`), { pkceCodeVerifier: pending.verifier, expectedState: pending.state })
  const { sub, acr, amr, auth_time: at } = tokens.claims()!
  const claims = await client.fetchUserInfo(own, tokens.access_token, sub)
  return { sub, acr: String(acr ?? ''), amr: Array.isArray(amr) ? amr.map(String) : [], isNew: pending.isNew || Number(at ?? 0) > pending.since, claims }
}

const shown = ['name', 'kind', 'unit', 'unit_name', 'roles', 'post', 'identity_number', 'phone_number']

/** Names and values for systems that know attributes only. */
export function attributesOf({ acr, claims }: Told): [name: string, values: string[]][] {
  const found = shown.flatMap((name): [string, string[]][] => {
    const value = claims[name]
    return value === undefined || value === null ? [] : [[name, (Array.isArray(value) ? value : [value]).map(String)]]
  })
  return [...found, ['acr', [acr]]]
}
