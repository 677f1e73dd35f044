import { defineFailures, defineRoute, Type } from '@xiangyun/kernel/contract'
import type { Static } from '@xiangyun/kernel/contract'

export const Division = Type.Object({
  /** 6 digits to county (GB/T 2260), 9 to township, 12 to village (统计用区划代码). */
  code: Type.String(),
  name: Type.String(),
  level: Type.Union([Type.Literal('province'), Type.Literal('prefecture'), Type.Literal('county'), Type.Literal('township'), Type.Literal('village')]),
  parent: Type.Union([Type.String(), Type.Null()]),
  hasChildren: Type.Boolean(),
})
export type Division = Static<typeof Division>

export const listDivisions = defineRoute({
  method: 'GET', path: '/divisions/:code/children', permission: 'public', summary: '下级行政区划',
  input: Type.Object({ code: Type.String({ pattern: '^\\d{6}(\\d{3}){0,2}$' }) }),
  reply: Type.Object({ division: Division, path: Type.Array(Division), children: Type.Array(Division) }),
  failures: ['organisations/no-division'],
})

export const Department = Type.Object({ id: Type.String(), name: Type.String(), sector: Type.Union([Type.String(), Type.Null()]), order: Type.String() })
export type Department = Static<typeof Department>

export const listDepartments = defineRoute({
  method: 'GET', path: '/departments', permission: 'public', summary: '省级部门名录',
  input: Type.Object({}), reply: Type.Object({ departments: Type.Array(Department), certainty: Type.String() }),
})

/** A department's office in one division, `market-supervision@220102`. Its credit code comes from the marked test range. */
export type Unit = { readonly id: string; readonly name: string; readonly department: string; readonly division: string; readonly level: Division['level']; readonly creditCode: string }

/** One of the three administrators who are three people (三员, GB/T 22239-2019 8.1.5). */
export type Hand = 'system' | 'security' | 'audit'
/** How far a duty reaches: the post's own unit; that department here and below; every unit here and below. */
export const Reach = Type.Enum(['unit', 'department', 'below'])
export type Reach = Static<typeof Reach>

/** What rules of giving know of a role. `reach`: the farthest that a duty of it may go; `gives`: roles that its holders may hand on. */
export type RoleRule = { readonly id: string; readonly permissions: readonly string[]; readonly hand?: Hand; readonly reach: Reach; readonly gives: readonly string[] }
/** `people`: the people of processes that holders may be. */
export type Role = RoleRule & { readonly name: string; readonly people: readonly string[] }

/** An official whom the catalogue names for the demonstration. */
export type Official = { readonly account: string; readonly name: string; readonly unit: string; readonly roles: readonly string[]; readonly phone: string }

export type Organisations = {
  readonly division: (code: string) => Division | undefined
  readonly children: (code: string) => readonly Division[]
  /** From the province down to the division itself. */
  readonly path: (code: string) => readonly Division[]
  readonly nameOf: (code: string) => string
  /** The division's ancestor of a level (or itself). */
  readonly at: (code: string, level: Division['level']) => Division | undefined
  readonly department: (id: string) => Department | undefined
  readonly departments: () => readonly Department[]
  /** A department's office in a division; where it was merged, the one that carries on. */
  readonly unit: (department: string, division: string) => Unit | undefined
  /** A unit as the catalogue names it, also when it was merged since: what it did stays under its name. */
  readonly unitById: (id: string) => Unit | undefined
  /** The unit that carries on a unit's work today: itself, as long as it was not merged into another. */
  readonly carriedOnBy: (unit: string) => string
  /** A unit with all that were merged into it, itself first. */
  readonly withMerged: (unit: string) => readonly string[]
  readonly role: (id: string) => Role | undefined
  readonly roles: () => readonly Role[]
  /** A permission in the words of screens. */
  readonly permissionName: (permission: string) => string
  readonly official: (account: string) => Official | undefined
  /** Named demonstration officials, shown at sign-in. */
  readonly demoOfficials: () => readonly Official[]
  /** All divisions of a level, for seeding. */
  readonly divisions: (level: Division['level']) => readonly Division[]
}

export const failures = defineFailures({ 'organisations/no-division': [404, '没有这个行政区划'] })
