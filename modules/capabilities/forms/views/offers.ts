import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { findUnits, organisationsPort } from '#modules/data/organisations/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { dictionary } from '../dictionaries.ts'
import type { dictionaryOffers as dictionaryRoute, officialOffers as officialRoute } from '../contract.ts'

const MOST = 200

/** Entries of a dictionary of the catalogue: those below `parent`, those whose code or name holds `text`; the ones that begin so first. */
export async function dictionaryOffers(context: Context, { name, parent, text }: InputOf<typeof dictionaryRoute>) {
  const found = dictionary(name, context.config.catalogue)
  if (!found) return fail('forms/no-dictionary')
  const all = Object.entries(found.codes).map(([value, said]) => (typeof said === 'string' ? { value, label: said, parent: undefined } : { value, label: said.name, parent: said.parent }))
  const levels = all.some((one) => one.parent !== undefined)
  const wanted = (text ?? '').trim()
  const fits = all.filter((one) => (wanted === '' ? !levels || one.parent === parent : one.label.includes(wanted) || one.value.startsWith(wanted)))
  const sorted = wanted === '' ? fits : [...fits].sort((a, b) => Number(b.label.startsWith(wanted)) - Number(a.label.startsWith(wanted)))
  return ok({ offers: sorted.slice(0, MOST).map(({ value, label }) => ({ value: { code: value, name: label }, label, hint: value })) })
}

/** Those of the same household register, the person first (户口登记). */
export async function familyOffers(context: Context) {
  const registers = context.ask(registersPort)
  const why = { purpose: 'filing:选择家庭成员', law: '个人信息保护法 第十三条' }
  const number = context.actor.traits['identityNumber']
  const self = number ? await registers.find('people', number, why) : undefined
  const household = self?.values['householdNumber']
  if (!self) return ok({ offers: [] })
  const members = typeof household === 'string' && household !== '' ? await registers.findBy('people', 'householdNumber', household, why) : [self]
  context.audit({ act: 'forms.read-family', object: `person/${context.actor.id}`, subject: context.actor.id, purpose: 'self' })
  return ok({ offers: members.filter((one) => !one.values['deathDate']).map((one) => ({
    value: { name: one.values['name'] ?? '', identityNumber: one.values['identityNumber'] ?? '', relation: one.id === self.id ? '本人' : String(one.values['relation'] ?? '') },
    label: String(one.values['name'] ?? ''), hint: one.id === self.id ? '本人' : `与户主关系：${String(one.values['relation'] ?? '')}`,
  })) })
}

/** Offices by their name. */
export async function officialOffers(context: Context, { text }: InputOf<typeof officialRoute>) {
  const organisations = context.ask(organisationsPort)
  const units = findUnits(organisations, { text, levels: ['province', 'prefecture', 'county'], most: Infinity })
  const found = units.map((unit) => ({ value: { unit: unit.id, unitName: unit.name }, label: unit.name }))
  return ok({ offers: found.sort((a, b) => a.label.length - b.label.length).slice(0, 20) })
}
