import { parseCitizenNumber } from '@xiangyun/identifiers'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { staffPort } from '#modules/data/organisations/staff/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import type { SmsGateway } from '../contract.ts'
import { tellSystems } from '../provider/back-channel.ts'
import { forget } from '../sessions.ts'
import { clearFailuresOf } from '../sign-in.ts'
import { identityStore } from '../store.ts'
import type { recoverAccount, recoverOfficial } from './contract.ts'
import { newRecoveryCode, readable } from './recovery-code.ts'
import { securityStore } from './store.ts'

const MINUTES = 30

/** A clerk has seen who stands there: a code that signs in once, also when the account is locked. */
export async function recoverPerson(context: Context, gateway: SmsGateway, command: InputOf<typeof recoverAccount>) {
  const parsed = parseCitizenNumber(command.identityNumber, { today: localDate(context.now) })
  if (!parsed.ok) return fail('identity/invalid-number', parsed.message, [{ at: '/identityNumber', code: parsed.code, message: parsed.message }])
  const { number } = parsed.value
  const entry = await context.ask(registersPort).find('people', number, { purpose: 'sign-in', law: '个人信息保护法 第十三条' })
  if (!entry || entry.values['name'] !== command.name || entry.values['deathDate']) return fail('identity/not-matched')
  const subject = context.keys.index('subject', number)
  // Whoever did not stand at the counter hears of it.
  if (typeof entry.values['phone'] === 'string') await gateway.send(entry.values['phone'], '政务大厅窗口刚才按您出示的证件发了一个登录码。不是您本人办理的，请马上拨打 12345。')
  return handOut(context, { login: subject, typed: number, subject, kind: 'person', isLost: command.lost === true, detail: { document: command.document } })
}

/** An official who cannot come in is helped by somebody who could take away all their duties: nobody rises by another's account. */
export async function recoverMember(context: Context, { account, reason, lost }: InputOf<typeof recoverOfficial>) {
  if (account === context.actor.id) return fail('identity/own-account')
  if (!(await context.ask(staffPort).mayLetIn(account))) return fail('identity/no-member')
  return handOut(context, { login: account, typed: account, subject: account, kind: 'official', isLost: lost === true, detail: { reason } })
}

type For = { readonly login: string; readonly typed: string; readonly subject: string; readonly kind: 'person' | 'official'; readonly isLost: boolean; readonly detail: Record<string, unknown> }

async function handOut(context: Context, { login, typed, subject, kind, isLost, detail }: For) {
  const stopped = isLost ? await stopAll(context, kind, login) : null
  const code = newRecoveryCode(context.random)
  const until = new Date(context.now.getTime() + MINUTES * 60_000)
  await securityStore(context.db).recover(login, context.keys.index('recovery', code), until, context.actor.id, context.now)
  await clearFailuresOf(context, typed)
  context.audit({ act: 'identity.recovery-given', object: `account/${login}`, subject, purpose: 'sign-in', law: '个人信息保护法 第十三条', detail: { ...detail, ...(stopped ? { stopped } : {}) } })
  return ok({ code: readable(code), until: until.toISOString(), stopped })
}

/** Whoever has found the telephone or the key gets in by nothing any more, here and in departments' systems. */
async function stopAll(context: Context, kind: 'person' | 'official', login: string) {
  const store = securityStore(context.db)
  const [passkeys, certificates, ended] = [await store.removeAllPasskeys(login), await store.removeAllCertificates(login), await store.endOthers(login, '')]
  await tellSystems(context, `${kind}:${login}`)
  await identityStore(context.db).endAtProvider(`${kind}:${login}`)
  forget(context, ...ended.map(({ token }) => token))
  return { passkeys, certificates, sessions: ended.length }
}
