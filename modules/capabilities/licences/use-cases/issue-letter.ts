import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { sealsPort } from '#modules/capabilities/seals/port.ts'
import type { Letter } from '../contract.ts'
import { keep, verifyAddress } from '../files.ts'
import { drawLetter } from '../letter-face.ts'
import { enter } from '../log/enter.ts'
import { licenceStore } from '../store.ts'

/** A sealed notice or decision; anyone who has it can verify it like a licence. */
export async function issueLetter(context: Context, letter: Letter): Promise<{ id: string; fileHash: string }> {
  const id = context.ids.next()
  const drawn = drawLetter({
    title: letter.title, number: letter.number, issuer: letter.unit.name, to: letter.to, paragraphs: letter.paragraphs, issuedOn: localDate(letter.at),
    address: verifyAddress(context.config.address, id), demonstration: context.config.demonstration,
  })
  const { ofd } = await context.ask(sealsPort).press({
    unit: letter.unit, seal: letter.seal, at: drawn.sealAt, page: drawn.sealPage, by: letter.operator, case: letter.case,
    document: { id: id.replaceAll('-', ''), title: letter.title, author: letter.unit.name, createdAt: letter.at, layout: { pages: drawn.pages }, customData: { 文书标识: id, 文号: letter.number } },
  })
  const fileHash = await keep(context, ofd)
  await licenceStore(context).addLetter({ id, title: letter.title, number: letter.number, unit: letter.unit.id, unit_name: letter.unit.name, case_id: letter.case ?? null, file_hash: fileHash, at: letter.at })
  await enter(context, 'lettered', { identifier: id, state: 'valid', fileHash, validUntil: null })
  context.audit({ act: 'licences.issue-letter', object: `letter/${id}`, detail: { title: letter.title, number: letter.number, operator: letter.operator, ...(letter.case ? { case: letter.case } : {}) } })
  return { id, fileHash }
}
