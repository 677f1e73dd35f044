import { findUnits, unitTitle } from '#modules/data/organisations/port.ts'
import type { readOrganisations } from '#modules/data/organisations/port.ts'
import type { Official, Unit } from '#modules/data/organisations/contract.ts'

type Organisations = ReturnType<typeof readOrganisations>

/** The posts of an office that handle cases; each has a demonstration account of its own. */
const posts = ['window-clerk', 'reviewer', 'inspector', 'expert', 'decider', 'department-head']
const levels = ['county', 'prefecture', 'province', 'township'] as const
const MOST = 8

export type DemoOffice = { readonly unit: Unit; readonly name: string; readonly accounts: readonly { account: string; post: string }[] }

/** Offices whose name holds every word that was typed, those of counties first; with the accounts of their posts. */
export function demoOffices(organisations: Organisations, typed: string): { offices: DemoOffice[]; more: boolean } {
  const found = findUnits(organisations, { text: typed, levels, most: MOST + 1 })
  return { offices: found.slice(0, MOST).map((unit) => officeOf(organisations, unit)), more: found.length > MOST }
}

function officeOf(organisations: Organisations, unit: Unit): DemoOffice {
  const named = organisations.demoOfficials().filter((one) => one.unit === unit.id)
  const derived = posts.map((role) => organisations.official(`${role}.${unit.department}.${unit.division}`)).filter((one): one is Official => one !== undefined)
  const post = (one: Official) => one.roles.map((role) => organisations.role(role)?.name ?? role).join('、')
  return { unit, name: unitTitle(organisations, unit), accounts: [...named, ...derived].map((one) => ({ account: one.account, post: one.account.includes('.') ? post(one) : `${one.name}，${post(one)}` })) }
}
