import { maskPhone } from '@xiangyun/identifiers'
import { fail, ok } from '@xiangyun/kernel/contract'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { registersPort } from '#modules/data/registers/port.ts'
import type { SmsGateway } from '../contract.ts'
import { securityStore } from '../security/store.ts'
import { forget } from '../sessions.ts'
import { identityStore } from '../store.ts'

export const CODE_MINUTES = 5
export const TRIES = 5
/** Codes of one person in one hour; each costs an SMS and disturbs somebody. */
export const CODES_AN_HOUR = 5

export const newCode = ({ random }: Context): string => String(Buffer.from(random(4)).readUInt32BE() % 1_000_000).padStart(6, '0')

/** Sends a one-time code to the telephone that the population register knows; only its fingerprint is kept. */
export async function askCode(context: Context, gateway: SmsGateway) {
  const { session, identityNumber } = context.actor.traits
  if (!session || !identityNumber) return fail('kernel/forbidden')
  if (!(await identityStore(context.db).mayAskCode(context.actor.id, CODES_AN_HOUR, context.now))) return fail('identity/too-many-codes')
  const person = await context.ask(registersPort).find('people', identityNumber, { purpose: 'sign-in', law: '个人信息保护法 第十三条' })
  const phone = person?.values['phone']
  if (typeof phone !== 'string') return fail('identity/no-telephone')
  const code = newCode(context)
  const until = new Date(context.now.getTime() + CODE_MINUTES * 60_000)
  await context.db.run(sql`update identity.session set code = ${context.keys.index('step-up', code)}, code_until = ${until}, code_tries = 0 where token = ${session}`)
  const sent = await gateway.send(phone, `验证码 ${code}，${CODE_MINUTES} 分钟内有效。请勿告诉他人。`)
  if (!sent) return fail('identity/no-gateway')
  context.audit({ act: 'identity.step-up-asked', object: 'session', subject: context.actor.id })
  return ok({ sentTo: maskPhone(phone), minutes: CODE_MINUTES, demonstrationCode: context.config.demonstration ? code : null })
}

/** The right code makes the session `strong`; five wrong ones make the code worthless. */
export async function proveCode(context: Context, input: { code: string }) {
  const { session } = context.actor.traits
  if (!session) return fail('kernel/forbidden')
  const row = await context.db.one<{ code: string | null; code_until: Date | null; code_tries: number }>(sql`update identity.session set code_tries = code_tries + 1 where token = ${session} returning code, code_until, code_tries`)
  const isRight = row?.code === context.keys.index('step-up', input.code) && row.code_until !== null && row.code_until > context.now && row.code_tries <= TRIES
  if (isRight) {
    await context.db.run(sql`update identity.session set code = null where token = ${session}`)
    await securityStore(context.db).raise(session, ['sms', 'otp', 'mfa'])
  }
  forget(context, session)
  context.audit({ act: isRight ? 'identity.step-up' : 'identity.step-up-failed', object: 'session', subject: context.actor.id })
  return ok({ assurance: isRight ? 'strong' : context.actor.traits['assurance'] ?? 'registered', accepted: isRight })
}
