import { timingSafeEqual } from 'node:crypto'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { actorOf, subjectPurpose } from './actors.ts'
import { isPassword } from './passwords.ts'
import { identityStore } from './store.ts'
import type { AccountRow } from './store.ts'

export type Holder = { readonly login: string; readonly kind: 'person' | 'official'; readonly name: string; readonly subject: Buffer | null; readonly assurance: string }

/** The password of every synthetic person and demonstration official; it opens nothing in production. */
export const demoPassword = 'xiangyun-demo'

const LOCK_MINUTES = 15

/** Checks what a person typed on the sign-in page. Five wrong tries lock the account for a while. */
export async function checkPassword(context: Context, typed: string, password: string): Promise<Result<Holder>> {
  const login = typed.trim()
  const key = failureKey(context, typed)
  const failed = await identityStore(context.db).failures(key)
  if (failed?.until && failed.until > context.now) return fail('identity/locked')
  const holder = await holderOf(context, login, password)
  if (holder) {
    if (failed) await identityStore(context.db).clearFailures(key)
    context.as(actorOf(context, { ...holder, firm: null }) ?? context.actor).audit({ act: 'identity.sign-in', object: `account/${holder.login}`, detail: { kind: holder.kind } })
    return ok(holder)
  }
  return fail('identity/wrong-password')
}

/** One account has one count, however its number is written. */
const failureKey = (context: Context, typed: string): string => context.keys.index('sign-in', typed.trim().toUpperCase())

/** Counted in a transaction of its own, since the failed sign-in's is undone. */
export async function countFailure(context: Context, typed: string): Promise<void> {
  const until = new Date(context.now.getTime() + LOCK_MINUTES * 60_000)
  await identityStore(context.db).addFailure(failureKey(context, typed), context.now, until)
  context.audit({ act: 'identity.sign-in-failed', object: 'account', detail: {} })
}

async function holderOf(context: Context, login: string, password: string): Promise<Holder | undefined> {
  if (!/^\d{17}[\dXx]$/.test(login)) return officialHolder(context, login, password)
  const number = login.toUpperCase()
  const index = context.keys.index('subject', number)
  const account = await identityStore(context.db).account(index)
  if (account && account.password !== noPassword) return (await isPassword(password, account.password)) ? holding(account) : undefined
  return isDemo(context, password) ? personHolder(context, number) : undefined
}

/** The password of an account that only the demonstration opens: it is the hash of nothing. */
const noPassword = '!'

const holding = (account: AccountRow): Holder => ({ login: account.subject_index, kind: 'person', name: account.name, subject: account.subject, assurance: account.assurance })

/** The holder of a provider's subject, `person:…` or `official:…`. */
export async function holderBySubject(context: Context, subject: string): Promise<Holder | undefined> {
  const [kind, login] = [subject.slice(0, subject.indexOf(':')), subject.slice(subject.indexOf(':') + 1)]
  if (kind === 'official') return officialHolder(context, login, demoPassword)
  const account = await identityStore(context.db).account(login)
  return account && holding(account)
}

/** In the demonstration every synthetic person has an account. */
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

export function officialHolder(context: Context, login: string, password: string): Holder | undefined {
  const official = context.ask(organisationsPort).official(login)
  if (!official || !isDemo(context, password)) return undefined
  return { login: official.account, kind: 'official', name: official.name, subject: null, assurance: 'real-name' }
}

function isDemo(context: Context, password: string): boolean {
  const given = Buffer.from(password.padEnd(64).slice(0, 64))
  return context.config.demonstration && timingSafeEqual(given, Buffer.from(demoPassword.padEnd(64))) && password.length === demoPassword.length
}
