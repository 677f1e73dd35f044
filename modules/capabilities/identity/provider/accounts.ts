import { Provider } from 'oidc-provider'
import type { Account, FindAccount } from 'oidc-provider'
import { ok } from '@xiangyun/kernel/contract'
import { systemActor } from '@xiangyun/kernel/permissions'
import { consult } from '@xiangyun/kernel/platform'
import type { Environment } from '@xiangyun/kernel/platform'
import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { actorOf, subjectPurpose } from '../actors.ts'
import { holderBySubject } from '../sign-in.ts'
import type { Holder } from '../sign-in.ts'
import { Moments } from './lately.ts'
import { portalClient } from './portal-client.ts'

/** Claims by the scope that asks for them. */
export const claimsByScope = { openid: ['sub', 'kind', 'acr', 'amr', 'auth_time'], profile: ['name', 'unit', 'unit_name', 'roles', 'post'], 'identity-number': ['identity_number'], phone: ['phone_number'] }

/** Whoever has left, died or never was is nobody to any system from the next token on, a moment later at most. */
export function findAccount(environment: Environment): FindAccount {
  const holders = new Moments<Holder>()
  const reading = async <T>(ask: (context: Context) => Promise<T>): Promise<T | undefined> => {
    const read = await consult(environment, systemActor, async (context) => ok(await ask(context)))
    return read.ok ? read.value : undefined
  }
  return async (_, sub) => {
    const holder = await holders.orRead(sub, () => reading((context) => holderBySubject(context, sub)))
    return holder && accountOf(sub, async (scope) => (await reading((context) => claimsOf(context, holder, scope))) ?? {})
  }
}

const accountOf = (sub: string, read: (scope: string) => Promise<Record<string, unknown>>): Account => ({
  accountId: sub,
  claims: async (use, scope) => ({ sub, kind: kindOf(sub), ...(use === 'userinfo' || scope.includes('profile') ? await read(scope) : {}) }),
})

const kindOf = (sub: string): string => (sub.startsWith('official:') ? 'official' : 'person')

/** What is told, and written down as told where it comes from a register. */
async function claimsOf(context: Context, holder: Holder, scope: string): Promise<Record<string, unknown>> {
  const asked = scope.split(' ')
  if (holder.kind === 'official') return asked.includes('profile') ? officialClaims(context, holder.login, holder.name) : {}
  const told: Record<string, unknown> = asked.includes('profile') ? { name: holder.name } : {}
  const number = context.keys.open(subjectPurpose, holder.subject!)
  if (asked.includes('identity-number')) told['identity_number'] = number
  if (asked.includes('phone')) told['phone_number'] = (await context.ask(registersPort).find('people', number, { purpose: 'sign-in', law: '个人信息保护法 第十三条' }))?.values['phone']
  if (isKnownAlready(asked)) return told
  context.audit({ act: 'identity.claims-told', object: `account/${holder.login}`, subject: holder.login, purpose: 'sign-in', law: '个人信息保护法 第十三条', detail: { scope } })
  return told
}

/** To the portals, which are ours, a sign-in is written down as such; and what a system was told when somebody signed in, it is told no second time by a refresh. */
function isKnownAlready(asked: readonly string[]): boolean {
  const { client, params } = Provider.ctx?.oidc ?? {}
  return client?.clientId === portalClient || (params?.['grant_type'] === 'refresh_token' && !asked.includes('identity-number') && !asked.includes('phone'))
}

async function officialClaims(context: Context, login: string, name: string): Promise<Record<string, unknown>> {
  const actor = await actorOf(context, { login, kind: 'official', subject: null, name, assurance: 'registered', firm: null, post: null, person: null })
  const unit = actor?.traits['unit']
  return { name, unit, unit_name: unit && context.ask(organisationsPort).unitById(unit)?.name, roles: actor?.traits['roles']?.split(',').filter(Boolean), post: actor?.traits['post'] }
}
