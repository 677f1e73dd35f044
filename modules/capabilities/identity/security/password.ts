import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { hashPassword, isPassword, isWeak } from '../passwords.ts'
import { forget } from '../sessions.ts'
import { hasPassword } from '../sign-in.ts'
import { identityStore } from '../store.ts'
import type { changePassword } from './contract.ts'
import { isProved, isRecovered } from './proved.ts'
import { securityStore } from './store.ts'

/** A new password; all other sessions end with the old one. Whoever has none yet, or came by a counter's code, needs no old one. */
export async function change(context: Context, { old, password }: InputOf<typeof changePassword>) {
  const { actor } = context
  if (actor.kind !== 'person') return fail('identity/no-password-here')
  const number = actor.traits['identityNumber']!
  if (await isWeak(password, actor.name, number)) return fail('identity/weak-password', '至少 8 位，字母与数字混用，不含姓名和身份号码，也不是很多人用过的密码', [{ at: '/password', code: 'weak', message: '密码太简单或者太常见' }])
  const account = await identityStore(context.db).account(actor.id)
  const isFree = !(await hasPassword(context)) || (await isRecovered(context))
  if (isFree && !(await isProved(context))) return fail('identity/prove-first')
  if (!isFree && !(await isPassword(old ?? '', account!.password))) {
    context.audit({ act: 'identity.password-refused', object: `account/${actor.id}`, subject: actor.id, stands: true })
    return fail('identity/wrong-password', undefined, [{ at: '/old', code: 'wrong', message: '现在的密码不对' }])
  }
  const store = securityStore(context.db)
  await store.setPassword(actor.id, await hashPassword(password, context.random))
  forget(context, ...(await store.endOthers(actor.id, actor.traits['session'] ?? '')).map(({ token }) => token))
  context.audit({ act: 'identity.password-changed', object: `account/${actor.id}`, subject: actor.id })
  return ok({})
}
