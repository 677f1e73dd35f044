import { parseCitizenNumber } from '@xiangyun/identifiers'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { identityPort } from '#modules/capabilities/identity/port.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { isCovered, mayFileFor } from '../authority.ts'
import { sealApplicant, sealContent } from '../content.ts'
import type { openCounterDraft, openDraft as openRoute } from '../contract.ts'
import type { Draft } from '../contract.ts'
import { draftView } from '../drafts.ts'
import { factsOf, hasEnded, partiesOf } from '../parties.ts'
import type { Applicant } from '../parties.ts'
import { draftStore } from '../store.ts'
import type { DraftRow } from '../store.ts'

const ranks = ['none', 'registered', 'real-name', 'strong']

/** Step-up is declared by the item: the session must have been proved at least that well. */
export const isAssured = (context: Context, own: ItemVersion): boolean => ranks.indexOf(context.actor.traits['assurance'] ?? 'none') >= ranks.indexOf(own.definition.assurance)

const needsFirm = (own: ItemVersion): boolean => Object.values(own.definition.parties).some((p) => p.acts === 'applicant-or-agent' && p.concept === 'firm')

/** A resident begins an application, for themselves, for the firm or for the person they act for. */
export async function openDraft(context: Context, input: InputOf<typeof openRoute>): Promise<Result<Draft>> {
  const { actor } = context
  const own = await context.ask(itemsPort).current(input.item)
  if (!own.ok) return own
  if (actor.kind !== 'person') return fail('kernel/forbidden')
  if (!isAssured(context, own.value)) return fail('kernel/step-up-needed')
  const firm = needsFirm(own.value) ? actor.traits['firm'] ?? null : null
  if (needsFirm(own.value) && !firm) return fail('cases/firm-needed')
  if (!(await isCovered(context, firm, own.value.item))) return fail('identity/not-delegated', `授权不包括“${own.value.definition.name}”，或者已经失效`)
  const { principal, principalNumber, principalName } = actor.traits
  if (principal === undefined || firm) return begin(context, own.value, input.division, { identityNumber: actor.traits['identityNumber']!, firm }, actor.name, 'web', input.situations ?? {})
  if (own.value.definition.inPerson) return fail('identity/in-person', `要本人亲自办（${own.value.definition.inPerson}）`)
  if (!(await mayFileFor(context, principal, own.value.item))) return fail('identity/not-delegated', `授权不包括“${own.value.definition.name}”，或者已经失效`)
  return begin(context, own.value, input.division, { identityNumber: principalNumber!, firm: null }, principalName!, 'web', input.situations ?? {})
}

/** A window clerk begins for somebody who stands at the counter. */
export async function openAtCounter(context: Context, input: InputOf<typeof openCounterDraft>): Promise<Result<Draft>> {
  const number = parseCitizenNumber(input.identityNumber, { today: localDate(context.now) })
  if (!number.ok) return fail('kernel/invalid-input', number.message, [{ at: '/identityNumber', code: number.code, message: number.message }])
  const own = await context.ask(itemsPort).current(input.item)
  if (!own.ok) return own
  const person = await context.ask(registersPort).find('people', number.value.number, { purpose: `counter:${own.value.definition.name}` })
  if (!person || person.values['name'] !== input.name.trim()) return fail('cases/no-person')
  const firm = input.firm ?? null
  if (needsFirm(own.value) && !firm) return fail('cases/firm-needed')
  if (firm && !(await context.ask(identityPort).mayActFor(number.value.number, firm))) return fail('cases/not-their-firm')
  if (!(await isCovered(context, firm, own.value.item, number.value.number))) return fail('identity/not-delegated', `授权不包括“${own.value.definition.name}”`)
  return begin(context, own.value, context.actor.traits['division']!, { identityNumber: number.value.number, firm }, input.name.trim(), 'counter', input.situations ?? {})
}

async function begin(context: Context, own: ItemVersion, division: string, applicant: Applicant, name: string, channel: string, situations: Record<string, unknown>): Promise<Result<Draft>> {
  if (!context.ask(itemsPort).offices(own, division)) return fail('cases/no-office')
  const parties = await partiesOf(context, own.definition, applicant)
  if (hasEnded(parties, applicant.firm)) return fail('cases/firm-ended')
  const known = new Set(own.definition.situations.map((s) => s.id))
  const content = { situations: Object.fromEntries(Object.entries(situations).filter(([id]) => known.has(id))), answers: {}, parties, facts: await factsOf(context, own.definition, parties, {}), consents: [] }
  const row: DraftRow = {
    id: context.ids.next(), item: own.item, item_version: own.version, division, applicant_index: context.keys.index('subject', applicant.identityNumber), applicant: sealApplicant(context, applicant.identityNumber),
    applicant_name: name, firm: applicant.firm, channel, opened_by: context.actor.id, content: sealContent(context, content), version: 1, updated_at: context.now,
  }
  await draftStore(context.db).add(row)
  context.audit({ act: 'cases.open-draft', object: `draft/${row.id}`, subject: row.applicant_index, detail: { item: own.item, channel } })
  return ok(await draftView(context, { row, content, own, identityNumber: applicant.identityNumber }))
}
