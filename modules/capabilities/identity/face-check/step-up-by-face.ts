import { fail, ok } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { securityStore } from '../security/store.ts'
import { forget } from '../sessions.ts'
import { identityStore } from '../store.ts'
import { CODES_AN_HOUR } from '../use-cases/step-up.ts'
import { faceProviderOf } from './face-provider.ts'

const MINUTES = 10

/** Only of a person the state has a face on record; officials prove themselves by key or certificate. */
const isOffered = ({ config, actor }: Context): boolean => config.faceUrl !== undefined && actor.kind === 'person'

export async function ways(context: Context) {
  return ok({ face: isOffered(context) })
}

/** The institution is asked before anything is read or written, so that a slow one holds nothing up. It was agreed to for this one check (个人信息保护法 第二十九条). */
export async function ask(context: Context) {
  const { session, identityNumber } = context.actor.traits
  const provider = faceProviderOf(context.config)
  if (!provider || !isOffered(context) || !session || !identityNumber) return fail('identity/no-face')
  const check = await provider.begin({ name: context.actor.name, identityNumber })
  if (!check) return fail('identity/face-unreachable')
  if (!(await identityStore(context.db).mayAskCode(`face ${context.actor.id}`, CODES_AN_HOUR, context.now))) return fail('identity/too-many-codes')
  await securityStore(context.db).ask(keyOf(session), check.id, new Date(context.now.getTime() + MINUTES * 60_000))
  context.audit({ act: 'identity.face-asked', object: 'session', subject: context.actor.id, purpose: 'sign-in', law: '个人信息保护法 第二十九条' })
  return ok({ check: check.id, page: check.page })
}

/** The institution's word counts for the session that asked, once. */
export async function prove(context: Context, { check }: { check: string }) {
  const { session, assurance } = context.actor.traits
  const provider = faceProviderOf(context.config)
  if (!provider || !isOffered(context) || !session) return fail('identity/no-face')
  const state = await provider.result(check)
  if (state === undefined) return fail('identity/face-unreachable')
  const store = securityStore(context.db)
  const asked = await store.tried<string>(keyOf(session), context.now)
  if (asked?.value !== check) return fail('identity/no-check')
  if (state === 'waiting') return ok({ assurance: assurance ?? 'registered', state })
  await store.answered(keyOf(session))
  if (state === 'passed') await store.raise(session, ['face', 'mfa'])
  forget(context, session)
  context.audit({ act: state === 'passed' ? 'identity.step-up' : 'identity.step-up-failed', object: 'session', subject: context.actor.id, detail: { how: 'face' } })
  return ok({ assurance: state === 'passed' ? 'strong' : assurance ?? 'registered', state })
}

const keyOf = (session: string): string => `face ${session}`
