import type { Answers } from '@xiangyun/forms'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { carried } from '#modules/capabilities/forms/evaluation.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { sealContent } from '../content.ts'
import type { Draft, renewDraft as renewRoute } from '../contract.ts'
import { draftView, openedDraft } from '../drafts.ts'
import type { Opened } from '../drafts.ts'
import { factsOf, partiesOf } from '../parties.ts'
import { draftStore } from '../store.ts'

/** The version that applications begin with today, when it is not the draft's. A suspended item has none; its drafts stay as they are. */
async function successor(context: Context, { row }: Opened): Promise<ItemVersion | undefined> {
  const current = await context.ask(itemsPort).current(row.item)
  return current.ok && current.value.version > row.item_version ? current.value : undefined
}

/** What going over to the newest version would do, in words. */
export async function newerOf(context: Context, opened: Opened): Promise<Draft['newer']> {
  const next = await successor(context, opened)
  return next ? { version: next.version, words: [...carried(opened.own.form, next.form, opened.content.answers as Answers).words] } : null
}

/** Brings a draft to the newest version: answers that fit stay, the others were shown before. */
export async function renewDraft(context: Context, input: InputOf<typeof renewRoute>): Promise<Result<Draft>> {
  const opened = await openedDraft(context, input.id, true)
  if (!opened.ok) return opened
  const { row, own, content, identityNumber } = opened.value
  if (row.item_version === input.version) return ok(await draftView(context, opened.value))
  const next = await successor(context, opened.value)
  if (next?.version !== input.version) return fail('kernel/conflict', '事项又有了更新的版本，请刷新后再看一遍')
  const answers = carried(own.form, next.form, content.answers as Answers).answers as Record<string, unknown>
  const known = new Set(next.definition.situations.map((one) => one.id))
  const parties = await partiesOf(context, next.definition, { identityNumber, firm: row.firm })
  const moved = { ...content, answers, parties, situations: Object.fromEntries(Object.entries(content.situations).filter(([id]) => known.has(id))), facts: await factsOf(context, next.definition, parties, answers) }
  await draftStore(context.db).renew(row.id, row.version, next.version, sealContent(context, moved), context.now)
  context.audit({ act: 'cases.renew-draft', object: `draft/${row.id}`, subject: row.applicant_index, detail: { from: own.version, to: next.version } })
  return ok(await draftView(context, { row: { ...row, item_version: next.version, version: row.version + 1, updated_at: context.now }, content: moved, own: next, identityNumber }))
}
