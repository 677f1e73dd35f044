import { isDeepStrictEqual } from 'node:util'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { askOfFile } from '#modules/capabilities/forms/evaluation.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { Received } from '#modules/capabilities/materials/contract.ts'
import { materialsPort } from '#modules/capabilities/materials/port.ts'
import { sealContent } from '../content.ts'
import type { Content } from '../content.ts'
import type { consent as consentRoute, readDraftMaterial as readRoute, removeMaterial as removeRoute, saveDraft as saveRoute, sendDraftFile as fileRoute } from '../contract.ts'
import type { Draft, Material } from '../contract.ts'
import { draftView, materialView, needsOf, openedDraft } from '../drafts.ts'
import { fileId } from '../forms.ts'
import { materialFile } from '../material-file.ts'
import type { Opened } from '../drafts.ts'
import { seen } from '../scope.ts'
import { draftStore, materialStore } from '../store.ts'
import { newerOf } from './renew-draft.ts'

const CONTENT_LIMIT = 256 * 1024

export async function readDraft(context: Context, { id }: { id: string }): Promise<Result<Draft>> {
  const opened = await openedDraft(context, id)
  if (!opened.ok) return opened
  context.audit({ act: 'cases.read-draft', object: `draft/${id}`, subject: opened.value.row.applicant_index })
  return ok({ ...(await draftView(context, opened.value)), newer: await newerOf(context, opened.value) })
}

export async function listDrafts(context: Context) {
  const rows = await draftStore(context.db).mine(context.actor.id, context.actor.kind === 'person' ? (context.actor.traits['principal'] ?? context.actor.id) : null)
  const items = context.ask(itemsPort)
  const drafts = await Promise.all(rows.map(async (r) => ({ id: r.id, item: r.item, itemName: (await items.version(r.item, r.item_version)).definition.name, applicantName: r.applicant_name, division: r.division, channel: r.channel, savedAt: r.updated_at.toISOString() })))
  return ok({ drafts })
}

/** Saves what was typed so far, right or wrong; the version that was read must still stand, so two devices never overwrite each other unseen. */
export async function saveDraft(context: Context, input: InputOf<typeof saveRoute>): Promise<Result<Draft>> {
  const opened = await openedDraft(context, input.id, true)
  if (!opened.ok) return opened
  if (isSavedAlready(opened.value, input)) return ok({ ...(await draftView(context, opened.value)), newer: await newerOf(context, opened.value) })
  if (opened.value.row.version !== input.version) return fail('kernel/conflict', '这份草稿已在别处改过，请刷新后再填')
  if (JSON.stringify(input.answers).length > CONTENT_LIMIT) return fail('cases/draft-too-large')
  const content = { ...opened.value.content, situations: input.situations, answers: input.answers }
  const kept = await keep(context, opened.value, content)
  return kept.ok ? ok({ ...kept.value, newer: await newerOf(context, { ...opened.value, content }) }) : kept
}

/** The same save again, whose first reply was lost on the way: it stands as the last one, and repeating it changes nothing. */
function isSavedAlready({ row, content }: Opened, input: InputOf<typeof saveRoute>): boolean {
  return row.version === input.version + 1 && isDeepStrictEqual([content.situations, content.answers], [input.situations, input.answers])
}

async function keep(context: Context, opened: Opened, content: Content): Promise<Result<Draft>> {
  const { row } = opened
  await draftStore(context.db).save(row.id, row.version, sealContent(context, content), context.now)
  return ok(await draftView(context, { ...opened, content, row: { ...row, version: row.version + 1, updated_at: context.now } }))
}

/** The applicant lets the state use its own records; named one by one, taken back by leaving them out. */
export async function giveConsent(context: Context, input: InputOf<typeof consentRoute>): Promise<Result<Draft>> {
  const opened = await openedDraft(context, input.id, true)
  if (!opened.ok) return opened
  const held = new Set(opened.value.own.definition.materials.filter((m) => m.held).map((m) => m.id))
  const consents = [...new Set(input.materials)].filter((m) => held.has(m))
  context.audit({ act: 'cases.consent', object: `draft/${input.id}`, subject: opened.value.row.applicant_index, law: '个人信息保护法 第十三条', detail: { materials: consents } })
  return keep(context, opened.value, { ...opened.value.content, consents })
}

