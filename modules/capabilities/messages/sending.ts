import type { PayloadOf } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { caseAsked, caseEnded, caseMoved, caseSubmitted } from '#modules/capabilities/cases/contract.ts'
import type { correctionAnswered, correctionAsked } from '#modules/capabilities/corrections/contract.ts'
import type { itemPublished } from '#modules/capabilities/items/contract.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { licenceEnding } from '#modules/capabilities/licences/contract.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { messageStore } from './store.ts'
import { readWords } from './templates.ts'
import { dayWords, fill } from './words.ts'

/** Words for each receiver, unless they have left what the template is about. */
async function send(context: Context, event: string, template: string, receivers: readonly string[], values: Record<string, string>): Promise<void> {
  const { templates, topics } = readWords(context.config.catalogue)
  const own = templates[template]
  if (!own || receivers.length === 0) return
  const words = { template, title: fill(own.title, values), text: fill(own.text, values), link: own.link ? fill(own.link, values) : null, source: event, at: context.now.toISOString() }
  await messageStore(context.db).add(receivers.map((receiver) => ({ id: context.ids.next(), receiver, ...words })), topics[own.topic]!.law ? '' : own.topic)
}

type Told = PayloadOf<typeof caseSubmitted>
const valuesOf = (context: Context, told: Told): Record<string, string> => ({ item: told.itemName, number: told.number, case: told.case, unit: context.ask(organisationsPort).unitById(told.unit)?.name ?? '' })

/** The applicant hears of it, and whoever filed it for them. */
const tell = (context: Context, event: string, template: string, told: Pick<Told, 'applicant' | 'agent'>, values: Record<string, string>): Promise<void> =>
  send(context, event, template, [...new Set([told.applicant, ...(told.agent ? [told.agent] : [])])], values)

export const onSubmitted = (context: Context, told: Told, event: { id: string }) => tell(context, event.id, 'submitted', told, valuesOf(context, told))

export async function onMoved(context: Context, told: PayloadOf<typeof caseMoved>, event: { id: string }): Promise<void> {
  if (told.decision === 'accepted') await tell(context, event.id, 'accepted', told, { ...valuesOf(context, told), promise: dayWords(told.promiseOn) })
}

export const onAsked = (context: Context, told: PayloadOf<typeof caseAsked>, event: { id: string }) => tell(context, event.id, `asked-${told.kind}`, told, { ...valuesOf(context, told), text: told.text, until: dayWords(told.until) })

export const onEnded = (context: Context, told: PayloadOf<typeof caseEnded>, event: { id: string }) => tell(context, event.id, `ended-${told.outcome}`, told, valuesOf(context, told))

type ToldCorrection = PayloadOf<typeof correctionAsked>
const tellCorrection = (context: Context, template: string, told: ToldCorrection, event: { id: string }) =>
  send(context, event.id, template, [told.who], { register: told.registerName, field: told.fieldName, number: told.number, unit: context.ask(organisationsPort).unitById(told.unit)?.name ?? '', until: dayWords(told.due) })

export const onCorrectionAsked = (context: Context, told: ToldCorrection, event: { id: string }) => tellCorrection(context, 'correction-asked', told, event)
export const onCorrectionAnswered = (context: Context, told: PayloadOf<typeof correctionAnswered>, event: { id: string }) => tellCorrection(context, `correction-${told.decision}`, told, event)
export const onCorrectionLate = (context: Context, told: ToldCorrection, event: { id: string }) => tellCorrection(context, 'correction-late', told, event)

/** The holder hears of it; of a firm's licence, whoever represents the firm. */
export async function onLicenceEnding(context: Context, told: PayloadOf<typeof licenceEnding>, event: { id: string }): Promise<void> {
  const receiver = told.holderKind === 'person' ? told.holder : await representativeOf(context, told.holder)
  if (receiver) await send(context, event.id, 'licence-ending', [receiver], { licence: told.name, holder: told.holderName, until: dayWords(told.validUntil) })
}

async function representativeOf(context: Context, creditCode: string): Promise<string | undefined> {
  const firm = await context.ask(registersPort).find('legal-persons', creditCode, { purpose: 'approval', law: '行政许可法 第五十条' })
  const number = firm?.values['representative']
  return typeof number === 'string' ? context.keys.index('subject', number) : undefined
}

const PORTION = 1000

/** Everybody who follows the item. */
export async function onItemPublished(context: Context, told: PayloadOf<typeof itemPublished>, event: { id: string }): Promise<void> {
  const store = messageStore(context.db)
  let portion = await store.followers(told.item, '', PORTION)
  if (portion.length === 0) return
  const { definition } = await context.ask(itemsPort).version(told.item, told.version)
  while (portion.length > 0) {
    await send(context, event.id, 'item-changed', portion, { item: definition.name, itemId: told.item, from: dayWords(told.effectiveFrom) })
    portion = portion.length < PORTION ? [] : await store.followers(told.item, portion.at(-1)!, PORTION)
  }
}
