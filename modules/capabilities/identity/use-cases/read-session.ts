import { maskCitizenNumber } from '@xiangyun/identifiers'
import { ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { staffPort } from '#modules/data/organisations/staff/port.ts'
import type { Session } from '../contract.ts'
import { firmsOf } from '../acting/principals.ts'

/** Who is signed in, for whom they may act, and what they may do. */
export async function currentSession(context: Context): Promise<Result<Session>> {
  const { actor } = context
  const base = { name: actor.name, permissions: [...actor.permissions].sort(), demonstration: context.config.demonstration, now: context.now.toISOString(), actsFor: null, firms: [], actsForPerson: null, unit: null, posts: [] }
  if (actor.kind === 'person') {
    const number = actor.traits['identityNumber']!
    const firms = await firmsOf(context, number, actor.id)
    return ok({ ...base, signedIn: true, kind: 'person', detail: maskCitizenNumber(number), assurance: actor.traits['assurance']!, firms, actsFor: firms.find((f) => f.creditCode === actor.traits['firm']) ?? null, actsForPerson: personOf(actor.traits) })
  }
  if (actor.kind === 'official') {
    const organisations = context.ask(organisationsPort)
    const unit = organisations.unitById(actor.traits['unit']!)!
    const roles = (actor.traits['roles'] ?? '').split(',').map((r) => organisations.role(r)?.name).filter(Boolean).join('、')
    return ok({ ...base, signedIn: true, kind: 'official', detail: `${unit.name} ${roles}`, assurance: actor.traits['assurance']!, unit: { id: unit.id, name: unit.name, division: unit.division }, posts: await postsOf(context) })
  }
  return ok({ ...base, signedIn: false, kind: 'anonymous', detail: '', assurance: 'none' })
}

function personOf({ principal, principalName, principalVia, principalUntil, principalItems }: Context['actor']['traits']): Session['actsForPerson'] {
  return principal === undefined ? null : { id: principal, name: principalName ?? '', via: principalVia === 'guardian' ? 'guardian' : 'agent', until: principalUntil ?? null, items: principalItems?.split(',') ?? null }
}

async function postsOf(context: Context): Promise<Session['posts']> {
  const organisations = context.ask(organisationsPort)
  const member = await context.ask(staffPort).member(context.actor.id)
  return (member?.posts ?? []).map((post) => ({
    id: post.id, title: post.title, unitName: organisations.unitById(post.unit)?.name ?? post.unit, until: post.until, isChosen: post.id === context.actor.traits['post'],
    roles: [...new Set(post.duties.map((duty) => organisations.role(duty.role)?.name ?? duty.role))],
  }))
}
