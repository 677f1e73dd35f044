import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { systemWork } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import type { Context } from '@xiangyun/kernel/modules'
import type { Actor } from '@xiangyun/kernel/permissions'
import { localDate } from '@xiangyun/kernel/time'
import { actorOf } from './actors.ts'
import { identityStore } from './store.ts'
import type { Holder } from './sign-in.ts'

export const cookieName = 'xy_session'
const HOURS = 8
/** A session is looked up once in so many milliseconds; ending it here forgets it at once, elsewhere after that. */
const KNOWN_FOR = 5_000

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

/** Opens a portal session for a holder who has proved who they are; hands out the cookie's value. */
export async function openSession(context: Context, holder: Holder): Promise<string> {
  const token = Buffer.from(context.random(32)).toString('base64url')
  const expires = new Date(context.now.getTime() + HOURS * 3_600_000)
  await identityStore(context.db).sweep(context.now)
  await identityStore(context.db).addSession({ token: fingerprint(token), login: holder.login, kind: holder.kind, subject: holder.subject, name: holder.name, assurance: holder.assurance, firm: null, expires_at: expires }, context.now)
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
  const key = fingerprint(token)
  const cache = cacheOf(environment)
  const now = environment.clock.now().getTime()
  const hit = cache.get(key)
  if (hit && hit.until > now) return { ...hit.actor, traits: { ...hit.actor.traits, session: key } }
  const actor = await systemWork(environment)(async (context) => {
    const row = await identityStore(context.db).session(key, context.now, localDate(context.now))
    return row && actorOf(context, row)
  })
  if (!actor) return undefined
  if (cache.size > 20_000) cache.clear()
  cache.set(key, { actor, until: now + KNOWN_FOR })
  return { ...actor, traits: { ...actor.traits, session: key } }
}

/** After a change of face or an end: the next request looks again. */
export function forget(key: string): void {
  for (const cache of caches) cache.delete(key)
}
