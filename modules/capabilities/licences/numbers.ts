import { buildLicenceIdentifier, parseLicenceIdentifier } from '@xiangyun/identifiers'
import type { IssuingUnit } from './contract.ts'
import type { LicenceType } from './definition.ts'
import type { NumberPlan } from './numbering.ts'
import type { Licence } from './store.ts'
import { typeCode } from './types.ts'

/** A licence's two numbers before their serials are taken. */
export type Numbers = { readonly identifierScope: string; readonly numberScope: string | undefined; readonly identifier: (serial: number) => string; readonly number: (serial: number) => string }

/** Serials count by type code, issuer and year for the identifier, and by the text before them for the number. */
export function numbersOf(id: string, type: LicenceType, unit: IssuingUnit, issuedOn: string, plan: NumberPlan): Numbers {
  const year = issuedOn.slice(0, 4)
  return {
    identifierScope: `identifier/${typeCode(type)}/${unit.creditCode}/${year}`,
    numberScope: plan.scope === undefined ? undefined : `number/${id}/${plan.scope}`,
    identifier: (serial) => identifierOf(type, unit, `${year}${unit.division.slice(0, 6)}${String(serial).padStart(7, '0')}`, 1),
    number: plan.finish,
  }
}

/** A new edition of the same licence keeps its serial (GB/T 36904-2018). */
export function nextEdition(old: Licence, type: LicenceType, unit: IssuingUnit): string | undefined {
  const read = parseLicenceIdentifier(old.identifier)
  return read.ok && read.value.version < 999 ? identifierOf(type, unit, read.value.serial, read.value.version + 1) : undefined
}

function identifierOf(type: LicenceType, unit: IssuingUnit, serial: string, version: number): string {
  const built = buildLicenceIdentifier({ type: typeCode(type), issuer: unit.creditCode, serial, version })
  if (!built.ok) throw new Error(`${built.message}: ${unit.creditCode} ${serial}`)
  return built.value
}
