import type { Answers, PublishedForm } from '@xiangyun/forms'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { SentFile } from './contract.ts'
import { filesIn } from './evaluation.ts'
import type { Sealed } from './port.ts'
import { fileStore } from './store.ts'

/** Kinds that a browser shows by itself. */
const SHOWN = /^(image\/(png|jpeg|webp)|application\/pdf)$/

/** Files that the submitter never sent, or that are not there, by the place that names them. */
export async function strangeFiles(context: Context, collection: string, who: string, form: PublishedForm, answers: Answers): Promise<{ at: string; code: string; message: string }[]> {
  const named = filesIn(form, answers)
  if (named.length === 0) return []
  const known = new Set((await fileStore(context.db).find(collection, named.map((one) => one.id), true)).filter((file) => file.who === who).map((file) => file.id))
  return named.filter((one) => !known.has(one.id)).map(({ at }) => ({ at, code: 'no-file', message: '这个文件没有传上来，请重新上传' }))
}

/** One file of a submission: only those that its answers name. */
export async function fileOf(context: Context, sealed: Sealed, id: string): Promise<Result<SentFile>> {
  const isNamed = filesIn(sealed.form, sealed.answers).some((one) => one.id === id)
  const [row] = isNamed ? await fileStore(context.db).find(sealed.subject, [id]) : []
  const bytes = row && (await context.blobs.get(row.blob))
  return bytes ? ok({ file: { name: row.name, type: row.media, inline: SHOWN.test(row.media), bytes } }) : fail('forms/no-file')
}
