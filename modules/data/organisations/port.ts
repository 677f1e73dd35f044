import { definePort } from '@xiangyun/kernel/modules'
import type { Organisations } from './contract.ts'

export const organisationsPort = definePort<Organisations>('organisations')

/** Divisions, units and officials straight from the catalogue, where there is no request: at start, on the sign-in page. */
export { readOrganisations } from './organisations.ts'
export { findUnits, unitTitle } from './units.ts'
