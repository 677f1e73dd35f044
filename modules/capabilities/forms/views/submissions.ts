import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localTime } from '@xiangyun/kernel/time'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { listSubmissions as listRoute, readSubmission as readRoute, SentFile, Submission } from '../contract.ts'
import { fileOf } from '../files.ts'
import { paper } from '../paper.ts'
import type { Sealed } from '../port.ts'
import { readBack } from '../reading.ts'
import { definition, listed, opened, receiptOf } from '../sealing.ts'
import { collectionStore, draftStore, submissionStore } from '../store.ts'
import type { SubmissionRow } from '../store.ts'
import { ofOffice } from '../use-cases/manage-collection.ts'

const MOST_EXPORTED = 20_000

const view = (sealed: Sealed): Submission => ({ id: sealed.id, receipt: sealed.receipt, title: sealed.form.title, who: sealed.whoName, at: sealed.at.toISOString(), form: sealed.form, answers: sealed.answers as Record<string, unknown>, facts: { ...sealed.facts }, digest: sealed.digest, intact: sealed.intact })

export async function listSubmissions(context: Context, { key, page = 1 }: InputOf<typeof listRoute>) {
  if (!(await ofOffice(context, key))) return fail('forms/no-form')
  const store = submissionStore(context.db)
  const numbers = new Map((await collectionStore(context.db).versions(key)).map((one) => [one.fingerprint, one.number]))
  context.audit({ act: 'forms.list-submissions', object: `collection/${key}`, purpose: 'filing', detail: { page } })
  const rows = await store.of('collection', key, (page - 1) * 20, 20)
  return ok({ total: await store.count('collection', key), submissions: rows.map((row) => ({ id: row.id, receipt: receiptOf(row), who: row.who_name, at: row.at.toISOString(), version: numbers.get(row.definition) ?? 0 })) })
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

export async function submissionPaper(context: Context, input: InputOf<typeof readRoute>): Promise<Result<SentFile>> {
  const sealed = await ofCollection(context, input)
  return sealed.ok ? ok(await paperOf(context, sealed.value)) : sealed
}

async function paperOf(context: Context, sealed: Sealed): Promise<SentFile> {
  const row = await collectionStore(context.db).find(sealed.subject)
  const { name, bytes } = await paper(context, sealed, { issuer: row?.unit_name ?? '', number: sealed.receipt, demonstration: context.config.demonstration })
  return { file: { name, type: 'application/ofd', bytes } }
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

export async function mySubmissionPaper(context: Context, { id }: { id: string }): Promise<Result<SentFile>> {
  const sealed = await own(context, id)
  return sealed ? ok(await paperOf(context, sealed)) : fail('forms/no-submission')
}

export async function mySubmissions(context: Context) {
  const rows = await submissionStore(context.db).mine(context.actor.id)
  const drafts = await draftStore(context.db).mine(context.actor.id)
  const submissions = await Promise.all(rows.map(async (row) => ({ id: row.id, receipt: listed(row).receipt, title: (await definition(context, row.definition))?.title ?? '', at: row.at.toISOString() })))
  return ok({ submissions, drafts: drafts.map((one) => ({ key: one.collection, title: one.title, state: one.state, savedAt: one.updated_at.toISOString() })) })
}

/** All answers as a table that office programs open; one column a question, over all versions of the form. */
export async function exportSubmissions(context: Context, { key }: { key: string }): Promise<Result<SentFile>> {
  const row = await ofOffice(context, key)
  if (!row) return fail('forms/no-form')
  const store = submissionStore(context.db)
  const count = await store.count('collection', key)
  if (count > MOST_EXPORTED) return fail('forms/too-many')
  const sheet = await sheetOf(context, await store.of('collection', key, 0, MOST_EXPORTED))
  context.audit({ act: 'forms.export', object: `collection/${key}`, purpose: `filing:${row.title}`, detail: { count } })
  return ok({ file: { name: `${row.title}.csv`, type: 'text/csv; charset=utf-8', bytes: Buffer.from(`\uFEFF${sheet.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`) } })
}

async function sheetOf(context: Context, rows: readonly SubmissionRow[]): Promise<string[][]> {
  const organisations = context.ask(organisationsPort)
  const placeOf = (code: string) => organisations.path(code).filter((one) => one.level !== 'province').map((one) => one.name).join('')
  const columns = new Map<string, string>()
  const lines: { head: string[]; said: Map<string, string> }[] = []
  for (const row of rows) {
    const sealed = await opened(context, row)
    if (!sealed) continue
    const said = readBack(sealed, placeOf).flatMap((section) => section.said)
    for (const one of said) if (!columns.has(one.at)) columns.set(one.at, one.title)
    lines.push({ head: [sealed.receipt, sealed.whoName, localTime(sealed.at).replace('T', ' ')], said: new Map(said.map((one) => [one.at, one.rows ? one.rows.map((cells) => cells.join('，')).join('；') : one.words])) })
  }
  return [['回执号', '填报人', '提交时间', ...columns.values()], ...lines.map(({ head, said }) => [...head, ...[...columns.keys()].map((at) => said.get(at) ?? '')])]
}

/** Quoted where it must be (RFC 4180). A text that a spreadsheet would take for a formula gets a sign before it. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
