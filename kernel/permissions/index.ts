/** Who acts. The kernel knows four kinds; what a trait means (an office, a division, a firm) is the modules' business. */
export type Actor = {
  readonly kind: 'anonymous' | 'person' | 'official' | 'system'
  readonly id: string
  readonly name: string
  readonly permissions: ReadonlySet<string>
  readonly traits: Readonly<Record<string, string | undefined>>
  /** Acts through a system that was trusted with some permissions only: one's own things are not among them. */
  readonly isLimited?: boolean
}

/** Nobody that is known. Over HTTP its trait `address` is an index of where it comes from, by which it can be counted. */
export const anonymous: Actor = Object.freeze({ kind: 'anonymous', id: 'anonymous', name: '未登录', permissions: new Set<string>(), traits: {} })

/** The platform itself: reactions, deadlines, service work. It is never reached from outside. */
export const systemActor: Actor = Object.freeze({ kind: 'system', id: 'system', name: '系统', permissions: new Set<string>(), traits: {} })

export type Refusal = 'kernel/not-signed-in' | 'kernel/forbidden'

/** Deny by default: open routes say `public`, routes of one's own things `signed-in`, all others name a permission. */
export function refusal(permission: string, actor: Actor): Refusal | undefined {
  if (permission === 'public' || actor.kind === 'system') return undefined
  if (actor.kind === 'anonymous') return 'kernel/not-signed-in'
  if (permission === 'signed-in' ? !actor.isLimited : actor.permissions.has(permission)) return undefined
  return 'kernel/forbidden'
}
