import type { Answers, PublishedAsk, PublishedForm } from '@xiangyun/forms'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { formKinds } from '#kinds/kinds.ts'
import type { SentFile } from './contract.ts'
import type { Sealed } from './port.ts'
import { fileStore } from './store.ts'

/** Kinds that a browser shows by itself. */
const SHOWN = /^(image\/(png|jpeg|webp)|application\/pdf)$/

const hasFiles = (ask: PublishedAsk): boolean => formKinds[ask.kind]?.hasFiles === true

/** The question, or the column of rows, that a file is sent for: `/photo`, `/staff/0/health`. */
export function askOfFile(form: PublishedForm, at: string): PublishedAsk | undefined {
  const asks = form.sections.flatMap((section) => section.asks)
  const own = asks.find((ask) => ask.at === at)
  if (own) return hasFiles(own) ? own : undefined
  const rows = asks.find((ask) => ask.columns && at.startsWith(`${ask.at}/`))
  return rows?.columns?.find((column) => at.endsWith(column.at) && hasFiles(column))
}

type Named = { readonly id?: unknown; readonly name?: unknown }

/** Every file that answers name, with its place. */
function filesIn(form: PublishedForm, answers: Answers): { at: string; id: string }[] {
  const of = (ask: PublishedAsk, value: unknown, at: string) => (hasFiles(ask) ? (Array.isArray(value) ? value : [value]).flatMap((one: Named | null) => (typeof one?.id === 'string' ? [{ at, id: one.id }] : [])) : [])
  return form.sections.flatMap((section) => section.asks).flatMap((ask) => {
    const value = ask.path.reduce<unknown>((inner, part) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[part] : undefined), answers)
    if (!ask.columns) return of(ask, value, ask.at)
    return Array.isArray(value) ? value.flatMap((row, index) => ask.columns!.flatMap((column) => of(column, (row as Record<string, unknown> | null)?.[column.path[0]!], `${ask.at}/${index}${column.at}`))) : []
  })
}

/** Files that the submitter never sent, or that are not there, by the place that names them. */
export async function strangeFiles(context: Context, collection: string, who: string, form: PublishedForm, answers: Answers): Promise<{ at: string; code: string; message: string }[]> {
  const named = filesIn(form, answers)
  if (named.length === 0) return []
  const known = new Set((await fileStore(context.db).find(collection, named.map((one) => one.id))).filter((file) => file.who === who).map((file) => file.id))
  return named.filter((one) => !known.has(one.id)).map(({ at }) => ({ at, code: 'no-file', message: '这个文件没有传上来，请重新上传' }))
}

/** One file of a submission: only those that its answers name. */
export async function fileOf(context: Context, sealed: Sealed, id: string): Promise<Result<SentFile>> {
  const isNamed = filesIn(sealed.form, sealed.answers).some((one) => one.id === id)
  const [row] = isNamed ? await fileStore(context.db).find(sealed.subject, [id]) : []
  const bytes = row && (await context.blobs.get(row.blob))
  return bytes ? ok({ file: { name: row.name, type: row.media, inline: SHOWN.test(row.media), bytes } }) : fail('forms/no-file')
}
