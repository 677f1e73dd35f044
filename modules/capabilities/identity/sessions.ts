import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import type { Context } from '@xiangyun/kernel/modules'
import type { Actor } from '@xiangyun/kernel/permissions'
import { localDate } from '@xiangyun/kernel/time'
import { actorOf } from './actors.ts'
import { connectionStore } from './connections/store.ts'
import { noDevice } from './security/device.ts'
import type { Device } from './security/device.ts'
import { securityStore } from './security/store.ts'
import { readAccessToken } from './provider/bearer.ts'
import { ownApi } from './provider/own-api.ts'
import { holderBySubject } from './sign-in.ts'
import { identityStore } from './store.ts'
import type { Holder } from './sign-in.ts'

export const cookieName = 'xy_session'
const HOURS = 8
/** A session is looked up once in so many milliseconds; ending it here forgets it at once, elsewhere after that. */
const KNOWN_FOR = 5_000
/** Records of signing in are kept for six months at least (网络安全法 第二十一条). */
const KEPT_DAYS = 184
/** When a session was last used is written down once in so many milliseconds. */
const SEEN_EVERY = 5 * 60_000

export const fingerprint = (token: string): string => createHash('sm3').update(token).digest('base64url')

type Known = { actor: Actor; until: number }
const known = new WeakMap<Environment, Map<string, Known>>()
const caches = new Set<Map<string, Known>>()

function cacheOf(environment: Environment): Map<string, Known> {
  const cache = known.get(environment) ?? new Map<string, Known>()
  known.set(environment, cache)
  caches.add(cache)
  return cache
}

/** Opens a portal session for a holder who has proved who they are; hands out the cookie's value. `how`: by the words of RFC 8176. */
export async function openSession(context: Context, holder: Holder, { how = ['pwd'], device, address }: { how?: readonly string[] } & Device = noDevice): Promise<string> {
  const token = Buffer.from(context.random(32)).toString('base64url')
  const expires = new Date(context.now.getTime() + HOURS * 3_600_000)
  await identityStore(context.db).sweep(context.now)
  await securityStore(context.db).sweep(context.now, new Date(context.now.getTime() - KEPT_DAYS * 86_400_000))
  const id = context.ids.next()
  await identityStore(context.db).addSession({ token: fingerprint(token), login: holder.login, kind: holder.kind, subject: holder.subject, name: holder.name, assurance: holder.assurance, firm: null, post: null, person: null, expires_at: expires }, { id, how, device, address }, context.now)
  await securityStore(context.db).addSignIn({ id, login: holder.login, at: context.now, outcome: 'in', how: [...how], device, address })
  return token
}

export function tokenIn(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  return bearer ?? cookieIn(request.headers.cookie, cookieName)
}

export function cookieIn(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** The actor behind a request's cookie or bearer token. A changing request by cookie must carry our own header (CSRF). */
export async function identify(environment: Environment, request: FastifyRequest): Promise<Actor | undefined> {
  const token = tokenIn(request)
  if (!token) return undefined
  if (request.method !== 'GET' && !request.headers.authorization && request.headers['x-xiangyun'] !== '1') return undefined
  if (request.headers.authorization && token.split('.').length === 3) return actorByToken(environment, token)
  const key = fingerprint(token)
  const cache = cacheOf(environment)
  const now = environment.clock.now().getTime()
  const hit = cache.get(key)
  if (hit && hit.until > now) return { ...hit.actor, traits: { ...hit.actor.traits, session: key } }
  const actor = await systemWork(environment)(async (context) => {
    const row = await identityStore(context.db).session(key, context.now, localDate(context.now))
    if (row) await identityStore(context.db).seen(key, context.now, new Date(context.now.getTime() - SEEN_EVERY))
    return row && actorOf(context, row)
  })
  if (!actor) return undefined
  if (cache.size > 20_000) cache.clear()
  cache.set(key, { actor, until: now + KNOWN_FOR })
  return { ...actor, traits: { ...actor.traits, session: key } }
}

/**
 * Somebody who is with a system of a department that calls our own API for them: what both may, and no more. A token bound to a key
 * (DPoP) is not taken as a bearer's (RFC 9449 7.2), nor one for another audience.
 */
async function actorByToken(environment: Environment, token: string): Promise<Actor | undefined> {
  const read = readAccessToken(environment, token)
  if (!read || read.jkt || read.audience !== ownApi(environment.config)) return undefined
  return systemWork(environment)(async (context) => {
    if (!(await connectionStore(context.db).approvedClient(read.client))) return undefined
    const holder = await holderBySubject(context, read.account)
    const actor = holder && (await actorOf(context, { ...holder, firm: null, post: null, person: null }))
    return actor && { ...actor, isLimited: true, permissions: new Set(read.scopes.filter((scope) => actor.permissions.has(scope))), traits: { ...actor.traits, system: read.client } }
  })
}

/** Once a change of face or an end is committed, the next request looks again; before that, it would find the old one and keep it. */
export function forget({ db }: Pick<Context, 'db'>, ...keys: readonly string[]): void {
  db.afterCommit(() => { for (const cache of caches) for (const key of keys) cache.delete(key) })
}
