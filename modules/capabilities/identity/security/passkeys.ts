import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { AuthenticationResponseJSON, AuthenticatorTransport, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { forget } from '../sessions.ts'
import { isProved } from './proved.ts'
import { relyingParty } from './relying-party.ts'
import { securityStore } from './store.ts'
import type { PasskeyRow } from './store.ts'

const MINUTES = 5
const MOST = 10

const soon = (context: Context): Date => new Date(context.now.getTime() + MINUTES * 60_000)

/** What a device needs to make a key for the province. */
export async function askNew(context: Context) {
  const { actor } = context
  const [party, session] = [relyingParty(context.config), actor.traits['session']]
  if (!party || !session) return fail('identity/no-passkeys-here')
  if (!(await isProved(context))) return fail('identity/prove-first')
  const store = securityStore(context.db)
  const known = await store.passkeysOf(actor.id)
  if (known.length >= MOST) return fail('identity/too-many-passkeys')
  const options = await generateRegistrationOptions({
    rpName: '祥云 · 吉林省政务服务', rpID: party.id, userName: actor.name, userDisplayName: actor.name, userID: userOf(context), timeout: MINUTES * 60_000, attestationType: 'none',
    challenge: Buffer.from(context.random(32)) as never, excludeCredentials: known.map(named), authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await store.ask(`new ${session}`, options.challenge, soon(context))
  return ok({ options: { ...options } as Record<string, unknown> })
}

/** Says nothing of the holder to the device that keeps it. */
const userOf = ({ keys, actor }: Context) => new Uint8Array(Buffer.from(keys.index('passkey-user', `${actor.kind}:${actor.id}`)).subarray(0, 64))

const named = (row: PasskeyRow) => ({ id: row.id, transports: row.transports as AuthenticatorTransport[] })

export async function addNew(context: Context, { name, answer }: { name: string; answer: Record<string, unknown> }) {
  const { actor } = context
  const [party, session] = [relyingParty(context.config), actor.traits['session']]
  if (!party || !session) return fail('identity/no-passkeys-here')
  const store = securityStore(context.db)
  const challenge = await store.take<string>(`new ${session}`, context.now)
  const made = challenge && (await verified(() => verifyRegistrationResponse({ response: answer as unknown as RegistrationResponseJSON, expectedChallenge: challenge, expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: true })))
  if (!made || !made.verified) return fail('identity/passkey-not-taken')
  const { credential, credentialBackedUp } = made.registrationInfo
  const added = await store.addPasskey({
    id: credential.id, login: actor.id, kind: actor.kind as 'person' | 'official', name: name.trim(), public_key: Buffer.from(credential.publicKey), counter: credential.counter,
    transports: credential.transports ?? [], synced: credentialBackedUp, created_at: context.now, used_at: null,
  })
  if (added === 0) return fail('identity/passkey-not-taken')
  context.audit({ act: 'identity.passkey-added', object: `account/${actor.id}`, subject: actor.id, detail: { name: name.trim() } })
  return ok({ id: credential.id })
}

/** The library throws for whatever is not as the standard says. */
async function verified<T>(check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check()
  } catch {
    return undefined
  }
}

export async function remove(context: Context, { id }: { id: string }) {
  if ((await securityStore(context.db).removePasskey(id, context.actor.id)) === 0) return fail('identity/no-passkey')
  context.audit({ act: 'identity.passkey-removed', object: `account/${context.actor.id}`, subject: context.actor.id })
  return ok({})
}

/** What a device is to sign: with `login`, by one of its keys; without, by any key that it knows for the province. */
export async function askSignature(context: Context, key: string, login?: string): Promise<PublicKeyCredentialRequestOptionsJSON | undefined> {
  const party = relyingParty(context.config)
  if (!party) return undefined
  const store = securityStore(context.db)
  const known = login === undefined ? [] : await store.passkeysOf(login)
  if (login !== undefined && known.length === 0) return undefined
  const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required', timeout: MINUTES * 60_000, challenge: Buffer.from(context.random(32)) as never, ...(known.length > 0 ? { allowCredentials: known.map(named) } : {}) })
  await store.ask(`sign ${key}`, options.challenge, soon(context))
  return options
}

/**
 * Whose key has signed what was asked, each answer once. A count that does not grow tells of a copied key (Web
 * Authentication Level 3, 7.2 step 22), and is nobody's.
 */
export async function signerOf(context: Context, key: string, answer: Record<string, unknown>): Promise<PasskeyRow | undefined> {
  const party = relyingParty(context.config)
  const store = securityStore(context.db)
  const challenge = await store.take<string>(`sign ${key}`, context.now)
  const row = typeof answer['id'] === 'string' ? await store.passkey(answer['id']) : undefined
  if (!party || !challenge || !row) return undefined
  const checked = await verified(() => verifyAuthenticationResponse({
    response: answer as unknown as AuthenticationResponseJSON, expectedChallenge: challenge, expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: true,
    credential: { id: row.id, publicKey: new Uint8Array(row.public_key), counter: Number(row.counter), transports: row.transports as AuthenticatorTransport[] },
  }))
  if (!checked?.verified) return undefined
  return (await store.usePasskey(row.id, Number(row.counter), checked.authenticationInfo.newCounter, context.now)) > 0 ? row : undefined
}

/** `hwk` in one device, `swk` when it is kept in several; with the holder's finger, face or number (RFC 8176). */
export const waysOf = (row: PasskeyRow): string[] => [row.synced ? 'swk' : 'hwk', 'user', 'mfa']

export async function askProof(context: Context) {
  const session = context.actor.traits['session']
  if (!session || !relyingParty(context.config)) return fail('identity/no-passkeys-here')
  const options = await askSignature(context, session, context.actor.id)
  return options ? ok({ options: { ...options } as Record<string, unknown> }) : fail('identity/no-passkey')
}

/** A signature by one of the holder's own keys makes the session `strong`. */
export async function prove(context: Context, { answer }: { answer: Record<string, unknown> }) {
  const { session, assurance } = context.actor.traits
  if (!session) return fail('identity/no-passkeys-here')
  const row = await signerOf(context, session, answer)
  const isOwn = row !== undefined && row.login === context.actor.id && row.kind === context.actor.kind
  if (isOwn) await securityStore(context.db).raise(session, waysOf(row))
  forget(context, session)
  context.audit({ act: isOwn ? 'identity.step-up' : 'identity.step-up-failed', object: 'session', subject: context.actor.id, detail: { how: 'passkey' } })
  return ok({ assurance: isOwn ? 'strong' : assurance ?? 'registered', accepted: isOwn })
}
