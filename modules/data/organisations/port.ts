import { definePort } from '@xiangyun/kernel/modules'
import type { Actor } from '@xiangyun/kernel/permissions'
import type { Organisations } from './contract.ts'

export const organisationsPort = definePort<Organisations>('organisations')

/** The unit for which an official acts, with those that were merged into it: what they did before is its to answer for. */
export const unitsOf = (actor: Actor): string[] => (actor.traits['units'] ?? actor.traits['unit'] ?? '').split(',').filter(Boolean)

/** Divisions, units and officials straight from the catalogue, where there is no request: at start, on the sign-in page. */
export { readOrganisations } from './organisations.ts'
export { findUnits, unitTitle } from './units.ts'
