import { parseCitizenNumber } from '@xiangyun/identifiers'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { registersPort } from '#modules/data/registers/port.ts'
import { subjectPurpose } from '../actors.ts'
import type { register as route } from '../contract.ts'
import { hashPassword, isWeak } from '../passwords.ts'
import { identityStore } from '../store.ts'

/** Opens an account when name, number and telephone agree with the population register (three facts: real-name). */
export async function register(context: Context, command: InputOf<typeof route>) {
  const parsed = parseCitizenNumber(command.identityNumber, { today: localDate(context.now) })
  if (!parsed.ok) return fail('identity/invalid-number', parsed.message, [{ at: '/identityNumber', code: parsed.code, message: parsed.message }])
  if (await isWeak(command.password, command.name, parsed.value.number)) return fail('identity/weak-password', '至少 8 位，字母与数字混用，不含姓名和身份号码', [{ at: '/password', code: 'weak', message: '密码太简单' }])
  const index = context.keys.index('subject', parsed.value.number)
  const store = identityStore(context.db)
  const known = await context.ask(registersPort).find('people', parsed.value.number, { purpose: 'sign-in', law: '个人信息保护法 第十三条' })
  if (!known || known.values['name'] !== command.name || known.values['phone'] !== command.phone || known.values['deathDate']) return fail('identity/not-matched')
  // Only now: who knows a number alone is not told whether somebody has registered with it.
  if (await store.account(index)) return fail('identity/already-registered')
  const added = await store.addAccount({
    id: context.ids.next(), subject_index: index, subject: Buffer.from(context.keys.seal(subjectPurpose, parsed.value.number)),
    name: command.name, password: await hashPassword(command.password, context.random), assurance: 'real-name',
  }, context.now)
  if (added === 0) return fail('identity/already-registered')
  context.audit({ act: 'identity.register', object: 'account', subject: index })
  return ok({ assurance: 'real-name' })
}
