import { fail } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { staffPort } from '#modules/data/organisations/staff/port.ts'
import { actorOf, subjectPurpose } from '../actors.ts'
import { forget } from '../sessions.ts'
import { identityStore } from '../store.ts'
import type { PersonRow } from '../store.ts'
import { currentSession } from '../use-cases/read-session.ts'
import { firmsOf, personsOf } from './principals.ts'

type Face = { firm?: string | null; person?: string; post?: string }

/** From now on the signed-in person acts for a firm, for another person, or (null) for themselves; an official in another of their posts. */
export async function chooseFace(context: Context, command: Face) {
  if (command.post !== undefined) return choosePost(context, command.post)
  return command.person === undefined ? chooseFirm(context, command.firm ?? null) : choosePerson(context, command.person)
}

async function choosePost(context: Context, post: string) {
  const { actor } = context
  const member = actor.kind === 'official' ? await context.ask(staffPort).member(actor.id) : undefined
  if (!member?.posts.some((one) => one.id === post)) return fail('identity/not-your-post')
  const session = actor.traits['session']
  if (session) {
    await identityStore(context.db).setPost(session, post)
    forget(context, session)
  }
  context.audit({ act: 'identity.act-in', object: `post/${post}` })
  const next = await actorOf(context, { login: actor.id, kind: 'official', subject: null, name: actor.name, assurance: actor.traits['assurance'] ?? 'registered', firm: null, post, person: null })
  return currentSession(context.as({ ...next!, traits: { ...next!.traits, session } }))
}

async function chooseFirm(context: Context, firm: string | null) {
  const { actor } = context
  if (actor.kind !== 'person') return fail('identity/not-your-firm')
  const own = (await firmsOf(context, actor.traits['identityNumber']!, actor.id)).find((one) => one.creditCode === firm)
  if (firm !== null && !own) return fail('identity/not-your-firm')
  context.audit({ act: 'identity.act-for', object: firm ? `firm/${firm}` : 'self' })
  return wear(context, { firm, person: null, until: own?.until ?? null })
}

async function choosePerson(context: Context, person: string) {
  const { actor } = context
  const own = actor.kind === 'person' ? (await personsOf(context, actor.traits['identityNumber']!, actor.id)).find((one) => one.id === person) : undefined
  if (!own) return fail('identity/not-your-principal')
  context.audit({ act: 'identity.act-for', object: `person/${person}`, subject: person })
  const row: PersonRow = { person: own.id, person_sealed: Buffer.from(context.keys.seal(subjectPurpose, own.number)), person_name: own.name, person_via: own.via, person_items: own.items ? [...own.items] : null, person_until: own.until }
  return wear(context, { firm: null, person: row, until: own.until })
}

async function wear(context: Context, face: { firm: string | null; person: PersonRow | null; until: string | null }) {
  const { actor } = context
  const session = actor.traits['session']
  if (session) {
    await identityStore(context.db).setFace(session, face.firm, face.person, face.until)
    forget(context, session)
  }
  const next = await actorOf(context, { login: actor.id, kind: 'person', subject: Buffer.from(context.keys.seal(subjectPurpose, actor.traits['identityNumber']!)), name: actor.name, assurance: actor.traits['assurance'] ?? 'registered', firm: face.firm, post: null, person: face.person })
  return currentSession(context.as({ ...next!, traits: { ...next!.traits, session } }))
}
