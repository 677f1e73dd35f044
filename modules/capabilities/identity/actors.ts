import type { Context } from '@xiangyun/kernel/modules'
import type { Actor } from '@xiangyun/kernel/permissions'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { staffPort } from '#modules/data/organisations/staff/port.ts'
import type { PersonRow, SessionRow } from './store.ts'

export const subjectPurpose = 'identity/subject'

type Known = Omit<SessionRow, 'token' | 'expires_at'>

/** Who a session's holder is, with what their roles permit. A person acts for themselves or for the chosen firm, an official in one post. */
export async function actorOf(context: Context, session: Known): Promise<Actor | undefined> {
  return session.kind === 'person' ? personActor(context, session) : officialActor(context, session)
}

function personActor(context: Context, session: Known): Actor {
  const identityNumber = context.keys.open(subjectPurpose, session.subject!)
  const other = session.person
  return {
    kind: 'person', id: session.login, name: session.name, permissions: new Set(context.ask(organisationsPort).role('resident')?.permissions),
    traits: { assurance: session.assurance, identityNumber, index: session.login, firm: session.firm ?? undefined, ...(other ? personTraits(context, other) : {}) },
  }
}

/** For whom they act: `principal` and what belongs to it; without `principalItems`, in everything of theirs. */
const personTraits = ({ keys }: Context, other: PersonRow) => ({ principal: other.person, principalNumber: keys.open(subjectPurpose, other.person_sealed), principalName: other.person_name, principalVia: other.person_via, principalItems: other.person_items?.join(','), principalUntil: other.person_until ?? undefined })

/** In the chosen post, or in the first that they have; without one they are nobody here. */
async function officialActor(context: Context, session: Known): Promise<Actor | undefined> {
  const organisations = context.ask(organisationsPort)
  const staff = context.ask(staffPort)
  const member = await staff.member(session.login)
  const post = member?.posts.find((one) => one.id === session.post) ?? member?.posts[0]
  const unit = post && organisations.unitById(post.unit)
  if (!member || !unit) return undefined
  const roles = [...new Set(post.duties.map((duty) => duty.role))].map((id) => organisations.role(id)).filter((role) => role !== undefined)
  return {
    kind: 'official', id: member.account, name: member.name, permissions: new Set(roles.flatMap((role) => role.permissions)),
    traits: {
      assurance: session.assurance, post: post.id, unit: unit.id, units: organisations.withMerged(unit.id).join(','), department: unit.department, division: unit.division, level: unit.level,
      roles: roles.map((role) => role.id).join(','), people: staff.peopleIn(post).join(','),
    },
  }
}
