import { ok } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { catalogueLists, readConcepts } from '#modules/capabilities/items/port.ts'
import { askable, registersPort } from '#modules/data/registers/port.ts'

/** Of whom a form may take what registers know, when they fill it in. */
const whose = [{ name: 'applicant', title: '填表人', concept: 'person', register: 'people' }, { name: 'firm', title: '代表的单位', concept: 'firm', register: 'legal-persons' }] as const

export async function surroundings(context: Context) {
  const registers = context.ask(registersPort)
  const concepts = Object.fromEntries(Object.entries(readConcepts(context.config.catalogue)).map(([id, { name, schema, ...more }]) => {
    const { asks = [], correctable = [] } = more as { asks?: string[]; correctable?: string[] }
    return [id, { name, schema: schema as unknown, asks, correctable }]
  }))
  const { dictionaries, licenceTypes } = catalogueLists(context.config.catalogue)
  return ok({ concepts, registers: askable(registers), dictionaries: [...dictionaries], licenceTypes: [...licenceTypes], sources: whose.map(({ name, title, concept, register }) => ({ name, title, concept, fields: Object.entries(registers.definition(register)?.fields ?? {}).map(([field, one]) => ({ name: field, title: one.name ?? field })) })) })
}
