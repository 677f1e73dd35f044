import { emitValidator } from '@xiangyun/forms'
import type { Answers, PublishedForm } from '@xiangyun/forms'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { materialsPort } from '#modules/capabilities/materials/port.ts'
import { carried } from '../carrying.ts'
import { formSubmitted } from '../contract.ts'
import type { CollectionState, lookUp as lookRoute, OpenForm, OwnDraft, saveOwnDraft as saveRoute, sendFile as fileRoute, SentFile, submitForm as submitRoute } from '../contract.ts'
import { askOfFile, checkAnswers } from '../evaluation.ts'
import { strangeFiles } from '../files.ts'
import { notHeld } from '../holding.ts'
import { knownOf, withKnown } from '../known.ts'
import { judge } from '../looking.ts'
import { definition, seal } from '../sealing.ts'
import { collectionStore, draftStore, fileStore } from '../store.ts'
import type { CollectionRow } from '../store.ts'

const MOST = 256 * 1024
const draftPurpose = 'forms/draft'

type Found = { readonly row: CollectionRow; readonly version: number; readonly form: PublishedForm }

/** A published collection at its newest version, or at one named. */
async function published(context: Context, key: string, number?: number): Promise<Found | undefined> {
  const row = await collectionStore(context.db).find(key)
  if (!row || row.version === null) return undefined
  const version = await collectionStore(context.db).version(key, number ?? row.version)
  const form = version && (await definition(context, version.fingerprint))
  return form && { row, version: version.number, form }
}

/** The day after its last day a form is closed, whether or not anybody closed it. */
const stateOf = (row: CollectionRow, today: string): CollectionState => (row.state === 'open' && row.closes_on !== null && row.closes_on < today ? 'closed' : row.state)

export async function readOpenForm(context: Context, { key }: { key: string }): Promise<Result<OpenForm>> {
  const found = await published(context, key)
  if (!found) return fail('forms/no-form')
  const { row, version, form } = found
  const known = await knownOf(context, form)
  if (Object.keys(known).length > 0) context.audit({ act: 'forms.open', object: `collection/${key}`, subject: context.actor.id, purpose: 'self' })
  return ok({ key, title: row.title, unitName: row.unit_name, telephone: '12345', state: stateOf(row, localDate(context.now)), audience: row.audience, closesOn: row.closes_on, version, form, known })
}

export async function readOpenValidator(context: Context, { key, version }: { key: string; version: number }): Promise<Result<SentFile>> {
  const found = await published(context, key, version)
  if (!found) return fail('forms/no-form')
  return ok({ file: { name: 'validator.js', type: 'text/javascript; charset=utf-8', inline: true, bytes: Buffer.from(emitValidator(found.form)) } })
}

/** What was typed before, brought to the newest version of the form; what that did is told. */
export async function readOwnDraft(context: Context, { key }: { key: string }): Promise<Result<OwnDraft>> {
  const found = await published(context, key)
  if (!found) return fail('forms/no-form')
  const draft = await draftStore(context.db).find(key, context.actor.id)
  if (!draft) return ok({ answers: {}, revision: 0, savedAt: null, carried: null })
  const answers = JSON.parse(context.keys.open(draftPurpose, draft.content)) as Answers
  const base = { revision: draft.revision, savedAt: draft.updated_at.toISOString() }
  if (draft.version === found.version) return ok({ ...base, answers: answers as Record<string, unknown>, carried: null })
  const before = await published(context, key, draft.version)
  const moved = before ? carried(before.form, found.form, answers) : { answers, words: [] }
  return ok({ ...base, answers: moved.answers as Record<string, unknown>, carried: { from: draft.version, words: [...moved.words] } })
}

export async function saveOwnDraft(context: Context, input: InputOf<typeof saveRoute>): Promise<Result<{ revision: number; savedAt: string }>> {
  if (!(await published(context, input.key))) return fail('forms/no-form')
  const text = JSON.stringify(input.answers)
  if (text.length > MOST) return fail('forms/too-large')
  const store = draftStore(context.db)
  const revision = input.revision + 1
  const done = await store.save({ collection: input.key, who: context.actor.id, version: input.version, content: Buffer.from(context.keys.seal(draftPurpose, text)), revision, updated_at: context.now })
  if (done > 0) return ok({ revision, savedAt: context.now.toISOString() })
  const standing = await store.find(input.key, context.actor.id)
  // The same save again, whose first reply was lost on the way.
  if (standing?.revision === revision && context.keys.open(draftPurpose, standing.content) === text) return ok({ revision, savedAt: standing.updated_at.toISOString() })
  return fail('kernel/conflict', '这份草稿已在别处改过，请刷新后再填')
}

