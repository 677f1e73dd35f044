import { maskCitizenNumber } from '@xiangyun/identifiers'
import { ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { Session } from '../contract.ts'
import { firmsOf } from '../firms.ts'

/** Who is signed in, for whom they may act, and what they may do. */
export async function currentSession(context: Context): Promise<Result<Session>> {
  const { actor } = context
  const base = { name: actor.name, permissions: [...actor.permissions].sort(), demonstration: context.config.demonstration, now: context.now.toISOString(), actsFor: null, firms: [], unit: null }
  if (actor.kind === 'person') {
    const number = actor.traits['identityNumber']!
    const firms = await firmsOf(context, number, actor.id)
    return ok({ ...base, signedIn: true, kind: 'person', detail: maskCitizenNumber(number), assurance: actor.traits['assurance']!, firms, actsFor: firms.find((f) => f.creditCode === actor.traits['firm']) ?? null })
  }
  if (actor.kind === 'official') {
    const organisations = context.ask(organisationsPort)
    const unit = organisations.unitById(actor.traits['unit']!)!
    const roles = (actor.traits['roles'] ?? '').split(',').map((r) => organisations.role(r)?.name).filter(Boolean).join('、')
    return ok({ ...base, signedIn: true, kind: 'official', detail: `${unit.name} ${roles}`, assurance: actor.traits['assurance']!, unit: { id: unit.id, name: unit.name, division: unit.division } })
  }
  return ok({ ...base, signedIn: false, kind: 'anonymous', detail: '', assurance: 'none' })
}
