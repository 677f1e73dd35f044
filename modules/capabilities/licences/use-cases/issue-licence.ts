import { fail } from '@xiangyun/kernel/contract'
import type { Failure } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { licenceChanged, licenceIssued } from '../contract.ts'
import type { Issue, Issued, StateHeld } from '../contract.ts'
import type { LicenceType } from '../definition.ts'
import { remindOf } from '../ending.ts'
import { makeFile } from '../files.ts'
import { enter } from '../log/enter.ts'
import { planNumber } from '../numbering.ts'
import { nextEdition, numbersOf } from '../numbers.ts'
import type { Numbers } from '../numbers.ts'
import { change, completeFace, holderNumber, stateOn } from '../rules.ts'
import { licenceStore } from '../store.ts'
import type { Licence } from '../store.ts'
import { readLicenceTypes } from '../types.ts'

/** A known refusal inside an interface that answers plain values: it undoes the transaction and reaches the caller with its code. */
export const refused = (failure: Failure): Error => Object.assign(new Error(failure.detail ?? failure.code), { failure })

export function typeOf(context: Context, id: string): LicenceType {
  const type = readLicenceTypes(context.config.catalogue).types.get(id)
  if (!type) throw refused(fail('licences/no-type', id))
  return type
}

/** Numbers, draws, seals and keeps one licence; what it takes the place of ends in the same transaction. */
export async function issue(context: Context, order: Issue): Promise<Issued> {
  const type = typeOf(context, order.type)
  const store = licenceStore(context)
  const replaced = await replacedBy(context, order)
  const before = replaced.find((old) => old.type === order.type && old.unitCode === order.unit.creditCode && old.holder === order.holder.key)
  const numbers = planned(context, type, order)
  const edition = before && nextEdition(before, type, order.unit)
  const taken = edition ? undefined : await store.take(scopesOf([numbers]))
  const serials = { identifier: taken?.get(numbers.identifierScope) ?? 0, number: taken?.get(numbers.numberScope ?? '') ?? 0 }
  const number = edition ? before!.face.number : numbers.number(serials.number)
  const draft = licenceOf(context, type, order, { identifier: edition ?? numbers.identifier(serials.identifier), number, version: edition ? before!.version + 1 : 1 })
  const licence: Licence = { ...draft, case: order.case ?? null, fileHash: null }
  const fileHash = await makeFile(context, licence, order.operator)
  await store.add([{ ...licence, fileHash }])
  await enter(context, 'issued', { ...licence, fileHash })
  await remindOf(context, licence)
  for (const old of replaced) {
    await store.setState(old.id, old.state, 'replaced', `换发为 ${licence.identifier}`, context.now, licence.id)
    await enter(context, 'replaced', { ...old, state: 'replaced' })
    context.emit(licenceChanged, { licence: old.id, type: old.type, unit: old.unit, from: old.state, state: 'replaced', reason: '换发新证' })
  }
  context.emit(licenceIssued, { licence: licence.id, type: licence.type, unit: licence.unit, division: licence.division, item: licence.item, case: licence.case, validUntil: licence.validUntil })
  context.audit({ act: 'licences.issue', object: `licence/${licence.id}`, ...subjectOf(licence), detail: { identifier: licence.identifier, operator: order.operator, ...(order.case ? { case: order.case } : {}) } })
  return { id: licence.id, identifier: licence.identifier, number, name: licence.name, fileHash }
}

/** Personal data has a subject in the audit log; a firm's has none. */
export const subjectOf = (licence: Pick<Licence, 'holderKind' | 'holder'>): { subject?: string } => (licence.holderKind === 'person' ? { subject: licence.holder } : {})

async function replacedBy(context: Context, order: Issue): Promise<Licence[]> {
  const found: Licence[] = []
  for (const id of [...new Set(order.cancels ?? [])].sort()) {
    const old = await licenceStore(context).find(id, true)
    if (!old) throw refused(fail('licences/no-licence', id))
    const decision = change(stateOn(old.state, old.validUntil, localDate(context.now)), 'replace')
    if (!decision.ok) throw refused(decision)
    found.push(old)
  }
  return found
}

export function planned(context: Context, type: LicenceType, order: Omit<StateHeld, 'state'>): Numbers {
  if (order.number !== undefined) return numbersOf(order.type, type, order.unit, order.issuedOn, { scope: undefined, finish: () => order.number! })
  const organisations = context.ask(organisationsPort)
  const plan = planNumber(type.numbering.pattern, {
    holder: holderNumber(type, order.holder, order.fields, order.values), division: order.unit.division, place: organisations.division(order.unit.division)?.name ?? '', issuedOn: order.issuedOn, values: order.values,
  })
  if (!plan.ok) throw refused(plan)
  return numbersOf(order.type, type, order.unit, order.issuedOn, plan.value)
}

export function scopesOf(all: readonly Numbers[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const numbers of all) for (const scope of [numbers.identifierScope, numbers.numberScope]) if (scope !== undefined) counts.set(scope, (counts.get(scope) ?? 0) + 1)
  return counts
}

export function licenceOf(context: Context, type: LicenceType, order: StateHeld, known: { identifier: string; number: string; version: number }): Omit<Licence, 'case' | 'fileHash'> {
  return {
    id: context.ids.next(), identifier: known.identifier, type: order.type, name: order.name ?? type.name, unit: order.unit.id, unitName: order.unit.name, unitCode: order.unit.creditCode, seal: order.seal ?? type.seal.kind,
    holderKind: order.holder.kind, holder: order.holder.key, holderName: order.holder.name, issuedOn: order.issuedOn, validFrom: order.validFrom, validUntil: order.validUntil,
    face: { number: known.number, fields: completeFace(type, order.fields, { number: known.number, issuer: order.unit.name, issuedOn: order.issuedOn, validFrom: order.validFrom, validUntil: order.validUntil }) },
    state: order.state ?? 'valid', reason: null, since: context.now, version: known.version, replacedBy: null, item: order.item ?? null, division: order.unit.division, at: context.now,
  }
}
