import { timingSafeEqual } from 'node:crypto'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { staffPort } from '#modules/data/organisations/staff/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { actorOf, subjectPurpose } from './actors.ts'
import { isPassword, nobodys } from './passwords.ts'
import { noDevice } from './security/device.ts'
import type { Device } from './security/device.ts'
import { recoveryCode } from './security/recovery-code.ts'
import { securityStore } from './security/store.ts'
import { identityStore } from './store.ts'
import type { AccountRow } from './store.ts'

/** A holder, and how they proved that it is them: the words of RFC 8176. */
export type Proved = { readonly holder: Holder; readonly how: readonly string[]; readonly assurance: string }

export type Holder = { readonly login: string; readonly kind: 'person' | 'official'; readonly name: string; readonly subject: Buffer | null; readonly assurance: string }

/** The password of every synthetic person and demonstration official; it opens nothing in production. */
export const demoPassword = 'xiangyun-demo'

const LOCK_MINUTES = 15

/** Checks what a person typed on the sign-in page. Five wrong tries lock the account for a while. */
export async function checkPassword(context: Context, typed: string, password: string): Promise<Result<Proved>> {
  const login = typed.trim()
  const key = failureKey(context, typed)
  const { failed, account } = await identityStore(context.db).attempt(key, isNumber(login) ? context.keys.index('subject', login.toUpperCase()) : null)
  if (failed?.until && failed.until > context.now) return fail('identity/locked')
  const proved = await provedBy(context, login, password, account)
  if (!proved) return fail('identity/wrong-password')
  if (failed) await identityStore(context.db).clearFailuresLater(key)
  await recordSignIn(context, proved.holder, proved.how)
  return ok(proved)
}

async function provedBy(context: Context, login: string, password: string, account: AccountRow | undefined): Promise<Proved | undefined> {
  const holder = await holderOf(context, login, password, account)
  if (holder) return { holder, how: ['pwd'], assurance: holder.assurance }
  const recovered = await holderByCode(context, login, password)
  return recovered && { holder: recovered, how: ['recovery'], assurance: recovered.assurance }
}

/** Written down under the holder's own name. */
export async function recordSignIn(context: Context, holder: Holder, how: readonly string[]): Promise<void> {
  context.as((await actorOf(context, { ...holder, firm: null, post: null, person: null })) ?? context.actor).audit({ act: 'identity.sign-in', object: `account/${holder.login}`, detail: { kind: holder.kind, how } })
}

/** One account has one count, however its number is written. */
const failureKey = (context: Context, typed: string): string => context.keys.index('sign-in', typed.trim().toUpperCase())

/** Whoever was helped at a counter need not wait until a lock has run out. */
export const clearFailuresOf = (context: Context, typed: string): Promise<number> => identityStore(context.db).clearFailures(failureKey(context, typed))

/** Counted in a transaction of its own, since the failed sign-in's is undone. */
export async function countFailure(context: Context, typed: string, device: Device = noDevice): Promise<void> {
  const until = new Date(context.now.getTime() + LOCK_MINUTES * 60_000)
  const isLocked = await identityStore(context.db).addFailure(failureKey(context, typed), context.now, until)
  const login = await knownLogin(context, typed.trim())
  if (login) await securityStore(context.db).addSignIn({ id: context.ids.next(), login, at: context.now, outcome: isLocked ? 'locked' : 'failed', how: [], ...device })
  context.audit({ act: 'identity.sign-in-failed', object: 'account', detail: {} })
}

/** Whose own list of attempts a failure belongs to. */
async function knownLogin(context: Context, typed: string): Promise<string | undefined> {
  if (!isNumber(typed)) return (await context.ask(staffPort).member(typed))?.account
  const index = context.keys.index('subject', typed.toUpperCase())
  return (await identityStore(context.db).account(index)) && index
}

const isNumber = (login: string): boolean => /^\d{17}[\dXx]$/.test(login)

async function holderOf(context: Context, login: string, password: string, account: AccountRow | undefined): Promise<Holder | undefined> {
  const number = login.toUpperCase()
  const own = account && account.password !== noPassword ? account : undefined
  // Reckoned for nobody as well: the time that an answer takes does not tell who has an account.
  const isRight = await isPassword(password, own?.password ?? nobodys)
  if (own) return isRight ? holding(own) : undefined
  if (!isDemo(context, password)) return undefined
  return isNumber(login) ? personHolder(context, number) : officialHolder(context, login)
}

/** A counter's code opens once what its holder can open no longer. */
async function holderByCode(context: Context, login: string, typed: string): Promise<Holder | undefined> {
  const code = recoveryCode(typed)
  const key = isNumber(login) ? context.keys.index('subject', login.toUpperCase()) : login
  if (!code || !(await securityStore(context.db).useRecovery(key, context.keys.index('recovery', code), context.now))) return undefined
  return isNumber(login) ? personHolder(context, login.toUpperCase()) : officialHolder(context, login)
}

/** Whether the holder has chosen a password of their own. */
export async function hasPassword(context: Context): Promise<boolean> {
  const account = context.actor.kind === 'person' ? await identityStore(context.db).account(context.actor.id) : undefined
  return account !== undefined && account.password !== noPassword
}

/** The password of an account that only the demonstration opens: it is the hash of nothing. */
const noPassword = '!'

const holding = (account: AccountRow): Holder => ({ login: account.subject_index, kind: 'person', name: account.name, subject: account.subject, assurance: account.assurance })

/** The holder of a provider's subject, `person:…` or `official:…`. */
export async function holderBySubject(context: Context, subject: string): Promise<Holder | undefined> {
  const [kind, login] = [subject.slice(0, subject.indexOf(':')), subject.slice(subject.indexOf(':') + 1)]
  if (kind === 'official') return officialHolder(context, login)
  const account = await identityStore(context.db).account(login)
  return account && holding(account)
}

/** Somebody whom the population register knows; their account is opened when there was none. */
export async function personHolder(context: Context, number: string): Promise<Holder | undefined> {
  const index = context.keys.index('subject', number)
  const entry = await asThemselves(context, index).ask(registersPort).find('people', number, { purpose: 'sign-in', law: '个人信息保护法 第十三条' })
  if (!entry || entry.values['deathDate']) return undefined
  const account: AccountRow = { id: context.ids.next(), subject_index: index, subject: Buffer.from(context.keys.seal(subjectPurpose, number)), name: String(entry.values['name']), password: noPassword, assurance: 'real-name' }
  const known = await identityStore(context.db).account(index)
  if (!known) await identityStore(context.db).addAccount(account, context.now)
  return holding(known ?? account)
}

/** Somebody who proves who they are reads their own entry; the record names their account, not a stranger. */
const asThemselves = (context: Context, index: string): Context => (context.actor.kind === 'anonymous' ? context.as({ ...context.actor, kind: 'person', id: index, name: '登录的居民' }) : context)

/** Somebody who has left, or has no post yet, is let in no more than somebody unknown. */
export async function officialHolder(context: Context, login: string): Promise<Holder | undefined> {
  const official = await context.ask(staffPort).member(login)
  if (!official || official.posts.length === 0) return undefined
  return { login: official.account, kind: 'official', name: official.name, subject: null, assurance: 'real-name' }
}

function isDemo(context: Context, password: string): boolean {
  const given = Buffer.from(password.padEnd(64).slice(0, 64))
  return context.config.demonstration && timingSafeEqual(given, Buffer.from(demoPassword.padEnd(64))) && password.length === demoPassword.length
}
