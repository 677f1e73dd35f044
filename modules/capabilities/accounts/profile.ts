import { maskCitizenNumber } from '@xiangyun/identifiers'
import { ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { correctionsPort } from '#modules/capabilities/corrections/port.ts'
import { identityPort } from '#modules/capabilities/identity/port.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { registersPort, valueWords } from '#modules/data/registers/port.ts'
import type { Entry, FieldDefinition, RegisterDefinition } from '#modules/data/registers/contract.ts'
import type { Profile, ProfileEntry } from './contract.ts'

const why = { purpose: 'self', law: '个人信息保护法 第四十五条' }

/** What the registers say about the acting person, their household and the firm they act for, field by field with whose word it is. */
export async function profile(context: Context): Promise<Result<Profile>> {
  const { identityNumber = '', firm } = context.actor.traits
  const registers = context.ask(registersPort)
  const self = await registers.find('people', identityNumber, why)
  const business = firm ? await registers.find('legal-persons', firm, why) : undefined
  const entries = [...(self ? [entryOf(context, 'people', identityNumber, self)] : []), ...(business ? [entryOf(context, 'legal-persons', firm!, business)] : [])]
  const phone = self?.values['phone']
  return ok({
    name: context.actor.name, number: maskCitizenNumber(identityNumber), phone: typeof phone === 'string' ? phone : null,
    entries, family: await familyOf(context, self), firms: [...await context.ask(identityPort).firms()],
  })
}

function entryOf(context: Context, register: 'people' | 'legal-persons', key: string, entry: Entry): ProfileEntry {
  const definition = context.ask(registersPort).definition(register)!
  const organisations = context.ask(organisationsPort)
  const fields = Object.entries(definition.fields).map(([field, own]) => ({
    field, name: own.name ?? field, type: own.type, value: toldOf(context, register, own, valueWords(own, entry.values[field], organisations.nameOf)),
    from: organisations.department(giverOf(definition, entry, field))?.name ?? definition.name,
    isCorrectable: context.ask(correctionsPort).place(register, key, field) !== undefined,
  }))
  return { register, name: definition.name, subject: String(entry.values['name'] ?? ''), recordedAt: entry.recordedAt, fields }
}

/** Of a firm's entry, what is sensitive about others is covered: whoever acts for it is not always who represents it (个人信息保护法 第二十八条). */
const toldOf = ({ actor }: Context, register: string, { secrecy }: FieldDefinition, words: string | null): string | null =>
  (words === null || register === 'people' || secrecy !== 'sensitive' || words === actor.traits['identityNumber'] ? words : maskCitizenNumber(words))

/** Whose word a field is: the department that gave it, when it is one of those the register takes it from; else the first of these. */
function giverOf(definition: RegisterDefinition, { sources }: Entry, field: string): string {
  const givers = definition.sources?.filter(({ gives }) => gives.includes(field)).map(({ department }) => department) ?? []
  return givers.find((department) => department === sources[field]) ?? givers[0] ?? definition.owner
}

/** The others of the household, living. */
async function familyOf(context: Context, self: Entry | undefined): Promise<Profile['family']> {
  const household = self?.values['householdNumber']
  if (typeof household !== 'string' || household === '') return []
  const members = await context.ask(registersPort).findBy('people', 'householdNumber', household, why)
  return members.filter((one) => one.id !== self!.id && !one.values['deathDate']).map((one) => ({ name: String(one.values['name']), relation: String(one.values['relation'] ?? '') }))
}
