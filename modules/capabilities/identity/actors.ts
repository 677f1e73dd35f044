import type { Context } from '@xiangyun/kernel/modules'
import type { Actor } from '@xiangyun/kernel/permissions'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { SessionRow } from './store.ts'

export const subjectPurpose = 'identity/subject'

/** Who a session's holder is, with what their roles permit. A person acts for themselves or for the chosen firm. */
export function actorOf(context: Pick<Context, 'ask' | 'keys'>, session: Omit<SessionRow, 'token' | 'expires_at'>): Actor | undefined {
  const organisations = context.ask(organisationsPort)
  if (session.kind === 'person') {
    const identityNumber = context.keys.open(subjectPurpose, session.subject!)
    return {
      kind: 'person', id: session.login, name: session.name, permissions: new Set(organisations.role('resident')?.permissions),
      traits: { assurance: session.assurance, identityNumber, index: session.login, firm: session.firm ?? undefined },
    }
  }
  const official = organisations.official(session.login)
  const unit = official && organisations.unitById(official.unit)
  if (!official || !unit) return undefined
  const roles = official.roles.map((r) => organisations.role(r)!)
  return {
    kind: 'official', id: official.account, name: official.name, permissions: new Set(roles.flatMap((r) => r.permissions)),
    traits: { assurance: session.assurance, unit: unit.id, department: unit.department, division: unit.division, level: unit.level, roles: official.roles.join(','), people: roles.flatMap((r) => r.people).join(',') },
  }
}
