import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ok } from '@xiangyun/kernel/contract'
import type { PayloadOf } from '@xiangyun/kernel/contract'
import { none, sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import type { caseAsked, caseEnded, caseMoved, caseSubmitted } from '#modules/capabilities/cases/contract.ts'
import type { correctionAnswered, correctionAsked } from '#modules/capabilities/corrections/contract.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { dayWords, fill } from './words.ts'

type Template = { readonly title: string; readonly text: string; readonly link?: string }
const cache = new Map<string, Record<string, Template>>()

/** Message templates of the catalogue: words with {names} that are filled in. */
function templates(roots: readonly string[]): Record<string, Template> {
  const key = roots.join(':')
  const known = cache.get(key) ?? (Object.assign({}, ...roots.map((r) => join(r, 'templates', 'messages.yaml')).filter((f) => existsSync(f)).map((f) => (parse(readFileSync(f, 'utf8')) as { templates: Record<string, Template> }).templates)) as Record<string, Template>)
  cache.set(key, known)
  return known
}


async function send(context: Context, event: string, template: string, receiver: string, values: Record<string, string>): Promise<void> {
  const own = templates(context.config.catalogue)[template]
  if (!own) return
  await context.db.later(sql`insert into messages.message (id, receiver, at, template, title, text, link, source) values (${context.ids.next()}, ${receiver}, ${context.now}, ${template}, ${fill(own.title, values)}, ${fill(own.text, values)}, ${own.link ? fill(own.link, values) : null}, ${event}) on conflict do nothing`)
}

type Told = PayloadOf<typeof caseSubmitted>
const valuesOf = (context: Context, told: Told): Record<string, string> => ({ item: told.itemName, number: told.number, case: told.case, unit: context.ask(organisationsPort).unitById(told.unit)?.name ?? '' })

export const onSubmitted = (context: Context, told: Told, event: { id: string }) => send(context, event.id, 'submitted', told.applicant, valuesOf(context, told))

export async function onMoved(context: Context, told: PayloadOf<typeof caseMoved>, event: { id: string }): Promise<void> {
  if (told.decision === 'accepted') await send(context, event.id, 'accepted', told.applicant, { ...valuesOf(context, told), promise: dayWords(told.promiseOn) })
}

export const onAsked = (context: Context, told: PayloadOf<typeof caseAsked>, event: { id: string }) => send(context, event.id, `asked-${told.kind}`, told.applicant, { ...valuesOf(context, told), text: told.text, until: dayWords(told.until) })

export const onEnded = (context: Context, told: PayloadOf<typeof caseEnded>, event: { id: string }) => send(context, event.id, `ended-${told.outcome}`, told.applicant, valuesOf(context, told))

type ToldCorrection = PayloadOf<typeof correctionAsked>
const tellCorrection = (context: Context, template: string, told: ToldCorrection, event: { id: string }) =>
  send(context, event.id, template, told.who, { register: told.registerName, field: told.fieldName, number: told.number, unit: context.ask(organisationsPort).unitById(told.unit)?.name ?? '', until: dayWords(told.due) })

export const onCorrectionAsked = (context: Context, told: ToldCorrection, event: { id: string }) => tellCorrection(context, 'correction-asked', told, event)
export const onCorrectionAnswered = (context: Context, told: PayloadOf<typeof correctionAnswered>, event: { id: string }) => tellCorrection(context, `correction-${told.decision}`, told, event)
export const onCorrectionLate = (context: Context, told: ToldCorrection, event: { id: string }) => tellCorrection(context, 'correction-late', told, event)

type Row = { id: string; at: Date; receiver: string; title: string; text: string; link: string | null; read_at: Date | null }

export async function mine(context: Context, input: { before?: string }) {
  const rows = await context.db.rows<Row>(sql`select id, at, title, text, link, read_at from messages.message where receiver = ${context.actor.id} ${input.before ? sql`and id < ${input.before}` : none} order by id desc limit 30`)
  const unread = await context.db.one<{ n: number }>(sql`select count(*) as n from messages.message where receiver = ${context.actor.id} and read_at is null`)
  return ok({ messages: rows.map((r) => ({ id: r.id, at: r.at.toISOString(), title: r.title, text: r.text, link: r.link, read: r.read_at !== null })), unread: unread!.n })
}

export async function read(context: Context) {
  await context.db.run(sql`update messages.message set read_at = ${context.now} where receiver = ${context.actor.id} and read_at is null`)
  return ok({})
}

/** What would have gone out by SMS, newest first; the receiver stays a fingerprint. */
export async function sent(context: Context) {
  const rows = await context.db.rows<Row>(sql`select id, at, receiver, title, text, link, read_at from messages.message order by id desc limit 100`)
  return ok({ messages: rows.map((r) => ({ id: r.id, at: r.at.toISOString(), to: `${r.receiver.slice(0, 6)}…`, channel: '站内消息', text: `【${r.title}】${r.text}` })) })
}