export async function dropDraft(context: Context, { id }: { id: string }) {
  const opened = await openedDraft(context, id, true)
  if (!opened.ok) return opened
  await materialStore(context.db).dropAll(id)
  await draftStore(context.db).drop(id)
  context.audit({ act: 'cases.drop-draft', object: `draft/${id}`, subject: opened.value.row.applicant_index })
  return ok({})
}

/** A file as it was given, so that its giver sees what was given. */
export async function readDraftMaterial(context: Context, input: InputOf<typeof readRoute>): Promise<Result<unknown>> {
  const opened = await openedDraft(context, input.id)
  if (!opened.ok) return opened
  const material = (await materialStore(context.db).of(input.id)).find((m) => m.material === input.material && m.number === input.number)
  if (!material) return fail('cases/no-material')
  context.audit({ act: 'cases.read-material', object: `material/${input.id}/${input.material}`, subject: opened.value.row.applicant_index, purpose: 'self' })
  return materialFile(context, material)
}

type Upload = { id: string; material: string; name: string; body: AsyncIterable<Uint8Array> }

export async function upload(context: Context, input: { id: string; material: string; name: string }): Promise<Result<Material>> {
  const opened = await openedDraft(context, input.id)
  if (!opened.ok) return opened
  const needs = await needsOf(context, opened.value.own, seen(context, opened.value.own, opened.value.row.division, opened.value.content), opened.value.content, [])
  const need = needs.find((n) => n.id === input.material)
  if (!need || need.source === 'form') return fail('cases/no-material')
  const received = await context.ask(materialsPort).receive((input as Upload).body, input.name, need.accepts)
  if (!received.ok) return received
  // The draft is locked only now: while a file comes in, others may, and the draft may be saved, submitted or dropped.
  return (await draftStore(context.db).find(input.id, true)) ? keepFile(context, input.id, input, received.value) : fail('cases/no-draft')
}

/** Takes a file in for a case that is locked already. */
export async function store(context: Context, owner: string, accepts: readonly string[], input: Upload): Promise<Result<Material>> {
  const received = await context.ask(materialsPort).receive(input.body, input.name, accepts)
  return received.ok ? keepFile(context, owner, input, received.value) : received
}

/** A file for a question of the form; it stands among the materials under the question's place. */
export async function sendDraftFile(context: Context, input: InputOf<typeof fileRoute>): Promise<Result<{ id: string; name: string; type: string; size: number }>> {
  const opened = await openedDraft(context, input.id)
  if (!opened.ok) return opened
  const ask = askOfFile(opened.value.own.form, input.at)
  if (!ask) return fail('cases/no-material')
  const received = await context.ask(materialsPort).receive((input as typeof input & { body: AsyncIterable<Uint8Array> }).body, input.name, ask.accepts ?? ['pdf', 'image'])
  if (!received.ok) return received
  if (!(await draftStore(context.db).find(input.id, true))) return fail('cases/no-draft')
  const kept = await keepFile(context, input.id, { material: input.at, name: input.name }, received.value)
  return kept.ok ? ok({ id: fileId(input.at, kept.value.number), name: input.name, type: received.value.media, size: received.value.size }) : kept
}

/** Links a file to its locked owner, a draft or a case. */
async function keepFile(context: Context, owner: string, input: { material: string; name: string }, file: Received): Promise<Result<Material>> {
  const before = (await materialStore(context.db).of(owner)).filter((m) => m.material === input.material)
  if (before.length >= 20) return fail('materials/too-many')
  const row = { material: input.material, number: Math.max(0, ...before.map((m) => m.number)) + 1, kind: 'uploaded', name: input.name, blob: file.blob, media: file.media, size: file.size, reference: null, state: 'given', note: null }
  await materialStore(context.db).add(owner, [row], context.now)
  context.audit({ act: 'cases.upload', object: `material/${owner}/${input.material}/${row.number}`, detail: { size: row.size, media: row.media } })
  return ok(materialView(row))
}

export async function removeMaterial(context: Context, input: InputOf<typeof removeRoute>) {
  const opened = await openedDraft(context, input.id, true)
  if (!opened.ok) return opened
  const gone = await materialStore(context.db).drop(input.id, input.material, input.number)
  return gone === 0 ? fail('cases/no-material') : ok({})
}
