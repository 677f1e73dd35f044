import type { Context } from '@xiangyun/kernel/modules'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { Unit } from '#modules/data/organisations/contract.ts'
import { registersPort, valueWords } from '#modules/data/registers/port.ts'
import type { Entry, RegisterDefinition, Value } from '#modules/data/registers/contract.ts'
import type { OwnRegister } from './contract.ts'
import { departmentOf, isCorrectable, LAW, placesOf } from './rules.ts'

export const why = { purpose: 'correction', law: LAW }

/** The key of the acting person's own entry; nobody can name another's. */
export const ownKey = ({ actor }: Pick<Context, 'actor'>, register: OwnRegister): string | undefined =>
  actor.kind === 'person' ? actor.traits[register === 'people' ? 'identityNumber' : 'firm'] : undefined

export type Own = { readonly definition: RegisterDefinition; readonly entry: Entry; readonly key: string; readonly unit: Unit }

/** The acting person's entry, when it is there and the field can be corrected in it, with the office that owns the field. */
export async function ownEntry(context: Context, register: OwnRegister, field: string): Promise<Own | undefined> {
  const key = ownKey(context, register)
  const registers = context.ask(registersPort)
  const definition = registers.definition(register)
  if (!key || !definition || !isCorrectable(definition, field)) return undefined
  const entry = await registers.find(register, key, why)
  if (!entry || definition.ended?.values.includes(String(entry.values[definition.ended.field]))) return undefined
  return { definition, entry, key, unit: unitOf(context, register, definition, field, entry) }
}

/** The county's office of the department; the province's where no county is known. */
function unitOf(context: Context, register: OwnRegister, definition: RegisterDefinition, field: string, entry: Entry): Unit {
  const organisations = context.ask(organisationsPort)
  const department = departmentOf(definition, field)
  const county = placesOf(register, definition, department).map((place) => organisations.at(String(entry.values[place] ?? ''), 'county')).find((place) => place !== undefined)
  const unit = organisations.unit(department, county?.code ?? organisations.divisions('province')[0]!.code)
  if (!unit) throw new Error(`no office of ${department}`)
  return unit
}

/** A value as people read it. */
export const wordsOf = (context: Context, definition: RegisterDefinition | undefined, field: string, value: Value | undefined): string | null => valueWords(definition?.fields[field], value, context.ask(organisationsPort).nameOf)
