import { timingSafeEqual } from 'node:crypto'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { askMailAddress, proveMailAddress } from './contract.ts'
import { mailGateway } from './gateway.ts'
import { mailStore } from './store.ts'

const purpose = 'messages/mail-address'
const MINUTES = 10
const TRIES = 5
const ASKS_AN_HOUR = 5
const HOUR = 3_600_000
/** One plain address (RFC 5321 4.1.2, without quoted names): what a mail server of today takes. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/

export const openAddress = ({ keys }: Pick<Context, 'keys'>, sealed: Buffer): string => keys.open(purpose, sealed)

/** A letter with a code goes to the address; messages go there once the code has come back. */
export async function ask(context: Context, input: InputOf<typeof askMailAddress>) {
  const { actor, keys, now, config } = context
  const address = input.address.trim()
  const gateway = mailGateway(config)
  if (!gateway) return fail('messages/no-mail')
  if (!ADDRESS.test(address)) return fail('messages/not-an-address')
  const store = mailStore(context.db)
  const before = await store.asked(actor.id)
  const isSameHour = before !== undefined && now.getTime() - before.began.getTime() < HOUR
  if (isSameHour && before.asked >= ASKS_AN_HOUR) return fail('messages/too-many-codes')
  const code = String(Buffer.from(context.random(4)).readUInt32BE() % 1_000_000).padStart(6, '0')
  await store.ask(actor.id, {
    sealed: Buffer.from(keys.seal(purpose, address)), code: keys.index(purpose, code), tries: 0, until: new Date(now.getTime() + MINUTES * 60_000),
    asked: isSameHour ? before.asked + 1 : 1, began: isSameHour ? before.began : now,
  })
  const taken = await gateway.send({ to: address, subject: '【祥云】邮箱验证码', text: `您的邮箱验证码是 ${code}，${MINUTES} 分钟内有效。不是您本人操作的，请不用理会。` })
  return taken ? ok({ minutes: MINUTES, demonstrationCode: gateway.isPretended ? code : null }) : fail('messages/no-mail')
}

/** Five tries; a code is used once. */
export async function prove(context: Context, { code }: InputOf<typeof proveMailAddress>) {
  const { actor, keys, now } = context
  const store = mailStore(context.db)
  const asked = await store.asked(actor.id)
  const isRight = asked !== undefined && asked.code !== '' && asked.until > now && asked.tries < TRIES && isSame(asked.code, keys.index(purpose, code))
  if (isRight) {
    await store.setAddress(actor.id, asked.sealed, now)
    await store.used(actor.id)
  } else if (asked) await store.tried(actor.id)
  context.audit({ act: isRight ? 'messages.mail-set' : 'messages.mail-refused', object: 'messages/mail', subject: actor.id })
  return ok({ accepted: isRight })
}

const isSame = (one: string, other: string): boolean => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

export async function drop(context: Context) {
  await mailStore(context.db).dropAddress(context.actor.id)
  context.audit({ act: 'messages.mail-dropped', object: 'messages/mail', subject: context.actor.id })
  return ok({})
}

/** zha***@example.com */
export const maskAddress = (address: string): string => address.replace(/^(.{1,3}).*@/, '$1***@')

export async function ownMail(context: Context): Promise<{ address: string | null; can: boolean }> {
  const row = await mailStore(context.db).address(context.actor.id)
  return { address: row ? maskAddress(openAddress(context, row.sealed)) : null, can: mailGateway(context.config) !== undefined }
}
