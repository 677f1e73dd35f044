import { Readable } from 'node:stream'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { endOfDay, localTime, startOfDay } from '@xiangyun/kernel/time'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { exportSubmissions as exportRoute } from '../contract.ts'
import type { Sealed } from '../port.ts'
import { readBack } from '../reading.ts'
import { asRead, opened } from '../sealing.ts'
import type { FormsAsRead } from '../sealing.ts'
import { collectionStore, submissionStore } from '../store.ts'
import type { Span, SubmissionRow } from '../store.ts'
import { ofOffice } from '../use-cases/manage-collection.ts'

const MOST = 20_000

/** The moments between which submissions are meant. */
export const spanOf = (context: Context, { from, to }: { from?: string; to?: string }): Span => ({ from: from ? startOfDay(from) : new Date(0), to: to ? endOfDay(to) : context.now })

/** Rows that are in memory at once: each may hold a quarter of a megabyte. */
const PAGE = 10

/** All answers as a table that office programs open; one column a question, over all versions of the form. It is read page by page while it is sent. */
export async function exportSubmissions(context: Context, { key, from, to, part }: InputOf<typeof exportRoute>): Promise<Result<unknown>> {
  const row = await ofOffice(context, key)
  if (!row) return fail('forms/no-form')
  const span = spanOf(context, { from, to })
  const count = await submissionStore(context.db).countIn(key, span)
  if (count > MOST && part === undefined) return fail('forms/too-many', `这段时间共 ${count} 份，一次最多导出 20,000 份：请选起止日期，或分 ${Math.ceil(count / MOST)} 次导出`)
  const name = [row.title, from, to, part && `第${part}部分`].filter((one) => one !== undefined).join('-')
  context.audit({ act: 'forms.export', object: `collection/${key}`, purpose: `filing:${row.title}`, detail: { count, ...(from ? { from } : {}), ...(to ? { to } : {}), ...(part ? { part } : {}) } })
  const first = ((part ?? 1) - 1) * MOST
  return ok({ file: { name: `${name}.csv`, type: 'text/csv; charset=utf-8', bytes: Readable.from(sheet(context, key, span, first), { highWaterMark: 1 }) } })
}

async function* sheet(context: Context, key: string, span: Span, first: number): AsyncGenerator<string> {
  const columns = await columnsOf(context, key)
  yield `\uFEFF${line(['回执号', '填报人', '提交时间', '核验', ...columns.values()])}`
  const organisations = context.ask(organisationsPort)
  const placeOf = (code: string) => organisations.path(code).filter((one) => one.level !== 'province').map((one) => one.name).join('')
  const forms: FormsAsRead = new Map()
  let past: SubmissionRow | undefined
  for (let left = MOST; left > 0;) {
    const rows: SubmissionRow[] = await submissionStore(context.db).page(key, span, past, past ? 0 : first, Math.min(PAGE, left))
    for (const row of rows) {
      const sealed = await opened(context, row, forms)
      const { said, fault } = saidBy(sealed, placeOf)
      yield line([sealed.receipt, sealed.whoName, localTime(sealed.at).replace('T', ' '), fault ?? '与提交时一致', ...[...columns.keys()].map((at) => said.get(at) ?? '')])
    }
    if (rows.length < PAGE) return
    left -= rows.length
    past = rows.at(-1)
  }
}

/** Every question of every version, those of the newest in its order first. */
async function columnsOf(context: Context, key: string): Promise<Map<string, string>> {
  const columns = new Map<string, string>()
  for (const { fingerprint } of await collectionStore(context.db).fingerprints(key)) {
    const { form } = await asRead(context, fingerprint)
    for (const ask of form.sections.flatMap((section) => section.asks)) if (ask.role !== 'note' && ask.at !== '' && !columns.has(ask.at)) columns.set(ask.at, ask.title)
  }
  return columns
}

/** What a submission says, by place; of one that cannot be read, why. */
function saidBy(sealed: Sealed, placeOf: (code: string) => string): { said: Map<string, string>; fault: string | undefined } {
  try {
    const said = readBack(sealed, placeOf).flatMap((section) => section.said)
    return { said: new Map(said.map((one) => [one.at, one.rows ? one.rows.map((cells) => cells.join('，')).join('；') : one.words])), fault: sealed.fault?.message }
  } catch {
    return { said: new Map(), fault: sealed.fault?.message ?? '读不出来，请打开这份填报查看' }
  }
}

const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/** Quoted where it must be (RFC 4180). A text that a spreadsheet would take for a formula gets a sign before it. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
