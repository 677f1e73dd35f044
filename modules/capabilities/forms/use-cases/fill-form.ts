import { emitValidator } from '@xiangyun/forms'
import type { Answers } from '@xiangyun/forms'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Failure, InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate, startOfDay } from '@xiangyun/kernel/time'
import { carried } from '../carrying.ts'
import { formSubmitted } from '../contract.ts'
import type { lookUp as lookRoute, OpenForm, OwnDraft, saveOwnDraft as saveRoute, SentFile, submitForm as submitRoute } from '../contract.ts'
import { checkAnswers, filesIn } from '../evaluation.ts'
import { strangeFiles } from '../files.ts'
import { published, stateOf } from '../gate.ts'
import type { Found } from '../gate.ts'
import { notHeld } from '../holding.ts'
import { knownOf, withKnown } from '../known.ts'
import { judge } from '../looking.ts'
import { seal } from '../sealing.ts'
import { draftStore, fileStore, submissionStore } from '../store.ts'

const MOST = 256 * 1024
/** From somebody who has not signed in, and nobody can be asked about it. */
const MOST_FROM_ANYONE = 64 * 1024
/** Submissions that a form open to anyone takes on one day. */
export const MOST_A_DAY = 2_000
const draftPurpose = 'forms/draft'

const sizeOf = (text: string): number => Buffer.byteLength(text)

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

export async function saveOwnDraft(context: Context, input: InputOf<typeof saveRoute>): Promise<Result<{ revision: number; savedAt: string; newer: boolean }>> {
  const found = await published(context, input.key)
  if (!found) return fail('forms/no-form')
  const newer = found.version > input.version
  const text = JSON.stringify(input.answers)
  if (sizeOf(text) > MOST) return fail('forms/too-large')
  const store = draftStore(context.db)
  const revision = input.revision + 1
  const done = await store.save({ collection: input.key, who: context.actor.id, version: input.version, content: Buffer.from(context.keys.seal(draftPurpose, text)), revision, updated_at: context.now })
  if (done > 0) return ok({ revision, savedAt: context.now.toISOString(), newer })
  const standing = await store.find(input.key, context.actor.id)
  // The same save again, whose first reply was lost on the way.
  if (standing?.revision === revision && context.keys.open(draftPurpose, standing.content) === text) return ok({ revision, savedAt: standing.updated_at.toISOString(), newer })
  return fail('kernel/conflict', '这份草稿已在别处改过，请刷新后再填')
}

/** Everything is checked once more, registers are asked, then form and answers are sealed together. */
export async function submitForm(context: Context, input: InputOf<typeof submitRoute>): Promise<Result<{ id: string; receipt: string; at: string }>> {
  const found = await published(context, input.key)
  if (!found) return fail('forms/no-form')
  const refused = closed(context, found, input.version) ?? (await tooMuch(context, found, input.answers))
  if (refused) return refused
  const { row, version, form } = found
  const facts = { today: localDate(context.now) }
  const checked = await checkAnswers(form, withKnown(input.answers as Answers, await knownOf(context, form)), facts)
  if (checked.errors.length > 0) return fail('forms/invalid', `有 ${checked.errors.length} 处需要改`, checked.errors.map((one) => ({ ...one, at: `/answers${one.at}` })))
  const isPerson = context.actor.kind === 'person'
  const who = isPerson ? context.actor.id : 'anyone'
  const strange = await strangeFiles(context, row.key, who, form, checked.answers)
  if (strange.length > 0) return fail('forms/invalid', '有文件没有传上来', strange.map((one) => ({ ...one, at: `/answers${one.at}` })))
  const strangers = await notHeld(context, form, checked.answers, { identityNumber: context.actor.traits['identityNumber'], index: who, firm: context.actor.traits['firm'], signers: isPerson ? [context.actor.name] : [] })
  if (strangers.length > 0) return fail('forms/invalid', strangers[0]!.message, strangers.map((one) => ({ ...one, at: `/answers${one.at}` })))
  const judged = await judge(context, form, checked.answers, facts)
  if (judged === 'too-many') return fail('forms/too-many-looks')
  const verdicts = judged.filter((one) => one.blocks)
  if (verdicts.some((one) => one.state === 'down')) return fail('forms/register-down')
  if (verdicts.length > 0) return fail('forms/invalid', '有内容与登记不一致', verdicts.map((one) => ({ at: `/answers${one.at}`, code: 'look', message: one.message ?? '与登记不一致' })))
  const sealed = await seal(context, { kind: 'collection', subject: row.key, form, answers: checked.answers, facts, kept: facts, who, whoName: isPerson ? context.actor.name : '未登录' })
  const files = filesIn(form, checked.answers).map((one) => one.id)
  if (files.length > 0) await fileStore(context.db).name(row.key, files, sealed.id)
  if (isPerson) await draftStore(context.db).drop(row.key, context.actor.id)
  context.emit(formSubmitted, { collection: row.key, submission: sealed.id, unit: row.unit })
  context.audit({ act: 'forms.submit', object: `submission/${sealed.id}`, ...(isPerson ? { subject: context.actor.id } : {}), detail: { collection: row.key, version } })
  return ok({ id: sealed.id, receipt: sealed.receipt, at: context.now.toISOString() })
}

/** Why this actor cannot hand in, or ask registers by, this version now. Registers are asked only by people who are known. */
function closed(context: Context, { row, version, form }: Found, given: number): Failure | undefined {
  if ((row.audience === 'person' || form.looks?.length) && context.actor.kind !== 'person') return fail('forms/sign-in')
  if (stateOf(row, localDate(context.now)) !== 'open') return fail('forms/not-open')
  return version === given ? undefined : fail('forms/newer')
}

/** Nobody fills the disk, least of all unseen. */
async function tooMuch(context: Context, { row }: Found, answers: unknown): Promise<Failure | undefined> {
  const isOpen = row.audience === 'anyone'
  if (sizeOf(JSON.stringify(answers)) > (isOpen ? MOST_FROM_ANYONE : MOST)) return isOpen ? fail('forms/too-large', '内容太多，最多 64 KB') : fail('forms/too-large')
  const today = isOpen ? await submissionStore(context.db).since(row.key, startOfDay(localDate(context.now)), MOST_A_DAY) : 0
  return today < MOST_A_DAY ? undefined : fail('forms/full-today')
}

/** One question to a register, while the person is still typing; for those who could hand in now. */
export async function lookUp(context: Context, input: InputOf<typeof lookRoute>): Promise<Result<{ state: 'holds' | 'broken' | 'down'; message: string | null }>> {
  const found = await published(context, input.key)
  if (!found) return fail('forms/no-form')
  const refused = closed(context, found, input.version)
  if (refused) return refused
  const judged = await judge(context, found.form, withKnown(input.answers as Answers, await knownOf(context, found.form)), { today: localDate(context.now) }, input.look)
  if (judged === 'too-many') return fail('forms/too-many-looks')
  const [verdict] = judged
  return ok({ state: verdict?.state ?? ('holds' as const), message: verdict?.message ?? null })
}
