import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { materialsPort } from '#modules/capabilities/materials/port.ts'
import type { sendProof as sendRoute } from '../contract.ts'
import { LAW } from '../rules.ts'
import { openName, sealName } from '../sealing.ts'
import { correctionStore, proofStore } from '../store.ts'
import { heldRow } from '../views.ts'

/** Kinds that a browser shows by itself. */
const SHOWN = /^(image\/(png|jpeg|webp)|application\/pdf)$/

/** Takes in a file; it belongs to no correction until one is asked with it. */
export async function sendProof(context: Context, input: InputOf<typeof sendRoute>): Promise<Result<{ id: string; name: string; type: string; size: number }>> {
  const received = await context.ask(materialsPort).receive((input as typeof input & { body: AsyncIterable<Uint8Array> }).body, input.name, ['pdf', 'image'])
  if (!received.ok) return received
  const { blob, media, size } = received.value
  const id = context.ids.next()
  await proofStore(context.db).add({ id, who: context.actor.id, correction: null, name: sealName(context, input.name), media, size, blob, at: context.now })
  return ok({ id, name: input.name, type: media, size })
}

/** For who sent it, and for the office that looks into it. */
export async function readProof(context: Context, { id, proof }: { id: string; proof: string }): Promise<Result<unknown>> {
  const asked = await correctionStore(context.db).find(id)
  const isOwn = asked !== undefined && context.actor.kind === 'person' && asked.who === context.actor.id
  const row = isOwn ? asked : await heldRow(context, id)
  const found = row && (await proofStore(context.db).of([id])).find((one) => one.id === proof)
  const bytes = found && (await context.blobs.get(found.blob))
  if (!row || !bytes) return fail('corrections/no-correction')
  context.audit({ act: 'corrections.proof', object: `correction/${id}`, subject: row.who, purpose: isOwn ? 'self' : 'correction', law: LAW })
  return ok({ file: { name: openName(context, found.name), type: found.media, inline: SHOWN.test(found.media), bytes } })
}
