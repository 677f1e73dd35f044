import { fail, ok } from '@xiangyun/kernel/contract'
import type { ReplyOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { addDays, localDate, startOfDay } from '@xiangyun/kernel/time'
import { sealsPort } from '#modules/capabilities/seals/port.ts'
import type { copyFile, listCopies, makeCopy } from '../contract.ts'
import { keep, sheetOf } from '../files.ts'
import { stateOn } from '../rules.ts'
import { licenceStore } from '../store.ts'
import type { Licence } from '../store.ts'
import { subjectOf } from '../use-cases/issue-licence.ts'
import { holdersOf } from '../views.ts'
import { marked, markWords } from './marked.ts'
import type { Mark } from './marked.ts'
import { copyStore } from './store.ts'
import type { Copy } from './store.ts'

/** Nobody needs more in a day; each is a sealed file that is kept. */
const MOST_A_DAY = 20

/** What would break out of the words of the mark, or be read otherwise than it stands. */
const UNPRINTED = /[\p{C}\p{Zl}\p{Zp}“”"]/u

const view = (copy: Copy, today: string) => ({ id: copy.id, recipient: copy.recipient, purpose: copy.purpose, until: copy.until, ended: copy.until < today, at: copy.at.toISOString() })

async function own(context: Context, id: string): Promise<Licence | undefined> {
  const licence = await licenceStore(context).find(id)
  return licence && holdersOf(context.actor).includes(licence.holder) ? licence : undefined
}

/** A copy of one's licence that says for whom, what for and until when; marked on every page and sealed as the licence is. */
export async function make(context: Context, command: { id: string; recipient: string; purpose: string; days: number }): Promise<Result<ReplyOf<typeof makeCopy>>> {
  const licence = await own(context, command.id)
  if (!licence) return fail('licences/no-licence')
  const today = localDate(context.now)
  if (stateOn(licence.state, licence.validUntil, today) !== 'valid') return fail('licences/not-valid')
  const store = copyStore(context)
  if ((await store.since(licence.id, startOfDay(today))) >= MOST_A_DAY) return fail('licences/too-many-copies')
  const wanted = addDays(today, command.days)
  const until = licence.validUntil !== null && licence.validUntil < wanted ? licence.validUntil : wanted
  const mark = { recipient: command.recipient.trim(), purpose: command.purpose.trim(), until }
  if (!mark.recipient || !mark.purpose) return fail('licences/no-purpose')
  if (UNPRINTED.test(mark.recipient + mark.purpose)) return fail('licences/no-purpose', '只能写文字，不能有引号、换行和看不见的字符')
  const id = context.ids.next()
  const copy: Copy = { id, licence: licence.id, ...mark, fileHash: await draw(context, licence, { id, ...mark }), by: context.actor.id, at: context.now }
  await store.add(copy)
  context.audit({ act: 'licences.copy', object: `licence/${licence.id}`, ...subjectOf(licence), purpose: '本人使用', detail: { copy: copy.id, until } })
  return ok(view(copy, today))
}

async function draw(context: Context, licence: Licence, copy: Mark & { readonly id: string }): Promise<string> {
  const drawn = sheetOf(context, licence)
  const { ofd } = await context.ask(sealsPort).press({
    unit: { id: licence.unit, name: licence.unitName, creditCode: licence.unitCode }, seal: licence.seal ?? undefined, at: drawn.sealAt, by: context.actor.id, case: licence.case ?? undefined,
    document: {
      id: copy.id.replaceAll('-', ''), title: `${licence.name}（加注件）`, author: licence.unitName, createdAt: context.now, layout: { pages: marked(drawn.pages, copy) },
      customData: { 证照标识: licence.identifier, 证照类型: licence.name, 加注用途: markWords(copy), 使用期至: copy.until },
    },
  })
  return keep(context, ofd)
}

/** The copies one made of a licence, newest first. */
export async function list(context: Context, query: { id: string }): Promise<Result<ReplyOf<typeof listCopies>>> {
  const licence = await own(context, query.id)
  if (!licence) return fail('licences/no-licence')
  const today = localDate(context.now)
  return ok({ copies: (await copyStore(context).of(licence.id)).map((copy) => view(copy, today)) })
}

export async function file(context: Context, query: { id: string }): Promise<Result<ReplyOf<typeof copyFile>>> {
  const copy = await copyStore(context).find(query.id)
  const licence = copy && (await own(context, copy.licence))
  if (!copy || !licence) return fail('licences/no-licence')
  const bytes = await context.blobs.get(copy.fileHash)
  if (!bytes) throw new Error(`the file of copy ${copy.id} is missing`)
  context.audit({ act: 'licences.download', object: `licence/${licence.id}`, ...subjectOf(licence), purpose: '本人使用', detail: { copy: copy.id } })
  return ok({ file: { name: `${licence.name}-加注件.ofd`, type: 'application/ofd', bytes } })
}
