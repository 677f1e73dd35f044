import { maskPhone } from '@xiangyun/identifiers'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { registersPort } from '#modules/data/registers/port.ts'
import { subjectPurpose } from '../actors.ts'
import type { SmsGateway } from '../contract.ts'
import { holderBySubject, recordSignIn } from '../sign-in.ts'
import type { Holder, Proved } from '../sign-in.ts'
import { identityStore } from '../store.ts'
import { CODE_MINUTES, CODES_AN_HOUR, newCode, TRIES } from '../use-cases/step-up.ts'
import { signerOf, waysOf } from './passkeys.ts'
import { securityStore } from './store.ts'

type Second = { readonly subject: string; readonly how: readonly string[]; readonly code: string }
/** Where a code went, and in a demonstration the code itself. */
export type Sent = { readonly sentTo: string; readonly shown: string | null }

const keyOf = (uid: string): string => `second ${uid}`

/** A system that asks for a strong sign-in (`acr_values=strong`): after the password a code goes to the telephone that the register knows. */
export async function askSecond(context: Context, gateway: SmsGateway, uid: string, { holder, how }: Proved): Promise<Result<Sent>> {
  const phone = holder.subject && (await phoneOf(context, holder))
  if (!phone) return fail('identity/no-telephone')
  if (!(await identityStore(context.db).mayAskCode(holder.login, CODES_AN_HOUR, context.now))) return fail('identity/too-many-codes')
  const code = newCode(context)
  const asked: Second = { subject: `${holder.kind}:${holder.login}`, how, code: context.keys.index('step-up', code) }
  await securityStore(context.db).ask(keyOf(uid), asked, new Date(context.now.getTime() + CODE_MINUTES * 60_000))
  if (!(await gateway.send(phone, `验证码 ${code}，${CODE_MINUTES} 分钟内有效。请勿告诉他人。`))) return fail('identity/no-gateway')
  return ok({ sentTo: maskPhone(phone), shown: context.config.demonstration ? code : null })
}

async function phoneOf(context: Context, holder: Holder): Promise<string | undefined> {
  const own = context.as({ ...context.actor, kind: 'person', id: holder.login, name: holder.name })
  const entry = await own.ask(registersPort).find('people', context.keys.open(subjectPurpose, holder.subject!), { purpose: 'sign-in', law: '个人信息保护法 第十三条' })
  return typeof entry?.values['phone'] === 'string' ? entry.values['phone'] : undefined
}

/** The code that was sent, once; after five wrong ones it is worth nothing. */
export async function proveSecond(context: Context, uid: string, code: string): Promise<Proved | undefined> {
  const store = securityStore(context.db)
  const asked = await store.tried<Second>(keyOf(uid), context.now)
  if (!asked || asked.tries > TRIES || asked.value.code !== context.keys.index('step-up', code)) return undefined
  await store.answered(keyOf(uid))
  const holder = await holderBySubject(context, asked.value.subject)
  return holder && { holder, how: [...asked.value.how, 'sms', 'otp', 'mfa'], assurance: 'strong' }
}

/** Somebody signs in by a key of their device alone. */
export async function provePasskeyIn(context: Context, uid: string, answer: Record<string, unknown>): Promise<Proved | undefined> {
  const row = await signerOf(context, uid, answer)
  const holder = row && (await holderBySubject(context, `${row.kind}:${row.login}`))
  if (!holder) return undefined
  const how = waysOf(row)
  await recordSignIn(context, holder, how)
  return { holder, how, assurance: 'strong' }
}