/** Takes one file in for a question of the form; what it really is decides, not its name. */
export async function sendFile(context: Context, input: InputOf<typeof fileRoute>): Promise<Result<{ id: string; name: string; type: string; size: number }>> {
  const found = await published(context, input.key)
  if (!found) return fail('forms/no-form')
  if (found.row.audience === 'person' && context.actor.kind !== 'person') return fail('forms/sign-in')
  if (stateOf(found.row, localDate(context.now)) !== 'open') return fail('forms/not-open')
  const ask = askOfFile(found.form, input.at)
  if (!ask) return fail('forms/no-file')
  const received = await context.ask(materialsPort).receive((input as typeof input & { body: AsyncIterable<Uint8Array> }).body, input.name, ask.accepts ?? ['pdf', 'image'])
  if (!received.ok) return received
  const { blob, media, size } = received.value
  const row = { id: context.ids.next(), collection: input.key, who: context.actor.kind === 'person' ? context.actor.id : 'anyone', name: input.name, media, size, blob, at: context.now }
  await fileStore(context.db).add(row)
  return ok({ id: row.id, name: row.name, type: media, size })
}

/** Everything is checked once more, registers are asked, then form and answers are sealed together. */
export async function submitForm(context: Context, input: InputOf<typeof submitRoute>): Promise<Result<{ id: string; receipt: string; at: string }>> {
  const found = await published(context, input.key)
  if (!found) return fail('forms/no-form')
  const { row, version, form } = found
  if (row.audience === 'person' && context.actor.kind !== 'person') return fail('forms/sign-in')
  if (stateOf(row, localDate(context.now)) !== 'open') return fail('forms/not-open')
  if (version !== input.version) return fail('forms/newer')
  if (JSON.stringify(input.answers).length > MOST) return fail('forms/too-large')
  const facts = { today: localDate(context.now) }
  const checked = await checkAnswers(form, withKnown(input.answers as Answers, await knownOf(context, form)), facts)
  if (checked.errors.length > 0) return fail('forms/invalid', `有 ${checked.errors.length} 处需要改`, checked.errors.map((one) => ({ ...one, at: `/answers${one.at}` })))
  const isPerson = context.actor.kind === 'person'
  const who = isPerson ? context.actor.id : 'anyone'
  const strange = await strangeFiles(context, row.key, who, form, checked.answers)
  if (strange.length > 0) return fail('forms/invalid', '有文件没有传上来', strange.map((one) => ({ ...one, at: `/answers${one.at}` })))
  const strangers = await notHeld(context, form, checked.answers, { identityNumber: context.actor.traits['identityNumber'], index: who, firm: context.actor.traits['firm'] })
  if (strangers.length > 0) return fail('forms/invalid', strangers[0]!.message, strangers.map((one) => ({ ...one, at: `/answers${one.at}` })))
  const verdicts = (await judge(context, form, checked.answers, facts)).filter((one) => one.blocks)
  if (verdicts.some((one) => one.state === 'down')) return fail('forms/register-down')
  if (verdicts.length > 0) return fail('forms/invalid', '有内容与登记不一致', verdicts.map((one) => ({ at: `/answers${one.at}`, code: 'look', message: one.message ?? '与登记不一致' })))
  const sealed = await seal(context, { kind: 'collection', subject: row.key, form, answers: checked.answers, facts, kept: facts, who, whoName: isPerson ? context.actor.name : '未登录' })
  if (isPerson) await draftStore(context.db).drop(row.key, context.actor.id)
  context.emit(formSubmitted, { collection: row.key, submission: sealed.id, unit: row.unit })
  context.audit({ act: 'forms.submit', object: `submission/${sealed.id}`, ...(isPerson ? { subject: context.actor.id } : {}), detail: { collection: row.key, version } })
  return ok({ id: sealed.id, receipt: sealed.receipt, at: context.now.toISOString() })
}

/** One question to a register, while the person is still typing. */
export async function lookUp(context: Context, input: InputOf<typeof lookRoute>) {
  const found = await published(context, input.key, input.version)
  if (!found) return fail('forms/no-form')
  const [verdict] = await judge(context, found.form, withKnown(input.answers as Answers, await knownOf(context, found.form)), { today: localDate(context.now) }, input.look)
  return ok({ state: verdict?.state ?? ('holds' as const), message: verdict?.message ?? null })
}
