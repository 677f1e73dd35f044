import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { registersPort } from '#modules/data/registers/port.ts'
import { identityStore } from './store.ts'

/** `until` is an agent's last day; a representative stays one until the register says otherwise. */
export type ActingFor = { creditCode: string; name: string; via: 'representative' | 'agent'; until: string | null }

const signIn = { purpose: 'sign-in', law: '个人信息保护法 第十三条' }

/** The firms a person may act for: as their legal representative, or by an authorisation in force. */
export async function firmsOf(context: Context, identityNumber: string, index: string): Promise<ActingFor[]> {
  const registers = context.ask(registersPort)
  const own = await registers.findBy('legal-persons', 'representative', identityNumber, signIn)
  const given = await identityStore(context.db).delegationsTo(index, localDate(context.now))
  const represented = own.filter((e) => e.values['state'] !== '注销').map((e) => ({ creditCode: String(e.values['creditCode']), name: String(e.values['name']), via: 'representative' as const, until: null }))
  return [...represented, ...given.filter((g) => !represented.some((r) => r.creditCode === g.firm)).map((g) => ({ creditCode: g.firm, name: g.firm_name, via: 'agent' as const, until: g.until }))]
}
