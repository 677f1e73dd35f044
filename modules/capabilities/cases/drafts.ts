import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { failedConditions, materialsFor } from '#modules/capabilities/items/evaluation.ts'
import type { MaterialDefinition } from '#modules/capabilities/items/definition.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { mayEdit } from './access.ts'
import { openApplicant, openContent } from './content.ts'
import type { Content } from './content.ts'
import type { Draft, Material, Need } from './contract.ts'
import { partyKeys, recordsOf } from './parties.ts'
import { knownValues } from './prefilling.ts'
import { seen } from './scope.ts'
import type { Seen } from './scope.ts'
import { draftStore, materialStore } from './store.ts'
import type { DraftRow, MaterialRow } from './store.ts'

/** A draft as it is worked on: its row, its opened content, and the version of the item that it is for. */
export type Opened = { readonly row: DraftRow; readonly content: Content; readonly own: ItemVersion; readonly identityNumber: string }

/** The actor's draft; somebody else's is not told apart from none. */
export async function openedDraft(context: Context, id: string, lock = false): Promise<Result<Opened>> {
  const row = await draftStore(context.db).find(id, lock)
  if (!row || !mayEdit(context.actor, row)) return fail('cases/no-draft')
  const own = await context.ask(itemsPort).version(row.item, row.item_version)
  return ok({ row, own, content: openContent(context, row.content), identityNumber: openApplicant(context, row.applicant) })
}

export const materialView = (m: MaterialRow): Material => ({ material: m.material, number: m.number, kind: m.kind as Material['kind'], name: m.name, media: m.media, size: m.size, reference: m.reference, state: m.state, note: m.note })

/** All that a screen needs to go on with a draft. */
export async function draftView(context: Context, { row, content, own }: Opened): Promise<Draft> {
  const facts = seen(context, own, row.division, content)
  const given = await materialStore(context.db).of(row.id)
  const needs = await needsOf(context, own, facts, content, given)
  return {
    id: row.id, item: row.item, itemVersion: row.item_version, itemName: own.definition.name, division: row.division, channel: row.channel, applicantName: row.applicant_name, firm: row.firm,
    situations: content.situations, answers: content.answers, version: row.version, savedAt: row.updated_at.toISOString(),
    known: knownValues(context, own, content), needs, facts: publicFacts(facts),
    newer: null,
    obstacles: failedConditions(own.definition, facts.scope, facts.functions, ['guide', 'submit']).map((c) => ({ id: c.id, say: c.refuse, clause: c.clause, go: c.go ?? null })),
  }
}

/** Facts that the form's conditions may read in the browser: situations and what they derive; no records. */
export function publicFacts({ scope }: Seen): Record<string, unknown> {
  return Object.fromEntries(Object.entries(scope).filter(([, value]) => value === null || typeof value !== 'object' || (Array.isArray(value) && value.every((v) => typeof v !== 'object'))))
}

/** What this application needs in its situation, and how each stands: made, found at the state's, uploaded or missing. */
export async function needsOf(context: Context, own: ItemVersion, facts: Seen, content: Content, given: readonly MaterialRow[]): Promise<Need[]> {
  return Promise.all(materialsFor(own.definition, facts.scope, facts.functions).map(async (material): Promise<Need> => {
    const uploads = given.filter((g) => g.material === material.id).map(materialView)
    const held = material.held ? await findHeld(context, own, material, content) : null
    const consented = content.consents.includes(material.id)
    const met = material.made !== undefined || uploads.length > 0 || (held !== null && consented) || material.necessity === 'optional'
    return {
      id: material.id, name: material.name, source: material.made ? 'form' : held ? 'held' : 'upload', required: material.necessity !== 'optional', accepts: material.accepts ?? ['pdf', 'image'], note: material.note ?? null,
      held, consented, given: uploads, met,
    }
  }))
}

/** What the state holds in place of a material: a licence in force, or a record. */
async function findHeld(context: Context, own: ItemVersion, material: MaterialDefinition, content: Content): Promise<Need['held']> {
  const keys = partyKeys(own.definition, material.held!.of, content.parties, content.answers)
  if (keys.length === 0) return null
  if (material.held!.licence) return heldLicence(context, material.held!.licence, keys, ownKeys(content))
  const register = material.held!.register!
  const definition = context.ask(registersPort).definition(register)!
  const all = await recordsOf(context, register, keys, { purpose: `approval:${own.definition.name}`, law: own.definition.basis[0]?.law })
  // A record that has become history proves nothing now.
  const records = definition.ended ? all.filter((r) => !definition.ended!.values.includes(String(r[definition.ended!.field]))) : all
  if (records.length === 0) return null
  return { title: definition.name, from: definition.name, reference: `register:${register}`, detail: `${records.length} 条记录` }
}

/** The applicant's own keys and their firm's: those that the state knows, not those that somebody typed. */
const ownKeys = ({ parties }: Content): unknown[] => Object.values(parties).flatMap((party) => [(party as Record<string, unknown> | null)?.['identityNumber'], (party as Record<string, unknown> | null)?.['creditCode']])

/** Of another person whom the form names the applicant learns no number: that of 残疾人证 alone says which disability they have. */
async function heldLicence(context: Context, type: string, keys: readonly string[], own: readonly unknown[]): Promise<Need['held']> {
  const licences = context.ask(licencesPort)
  for (const key of keys) {
    const holder = /^\d{17}[\dX]$/.test(key) ? context.keys.index('subject', key) : key
    const [found] = await licences.held(type, holder)
    if (!found) continue
    const isTold = found.holderKind === 'firm' || own.includes(key)
    return { title: found.name, from: found.issuer, reference: `licence:${found.id}`, detail: isTold ? `编号 ${found.number}${found.validUntil ? `，有效期至 ${found.validUntil}` : ''}` : '他人的证照，由受理机关核对' }
  }
  return null
}
