import { buildImplementationCode } from '@xiangyun/identifiers'
import type { UseLevel } from '@xiangyun/identifiers'
import type { Division, Organisations, Unit } from '#modules/data/organisations/contract.ts'
import type { ItemDefinition } from './definition.ts'
import type { Offices } from './port.ts'

const useLevels: Record<string, UseLevel> = { province: '2', prefecture: '3', county: '4', township: '5', village: '6' }

/** A township or street office is one unit, whatever department guides it. */
const townshipItself = 'government-office'

type OfficeDefinition = ItemDefinition['offices']['accept']

/** The offices of an item for somebody in a division: that of the stated level above (or at) the division. */
export function officesOf(item: ItemDefinition, division: string, organisations: Organisations): Offices | undefined {
  const { accept } = item.offices
  const decideAt = item.offices.decide === 'same' ? accept : item.offices.decide
  const department = decideAt.department ?? accept.department ?? (decideAt.level === 'township' ? townshipItself : undefined)
  if (!department) return undefined
  const acceptPlace = placeOf(accept, division, organisations)
  const decidePlace = placeOf(decideAt, division, organisations)
  if (!acceptPlace || !decidePlace) return undefined
  const decide = organisations.unit(department, decidePlace.code)
  const window = windowOf(item, accept, acceptPlace, organisations)
  if (!decide || !window) return undefined
  const code = buildImplementationCode({ organisation: decide.creditCode, level: useLevels[decide.level]!, basic: item.code.basic })
  return { window, decide, level: decide.level, implementationCode: code.ok ? code.value : '' }
}

/** Where acceptance happens: the comprehensive window of the hall, or the township itself. */
function windowOf(item: ItemDefinition, accept: OfficeDefinition, place: Division, organisations: Organisations): Unit | undefined {
  const isTownship = item.offices.window === 'township' || accept.level === 'township'
  return organisations.unit(isTownship ? accept.department ?? townshipItself : 'government-service', place.code)
}

/** Somebody anywhere below a level is served by that level's office above them; above it, they must say where below. */
function placeOf(office: OfficeDefinition, division: string, organisations: Organisations): Division | undefined {
  return organisations.at(division, office.level)
}

/** The unit that acts in a lane: what the item says, else the deciding office; the window for acceptance. */
export function laneUnit(item: ItemDefinition, offices: Offices, people: string, division: string, organisations: Organisations): Unit {
  if (people === 'window' || people === 'party') return offices.window
  const own = item.process.people?.[people]
  if (!own) return offices.decide
  const place = placeOf(own, division, organisations)
  return (place && organisations.unit(own.department ?? offices.decide.department, place.code)) ?? offices.decide
}
