import { defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

const Day = Type.String({ format: 'date' })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(one: T) => Type.Union([one, Type.Null()])

/** A person for whom one may act; `items`: only these, null for everything of theirs. */
export const PersonFace = Type.Object({ id: Type.String(), name: Type.String(), via: Type.Union([Type.Literal('guardian'), Type.Literal('agent')]), until: Nullable(Day), items: Nullable(Type.Array(Type.String())) })
export type PersonFace = Static<typeof PersonFace>

/** Nothing but these items; without it, all. */
const Items = Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { minItems: 1, maxItems: 50, uniqueItems: true }))

/** Asked when somebody wants to choose, since the registers are read for it. */
export const listPersons = defineRoute({ method: 'GET', path: '/session/persons', permission: 'signed-in', summary: '我能替谁办事', input: Type.Object({}), reply: Type.Object({ persons: Type.Array(PersonFace) }) })

export const authorise = defineRoute({
  method: 'POST', path: '/delegations', permission: 'signed-in', summary: '授权他人代自己或代企业办事',
  input: Type.Object({
    /** For a firm of one's own; without it, for oneself. */
    firm: Type.Optional(Type.String()), agent: Type.String({ minLength: 18, maxLength: 18 }), agentName: Type.String({ minLength: 2, maxLength: 60 }),
    items: Items, since: Type.Optional(Day), until: Day,
  }),
  reply: Type.Object({ id: Type.String() }),
  failures: ['identity/not-your-firm', 'identity/not-matched', 'identity/past-date', 'identity/too-long', 'identity/not-yourself', 'identity/no-item', 'identity/too-many-delegations', 'kernel/step-up-needed'],
})

export const Delegation = Type.Object({
  id: Type.String(), kind: Type.Enum(['firm', 'person', 'post']), principal: Type.String(), principalName: Type.String(), agentName: Type.String(),
  items: Nullable(Type.Array(Type.Object({ id: Type.String(), name: Type.String() }))), since: Nullable(Day), until: Day, revoked: Type.Boolean(), mine: Type.Boolean(),
})
export type Delegation = Static<typeof Delegation>

export const listDelegations = defineRoute({ method: 'GET', path: '/delegations', permission: 'signed-in', summary: '我给出和得到的授权', copy: '授权', input: Type.Object({}), reply: Type.Object({ delegations: Type.Array(Delegation) }) })

/** An absent official whose work somebody does now; `items`: nothing but these, null for all. */
export type StandsInFor = { readonly account: string; readonly items: readonly string[] | null }

export const standIn = defineRoute({
  method: 'POST', path: '/stand-ins', permission: 'posts:delegate', summary: '外出时由同事代办',
  input: Type.Object({ instead: Type.String({ maxLength: 80 }), items: Items, since: Day, until: Day }), reply: Type.Object({ id: Type.String() }), failures: ['identity/no-colleague', 'identity/past-date', 'identity/no-item', 'identity/too-many-delegations'],
})

export const withdrawDelegation = defineRoute({
  method: 'POST', path: '/delegations/:id/withdrawal', permission: 'signed-in', summary: '撤回给出的授权，或者不再代办', repeatable: true,
  input: Type.Object({ id: Type.String({ format: 'uuid' }) }), reply: Type.Object({}), failures: ['identity/no-delegation'],
})
