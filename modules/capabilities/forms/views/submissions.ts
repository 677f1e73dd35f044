import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { listSubmissions as listRoute, mySubmissionPaper as myPaperRoute, PaperFormat, readSubmission as readRoute, SentFile, Submission, submissionPaper as paperRoute } from '../contract.ts'
import { fileOf } from '../files.ts'
import { paper } from '../packing.ts'
import type { Sealed } from '../port.ts'
import { definition, isSealed, listed, opened, receiptOf } from '../sealing.ts'
import { collectionStore, draftStore, submissionStore } from '../store.ts'
import { spanOf } from './export.ts'
import { ofOffice } from '../use-cases/manage-collection.ts'

const view = (sealed: Sealed): Submission => ({ id: sealed.id, receipt: sealed.receipt, title: sealed.form.title, who: sealed.whoName, at: sealed.at.toISOString(), form: sealed.form, answers: sealed.answers as Record<string, unknown>, facts: { ...sealed.facts }, digest: sealed.digest, intact: sealed.intact, fault: sealed.fault })

export async function listSubmissions(context: Context, { key, page = 1, ...days }: InputOf<typeof listRoute>) {
  if (!(await ofOffice(context, key))) return fail('forms/no-form')
  const store = submissionStore(context.db)
  const numbers = new Map((await collectionStore(context.db).fingerprints(key)).map((one) => [one.fingerprint, one.number]))
  context.audit({ act: 'forms.list-submissions', object: `collection/${key}`, purpose: 'filing', detail: { page, ...days } })
  const span = spanOf(context, days)
  const rows = await store.latestIn(key, span, (page - 1) * 20, 20)
  const total = await store.countIn(key, span)
  const isAll = days.from === undefined && days.to === undefined
  return ok({
    total, missing: isAll ? await store.missing(key, total) : [],
    submissions: rows.map((row) => ({ id: row.id, receipt: receiptOf(row), who: row.who_name, at: row.at.toISOString(), version: numbers.get(row.definition) ?? 0, intact: isSealed(context, row) })),
  })
}

async function ofCollection(context: Context, { key, id }: InputOf<typeof readRoute>): Promise<Result<Sealed>> {
  if (!(await ofOffice(context, key))) return fail('forms/no-form')
  const row = await submissionStore(context.db).find(id)
  const sealed = row?.kind === 'collection' && row.subject === key ? await opened(context, row) : undefined
  if (!sealed) return fail('forms/no-submission')
  context.audit({ act: 'forms.read-submission', object: `submission/${id}`, purpose: `filing:${sealed.form.title}`, ...(sealed.who === 'anyone' ? {} : { subject: sealed.who }) })
  return ok(sealed)
}

export async function readSubmission(context: Context, input: InputOf<typeof readRoute>): Promise<Result<Submission>> {
  const sealed = await ofCollection(context, input)
  return sealed.ok ? ok(view(sealed.value)) : sealed
}

export async function submissionPaper(context: Context, input: InputOf<typeof paperRoute>): Promise<Result<SentFile>> {
  const sealed = await ofCollection(context, input)
  return sealed.ok ? paperOf(context, sealed.value, input.format) : sealed
}

/** A paper would pass for what was handed in. */
async function paperOf(context: Context, sealed: Sealed, format?: PaperFormat): Promise<Result<SentFile>> {
  if (sealed.fault) return fail('forms/not-intact', sealed.fault.message)
  const row = await collectionStore(context.db).find(sealed.subject)
  return paper(context, sealed, { issuer: row?.unit_name ?? '', number: sealed.receipt, demonstration: context.config.demonstration }, format)
}

export async function submissionFile(context: Context, input: InputOf<typeof readRoute> & { file: string }): Promise<Result<SentFile>> {
  const sealed = await ofCollection(context, input)
  return sealed.ok ? fileOf(context, sealed.value, input.file) : sealed
}

export async function mySubmissionFile(context: Context, { id, file }: { id: string; file: string }): Promise<Result<SentFile>> {
  const sealed = await own(context, id)
  return sealed ? fileOf(context, sealed, file) : fail('forms/no-submission')
}

/** A person's own; the papers of applications are found with their case. */
async function own(context: Context, id: string): Promise<Sealed | undefined> {
  const row = await submissionStore(context.db).find(id)
  return row?.kind === 'collection' && row.who === context.actor.id ? opened(context, row) : undefined
}

export async function readMySubmission(context: Context, { id }: { id: string }): Promise<Result<Submission>> {
  const sealed = await own(context, id)
  if (!sealed) return fail('forms/no-submission')
  context.audit({ act: 'forms.read-submission', object: `submission/${id}`, subject: context.actor.id, purpose: 'self' })
  return ok(view(sealed))
}

export async function mySubmissionPaper(context: Context, { id, format }: InputOf<typeof myPaperRoute>): Promise<Result<SentFile>> {
  const sealed = await own(context, id)
  return sealed ? paperOf(context, sealed, format) : fail('forms/no-submission')
}

export async function mySubmissions(context: Context) {
  const rows = await submissionStore(context.db).mine(context.actor.id)
  const drafts = await draftStore(context.db).mine(context.actor.id)
  const submissions = await Promise.all(rows.map(async (row) => ({ id: row.id, receipt: listed(row).receipt, title: (await definition(context, row.definition))?.title ?? '', at: row.at.toISOString() })))
  return ok({ submissions, drafts: drafts.map((one) => ({ key: one.collection, title: one.title, state: one.state, savedAt: one.updated_at.toISOString() })) })
}
