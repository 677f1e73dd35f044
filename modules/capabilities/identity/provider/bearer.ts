import { createPublicKey, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Environment } from '@xiangyun/kernel/platform'
import { signingKey } from './signing-key.ts'

/** An access token of ours as whoever receives it reads it. `account`: the provider's subject, or `client:…` when nobody is with it. */
export type ReadToken = { readonly account: string; readonly client: string; readonly audience: string; readonly scopes: readonly string[]; readonly expires: number; readonly jkt?: string; readonly actor?: unknown }

const accountPurpose = 'oidc/account'
export const sealAccount = ({ keys }: Pick<Environment, 'keys'>, account: string): string => Buffer.from(keys.seal(accountPurpose, account)).toString('base64url')

const publicKeys = new WeakMap<Environment, KeyObject>()

function publicKey(environment: Environment): KeyObject {
  const known = publicKeys.get(environment) ?? createPublicKey(signingKey(environment))
  publicKeys.set(environment, known)
  return known
}

/** Reads a JWT access token (RFC 9068) that this provider signed and that has not run out; anything else is none. */
export function readAccessToken(environment: Environment, token: string): ReadToken | undefined {
  const [head = '', body = '', signature = '', more] = token.split('.')
  if (more !== undefined || !signature) return undefined
  const [header, claims] = [parsed(head), parsed(body)]
  if (header?.['alg'] !== 'ES256' || header['typ'] !== 'at+jwt' || !claims) return undefined
  const isOurs = verify('sha256', Buffer.from(`${head}.${body}`), { key: publicKey(environment), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  const { sub, client_id: client, aud, exp, scope, iss, cnf, act, xy } = claims as Record<string, unknown>
  if (!isOurs || iss !== `${environment.config.address}/oidc` || typeof exp !== 'number' || exp <= Date.now() / 1000) return undefined
  if (typeof sub !== 'string' || typeof client !== 'string' || typeof aud !== 'string') return undefined
  const jkt = (cnf as { jkt?: string } | undefined)?.jkt
  return { account: typeof xy === 'string' ? environment.keys.open(accountPurpose, Buffer.from(xy, 'base64url')) : `client:${client}`, client, audience: aud, scopes: typeof scope === 'string' ? scope.split(' ') : [], expires: exp, ...(jkt ? { jkt } : {}), ...(act ? { actor: act } : {}) }
}

function parsed(part: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
