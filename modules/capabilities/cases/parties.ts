import type { Context } from '@xiangyun/kernel/modules'
import type { ItemDefinition } from '#modules/capabilities/items/definition.ts'
import { evaluate } from '#modules/capabilities/items/evaluation.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import type { Entry, Purpose } from '#modules/data/registers/contract.ts'

export type Applicant = { readonly identityNumber: string; readonly firm: string | null }

const firmStates: Record<string, string> = { 存续: 'valid', 吊销: 'revoked', 注销: 'cancelled', 经营异常: 'abnormal' }

const approval = (item: ItemDefinition): Purpose => ({ purpose: `approval:${item.name}`, law: item.basis[0]?.law })

/** The records of the parties that the state knows: the applicant, and the firm they act for. */
export async function partiesOf(context: Context, item: ItemDefinition, applicant: Applicant): Promise<Record<string, unknown>> {
  const registers = context.ask(registersPort)
  const why = approval(item)
  const person = await registers.find('people', applicant.identityNumber, why)
  const firm = applicant.firm ? await registers.find('legal-persons', applicant.firm, why) : undefined
  const parties: Record<string, unknown> = { applicant: person?.values ?? null }
  for (const [name, party] of Object.entries(item.parties)) {
    if (party.acts === 'applicant-or-agent' && party.concept === 'firm') parties[name] = firm ? firmFacts(firm) : null
    else if (party.acts === 'applicant' || party.acts === 'applicant-or-agent') parties[name] = person?.values ?? null
  }
  return parties
}

/** A firm that was cancelled since somebody chose to act for it. */
export const hasEnded = (parties: Record<string, unknown>, firm: string | null): boolean =>
  firm !== null && Object.values(parties).some((p) => (p as Record<string, unknown> | null)?.['creditCode'] === firm && (p as Record<string, unknown>)['state'] === '注销')

const firmFacts = (firm: Entry) => ({ ...firm.values, businessLicence: { state: firmStates[String(firm.values['state'])] ?? 'unknown', number: firm.values['creditCode'] } })

/** Keys (identity numbers, credit codes) of a party: from its record, or from the rows of the form. */
export function partyKeys(item: ItemDefinition, name: string, parties: Record<string, unknown>, answers: Record<string, unknown>): string[] {
  const own = parties[name] as Record<string, unknown> | null | undefined
  const party = item.parties[name]
  if (own) return [own['creditCode'], own['identityNumber']].filter((k): k is string => typeof k === 'string').slice(0, 1)
  if (!party) return []
  const at = party.at ? (party.at.split('/').slice(1).reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], answers)) : answers[name]
  const rows = Array.isArray(at) ? at : at ? [at] : []
  const key = party.key ?? (party.concept === 'firm' ? 'creditCode' : 'identityNumber')
  return rows.map((row) => (typeof row === 'string' ? row : (row as Record<string, unknown>)[key])).filter((k): k is string => typeof k === 'string' && k !== '')
}

/** The registers' records that an item's rules need, fetched before they run, each from its owner. */
export async function factsOf(context: Context, item: ItemDefinition, parties: Record<string, unknown>, answers: Record<string, unknown>): Promise<Record<string, unknown>> {
  const facts: Record<string, unknown> = {}
  for (const fact of item.facts ?? []) {
    const records = await recordsOf(context, fact.register, partyKeys(item, fact.of, parties, answers), { ...approval(item), ...(fact.law ? { law: fact.law } : {}) })
    facts[fact.id] = fact.gives ? evaluate(fact.gives, { records, today: context.now.toISOString().slice(0, 10) }) : records
  }
  return facts
}

/** All records of a register for some keys, found by its subject (or its key). */
export async function recordsOf(context: Context, register: string, keys: readonly string[], why: Purpose): Promise<Record<string, unknown>[]> {
  const registers = context.ask(registersPort)
  const definition = registers.definition(register)
  if (!definition) throw new Error(`no register ${register}`)
  const isFirm = register === 'legal-persons'
  const field = isFirm ? definition.key : definition.subject ?? definition.key
  const found: Record<string, unknown>[] = []
  for (const key of [...new Set(keys)].slice(0, 200)) found.push(...(await registers.findBy(register, field, key, why)).map((entry) => entry.values))
  return found
}
