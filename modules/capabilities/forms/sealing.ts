import { createHash } from 'node:crypto'
import { asKept, shown } from '@xiangyun/forms'
import type { PublishedForm } from '@xiangyun/forms'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { formKinds } from '#kinds/kinds.ts'
import type { Fault, Filing, Sealed, SealedRow } from './port.ts'
import { spoiled } from './spoiled.ts'
import { definitionStore, submissionStore } from './store.ts'
import type { SubmissionRow } from './store.ts'

const purpose = 'forms/submission'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const kept = new WeakMap<PublishedForm, { fingerprint: string; text: string }>()

/** A form under the hash of its own text. */
export function fingerprintOf(form: PublishedForm): { fingerprint: string; text: string } {
  let found = kept.get(form)
  if (!found) {
    const text = JSON.stringify(form)
    kept.set(form, (found = { fingerprint: sha256(text).slice(0, 32), text }))
  }
  return found
}

const parsed = new Map<string, { form: PublishedForm; size: number }>()
/** Of the texts of all that are kept; parsed they take a few times as much. */
const MOST_PARSED = 16 * 1024 * 1024
let parsedSize = 0

/** A form as it was asked. Definitions never change, so each is read once. */
export async function definition(context: Context, fingerprint: string): Promise<PublishedForm | undefined> {
  const known = parsed.get(fingerprint)
  if (known) return known.form
  const row = await definitionStore(context.db).find(fingerprint)
  if (!row || sha256(row.form).slice(0, 32) !== fingerprint) return undefined
  const form = asKept(JSON.parse(row.form) as PublishedForm, formKinds)
  keepParsed(fingerprint, form, row.form.length)
  return form
}

/** Those read first make room. */
function keepParsed(fingerprint: string, form: PublishedForm, size: number): void {
  if (parsed.has(fingerprint)) return
  parsed.set(fingerprint, { form, size })
  parsedSize += size
  for (const [first, one] of parsed) {
    if (parsedSize <= MOST_PARSED || first === fingerprint) return
    parsed.delete(first)
    parsedSize -= one.size
  }
}

export async function keep(context: Context, form: PublishedForm): Promise<string> {
  const { fingerprint, text } = fingerprintOf(form)
  if (!parsed.has(fingerprint)) await definitionStore(context.db).add(fingerprint, form.title, text, context.now)
  return fingerprint
}

/** Seals what was asked and answered: the digest covers form, answers and facts, the MAC also whose, by whom and when. Nobody changes it afterwards. */
export async function seal(context: Context, filing: Filing): Promise<SealedRow> {
  const store = submissionStore(context.db)
  const definition = await keep(context, filing.form)
  const text = JSON.stringify({ answers: filing.answers, facts: filing.kept, asked: [...shown(filing.form, filing.answers, filing.facts)] })
  const row: SubmissionRow = {
    id: context.ids.next(), definition, kind: filing.kind, subject: filing.subject, number: await numberOf(context, filing), who: filing.who, who_name: filing.whoName,
    content: Buffer.from(context.keys.seal(purpose, text)), digest: sha256(`${definition}\n${text}`), mac: '', at: context.now,
  }
  row.mac = context.keys.mac(purpose, covered(row))
  await store.add(row)
  return listed(row)
}

/** Many people submit one collection at once: its numbers are taken under a lock that lasts as long as the transaction. */
async function numberOf(context: Context, { kind, subject, isFirst }: Filing): Promise<number> {
  if (isFirst) return 1
  if (kind === 'collection') await context.db.one(sql`select pg_advisory_xact_lock(hashtextextended(${`forms/${subject}`}, 0))`)
  return submissionStore(context.db).next(kind, subject)
}

const covered = (row: SubmissionRow): string => JSON.stringify([row.id, row.definition, row.kind, row.subject, row.number, row.who, row.who_name, row.digest, row.at.toISOString()])

/** 20261126-000012-3f9a: the day, the number, and four signs of the digest against slips of the pen. */
export const receiptOf = (row: Pick<SubmissionRow, 'at' | 'number' | 'digest'>): string => `${localDate(row.at).replaceAll('-', '')}-${String(row.number).padStart(6, '0')}-${row.digest.slice(0, 4)}`

export const listed = (row: SubmissionRow): SealedRow => ({ id: row.id, receipt: receiptOf(row), whoName: row.who_name, at: row.at, number: row.number, digest: row.digest })

/** Whether whose, by whom and when are still what was sealed. */
export const isSealed = (context: Context, row: SubmissionRow): boolean => context.keys.mac(purpose, covered(row)) === row.mac

type AsRead = { readonly form: PublishedForm; readonly fault?: Fault }

/** Forms as they lie in the database now, for readers of many submissions that were asked by the same. */
export type FormsAsRead = Map<string, AsRead>
const MOST_AT_HAND = 20

/** The form as it was asked, looked at anew; when somebody has changed it, what can be read of it, and that it was. */
export async function asRead(context: Context, fingerprint: string): Promise<AsRead> {
  const row = await definitionStore(context.db).find(fingerprint)
  if (!row) return { form: spoiled(''), fault: faults.lost }
  const form = sha256(row.form).slice(0, 32) === fingerprint ? await definition(context, fingerprint) : undefined
  return form ? { form } : { form: spoiled(row.form), fault: faults.changed }
}

const faults = {
  lost: { code: 'definition-lost', message: '这张表当时的样子已经不在，只能看到填的内容' },
  changed: { code: 'definition-changed', message: '这张表当时的样子被改过，问题不一定是当时问的' },
  unreadable: { code: 'content-unreadable', message: '填的内容打不开，可能被改过' },
  content: { code: 'content-changed', message: '填的内容与封存时不一致' },
  seal: { code: 'seal-broken', message: '填报人、时间或归属与封存时不一致' },
} as const

type Content = Pick<Sealed, 'answers' | 'facts' | 'asked'>

function contentOf(context: Context, row: SubmissionRow): { readonly content: Content; readonly fault?: Fault } {
  try {
    const text = context.keys.open(purpose, row.content)
    const { answers, facts, asked } = JSON.parse(text) as Content
    return { content: { answers, facts, asked }, ...(sha256(`${row.definition}\n${text}`) === row.digest ? {} : { fault: faults.content }) }
  } catch {
    return { content: { answers: {}, facts: {}, asked: [] }, fault: faults.unreadable }
  }
}

/** Opens a submission with the form that asked it: whatever was done to it, all that can be read, and what is wrong. */
export async function opened(context: Context, row: SubmissionRow, forms: FormsAsRead = new Map()): Promise<Sealed> {
  const read = forms.get(row.definition) ?? (await asRead(context, row.definition))
  if (forms.size >= MOST_AT_HAND) forms.clear()
  forms.set(row.definition, read)
  const { content, fault } = contentOf(context, row)
  const found = read.fault ?? fault ?? (isSealed(context, row) ? null : faults.seal)
  return { id: row.id, kind: row.kind, subject: row.subject, number: row.number, receipt: receiptOf(row), who: row.who, whoName: row.who_name, at: row.at, form: read.form, ...content, digest: row.digest, intact: found === null, fault: found }
}
