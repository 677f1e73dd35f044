import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { formPublished } from '../contract.ts'
import type { addCollection as addRoute, changeState as stateRoute, Collection, listCollections as listRoute, publishCollection as publishRoute, saveCollection as saveRoute } from '../contract.ts'
import { readApart } from '../publishing.ts'
import { keep } from '../sealing.ts'
import { collectionStore, submissionStore } from '../store.ts'
import type { CollectionRow } from '../store.ts'

const MOST = 400_000

/** A collection of the official's own office; another's is not told apart from none. */
export async function ofOffice(context: Context, key: string, lock = false): Promise<CollectionRow | undefined> {
  const row = await collectionStore(context.db).find(key, lock)
  return row?.unit === context.actor.traits['unit'] ? row : undefined
}

export async function listCollections(context: Context, { page = 1 }: InputOf<typeof listRoute>) {
  const store = collectionStore(context.db)
  const unit = context.actor.traits['unit'] ?? ''
  const rows = await store.ofUnit(unit, (page - 1) * 20)
  return ok({
    total: await store.count(unit),
    collections: rows.map((row) => ({ key: row.key, title: row.title, state: row.state, audience: row.audience, version: row.version, submissions: row.submissions, closesOn: row.closes_on, changedAt: row.at.toISOString() })),
  })
}

const blank = { schema: { type: 'object', properties: {} }, ui: [{ section: '第一部分', ask: [] }] }

/** A new one, blank or a copy of another of the office. */
export async function addCollection(context: Context, { title, from }: InputOf<typeof addRoute>): Promise<Result<{ key: string }>> {
  const other = from === undefined ? undefined : await ofOffice(context, from)
  if (from !== undefined && !other) return fail('forms/no-form')
  const unit = context.ask(organisationsPort).unitById(context.actor.traits['unit'] ?? '')
  if (!unit) return fail('kernel/forbidden')
  const key = context.ids.next().replaceAll('-', '').slice(-12)
  await collectionStore(context.db).add({
    key, title: title.trim(), unit: unit.id, unit_name: unit.name, state: 'draft', audience: other?.audience ?? 'person', source: other?.source ?? JSON.stringify(blank, null, 2), revision: 1, version: null, closes_on: null, by: context.actor.id, at: context.now,
  })
  context.audit({ act: 'forms.add', object: `collection/${key}`, detail: { title } })
  return ok({ key })
}

export async function readCollection(context: Context, { key }: { key: string }): Promise<Result<Collection>> {
  const row = await ofOffice(context, key)
  if (!row) return fail('forms/no-form')
  const store = collectionStore(context.db)
  const { problems } = await readApart(key, row.title, row.source, context.config.catalogue, row.audience)
  return ok({
    key, title: row.title, unitName: row.unit_name, state: row.state, audience: row.audience, closesOn: row.closes_on, source: JSON.parse(row.source) as unknown, revision: row.revision, problems: [...problems],
    versions: (await store.versions(key)).map((one) => ({ number: one.number, note: one.note, by: one.by_name, at: one.at.toISOString(), source: JSON.parse(one.source) as unknown })), submissions: await submissionStore(context.db).count('collection', key),
  })
}

/** Keeps what was drawn so far, right or wrong, and tells what is wrong. Who may fill in what is out, and until when, changes only by publishing. */
export async function saveCollection(context: Context, input: InputOf<typeof saveRoute>) {
  const row = await ofOffice(context, input.key, true)
  if (!row) return fail('forms/no-form')
  const source = JSON.stringify(input.form ?? {}, null, 2)
  if (source.length > MOST) return fail('forms/too-large')
  const isOut = row.version !== null
  const [audience, closesOn] = isOut ? [row.audience, row.closes_on] : [input.audience, input.closesOn]
  const isSame = source === row.source && audience === row.audience && closesOn === row.closes_on
  if (row.revision !== input.revision && !isSame) return fail('kernel/conflict', '这张表已在别处改过，请刷新后再改')
  const title = titleIn(input.form) ?? row.title
  const saved: CollectionRow = { ...row, title, source, audience, closes_on: closesOn, revision: isSame ? row.revision : row.revision + 1, by: context.actor.id, at: context.now }
  if (!isSame) await collectionStore(context.db).save(saved)
  const { problems } = await readApart(row.key, title, source, context.config.catalogue, input.audience)
  return ok({ revision: saved.revision, savedAt: saved.at.toISOString(), problems: [...problems] })
}

const titleIn = (form: unknown): string | undefined => {
  const title = (form as { title?: unknown } | null)?.title
  return typeof title === 'string' && title.trim().length >= 2 && title.length <= 60 ? title.trim() : undefined
}

/** A new version, which whoever opens the form from now on gets; those before stay for what was submitted under them. Where only audience or last day are other, there is no new version. */
export async function publishCollection(context: Context, input: InputOf<typeof publishRoute>) {
  const row = await ofOffice(context, input.key, true)
  if (!row) return fail('forms/no-form')
  if (row.state === 'closed') return fail('forms/closed')
  if (row.revision !== input.revision) return fail('kernel/conflict', '这张表已在别处改过，请刷新后再发布')
  const store = collectionStore(context.db)
  const latest = row.version === null ? undefined : await store.version(row.key, row.version)
  const { audience = row.audience, closesOn = row.closes_on } = input
  const isSame = latest?.source === row.source
  if (isSame && audience === row.audience && closesOn === row.closes_on) return fail('forms/nothing-new')
  if (closesOn !== null && closesOn < localDate(context.now)) return fail('forms/past-date', undefined, [{ at: '/closesOn', code: 'forms/past-date', message: '截止日期已经过了，请选今天或以后的日子' }])
  const { form, problems } = await readApart(row.key, row.title, row.source, context.config.catalogue, audience)
  if (!form) return fail('forms/not-right', undefined, problems.map((one) => ({ ...one, at: `/form${one.at}` })))
  if (latest && isSame) {
    await store.save({ ...row, audience, closes_on: closesOn, at: context.now })
    context.audit({ act: 'forms.terms', object: `collection/${row.key}`, detail: { audience, closesOn } })
    return ok({ version: latest.number, isNew: false })
  }
  const number = (row.version ?? 0) + 1
  await store.addVersion({ collection: row.key, number, fingerprint: await keep(context, form), source: row.source, note: input.note, by: context.actor.id, by_name: context.actor.name, at: context.now })
  await store.save({ ...row, audience, closes_on: closesOn, version: number, state: row.state === 'draft' ? 'open' : row.state, at: context.now })
  context.emit(formPublished, { collection: row.key, version: number, unit: row.unit })
  context.audit({ act: 'forms.publish', object: `collection/${row.key}`, detail: { version: number, note: input.note } })
  return ok({ version: number, isNew: true })
}

/** Pausing and closing keep every draft; a closed form may be opened again by whoever closed it too early. */
export async function changeState(context: Context, input: InputOf<typeof stateRoute>) {
  const row = await ofOffice(context, input.key, true)
  if (!row) return fail('forms/no-form')
  if (row.version === null) return fail('forms/not-published')
  if (row.state !== input.state) {
    await collectionStore(context.db).save({ ...row, state: input.state, at: context.now })
    context.audit({ act: `forms.${input.state}`, object: `collection/${row.key}` })
  }
  return ok({ state: input.state })
}
