import { readOrganisations } from '#modules/data/organisations/port.ts'
import type { Official, Unit } from '#modules/data/organisations/contract.ts'

type Organisations = ReturnType<typeof readOrganisations>

/** The posts of an office that handle cases; each has a demonstration account of its own. */
const posts = ['window-clerk', 'reviewer', 'inspector', 'expert', 'decider', 'department-head']
const levels = ['county', 'prefecture', 'province', 'township'] as const
const MOST = 8

export type DemoOffice = { readonly unit: Unit; readonly name: string; readonly accounts: readonly { account: string; post: string }[] }

/** Offices whose name holds every word that was typed, those of counties first; with the accounts of their posts. */
export function demoOffices(organisations: Organisations, typed: string): { offices: DemoOffice[]; more: boolean } {
  const words = typed.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return { offices: [], more: false }
  const found: Unit[] = []
  for (const unit of unitsOf(organisations)) {
    const text = `${nameOf(organisations, unit)} ${unit.department} ${unit.division}`
    if (words.every((word) => text.includes(word)) && found.push(unit) > MOST) break
  }
  return { offices: found.slice(0, MOST).map((unit) => officeOf(organisations, unit)), more: found.length > MOST }
}

function* unitsOf(organisations: Organisations): Generator<Unit> {
  for (const level of levels) {
    for (const { code } of organisations.divisions(level)) {
      for (const { id } of organisations.departments()) {
        const unit = organisations.unit(id, code)
        if (unit) yield unit
      }
    }
  }
}

/** All departments share one office in a township: its name says for which it works. */
function nameOf(organisations: Organisations, unit: Unit): string {
  return unit.level === 'township' ? `${organisations.nameOf(unit.division)}（${organisations.department(unit.department)?.sector ?? unit.department}）` : unit.name
}

function officeOf(organisations: Organisations, unit: Unit): DemoOffice {
  const named = organisations.demoOfficials().filter((one) => one.unit === unit.id)
  const derived = posts.map((role) => organisations.official(`${role}.${unit.department}.${unit.division}`)).filter((one): one is Official => one !== undefined)
  const post = (one: Official) => one.roles.map((role) => organisations.role(role)?.name ?? role).join('、')
  return { unit, name: nameOf(organisations, unit), accounts: [...named, ...derived].map((one) => ({ account: one.account, post: one.account.includes('.') ? post(one) : `${one.name}，${post(one)}` })) }
}
