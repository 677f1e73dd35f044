import { definePort } from '@xiangyun/kernel/modules'
import type { HeldPost, Member } from './members.ts'
import type { Range } from './reach.ts'

export type { HeldPost, Member } from './members.ts'
export { covers, patternOf } from './reach.ts'

/** Officials as they stand today, for whoever lets them in or gives them work. */
export type Staff = {
  readonly member: (account: string) => Promise<Member | undefined>
  readonly membersOf: (unit: string) => Promise<Member[]>
  readonly namesOf: (accounts: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Where a permission of the acting official reaches. */
  readonly rangesOf: (permission: string) => Promise<Range[]>
  /** Whether the acting official may let another sign in who cannot. */
  readonly mayLetIn: (account: string) => Promise<boolean>
  /** People of processes that somebody may be in a post. */
  readonly peopleIn: (post: HeldPost) => string[]
}

export const staffPort = definePort<Staff>('organisations.staff')
