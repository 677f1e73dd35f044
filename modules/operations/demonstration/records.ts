import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { registersPort } from '#modules/data/registers/port.ts'
import type { Record_ } from '#modules/data/registers/contract.ts'
import type { putRecord } from './contract.ts'

/** Puts an entry about a synthetic person into a register, as its owner would, so that a walk-through case becomes what it tells of. */
export async function record(context: Context, input: InputOf<typeof putRecord>) {
  if (!context.config.demonstration) return fail('demonstration/not-here')
  const registers = context.ask(registersPort)
  const definition = registers.definition(input.register)
  if (!definition) return fail('demonstration/no-register')
  const subject = definition.subject ?? definition.key
  const values = { ...(subject in input.values ? {} : { [subject]: input.of }), ...input.values } as Record_
  const put = await registers.put(input.register, values, { department: definition.owner })
  if ('problems' in put) return fail('kernel/invalid-input', '记录内容不对', put.problems)
  context.audit({ act: 'demonstration.record', object: `${input.register}/${put.id}` })
  return ok({ id: put.id, version: put.version })
}
