import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { materialsPort } from '#modules/capabilities/materials/port.ts'
import type { sendFile as fileRoute } from '../contract.ts'
import { askOfFile } from '../evaluation.ts'
import { published, stateOf } from '../gate.ts'
import { draftStore, fileStore } from '../store.ts'

const DAY = 86_400_000
const GB = 1024 ** 3
/** What one sender may send in a day for one form, and all who have not signed in together. */
export const MOST_SENT = { files: 200, bytes: GB, bytesOfAnyone: 10 * GB }
/** How long a file waits for a submission that names it; where its sender still has a draft, that draft's time. */
const WAITS = 7 * DAY
const WAITS_WITH_DRAFT = 90 * DAY

export const fileUnnamed = defineDeadline<null>('forms.file-unnamed')

/** Takes one file in for a question of the form; what it really is decides, not its name. */
export async function sendFile(context: Context, input: InputOf<typeof fileRoute>): Promise<Result<{ id: string; name: string; type: string; size: number }>> {
  const found = await published(context, input.key)
  if (!found) return fail('forms/no-form')
  const { actor, now } = context
  if (found.row.audience === 'person' && actor.kind !== 'person') return fail('forms/sign-in')
  if (stateOf(found.row, localDate(now)) !== 'open') return fail('forms/not-open')
  const ask = askOfFile(found.form, input.at)
  if (!ask) return fail('forms/no-file')
  const who = actor.kind === 'person' ? actor.id : 'anyone'
  const sender = actor.kind === 'anonymous' ? actor.traits['address'] ?? 'anyone' : actor.id
  if (await sentTooMuch(context, input.key, who, sender)) return fail('forms/too-many-files')
  const id = context.ids.next()
  const received = await context.ask(materialsPort).receive((input as typeof input & { body: AsyncIterable<Uint8Array> }).body, input.name, ask.accepts ?? ['pdf', 'image'], id)
  if (!received.ok) return received
  const { blob, media, size } = received.value
  await fileStore(context.db).add({ id, collection: input.key, who, name: input.name, media, size, blob, at: now, sender, submission: null })
  await context.deadlines.set(fileUnnamed, id, new Date(now.getTime() + WAITS), null)
  return ok({ id, name: input.name, type: media, size })
}

async function sentTooMuch({ db, now }: Context, collection: string, who: string, sender: string): Promise<boolean> {
  const since = new Date(now.getTime() - DAY)
  const own = await fileStore(db).sent(collection, { sender }, since)
  if (own.files >= MOST_SENT.files || own.bytes >= MOST_SENT.bytes) return true
  return who === 'anyone' && (await fileStore(db).sent(collection, { who }, since)).bytes >= MOST_SENT.bytesOfAnyone
}

/** Removes a file that no submission named in time, first its row and then its bytes, which are nobody else's. */
export async function dropUnnamed(context: Context, _: null, id: string): Promise<void> {
  const { db, now, log, blobs } = context
  const file = await fileStore(db).hold(id)
  if (!file || file.submission !== null) return
  const draft = await draftStore(db).find(file.collection, file.who)
  if (draft && now.getTime() - draft.updated_at.getTime() < WAITS_WITH_DRAFT) return context.deadlines.set(fileUnnamed, id, new Date(now.getTime() + WAITS), null)
  await fileStore(db).drop(id)
  db.afterCommit(() => void blobs.remove(file.blob).catch((error: unknown) => log.error('the bytes of a dropped file stay', { file: id, error })))
}
