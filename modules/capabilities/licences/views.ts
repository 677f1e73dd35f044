import { pageToSvg, qrPath } from '@xiangyun/ofd'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { ReplyOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { Actor } from '@xiangyun/kernel/permissions'
import { localDate } from '@xiangyun/kernel/time'
import { auditOf } from '@xiangyun/kernel/audit'
import type { HeldLicence, licenceFile } from './contract.ts'
import { fileOf, pictureParts, verifyAddress } from './files.ts'
import { stateOn } from './rules.ts'
import { makeCode, SHOWN_FOR } from './showing.ts'
import { licenceStore } from './store.ts'
import type { Licence } from './store.ts'
import { subjectOf } from './use-cases/issue-licence.ts'

export const licenceView = (l: Licence, now: Date): HeldLicence => ({
  id: l.id, identifier: l.identifier, number: l.face.number, type: l.type, name: l.name, holderKind: l.holderKind, holderName: l.holderName, issuedOn: l.issuedOn, validFrom: l.validFrom, validUntil: l.validUntil,
  state: stateOn(l.state, l.validUntil, localDate(now)), issuer: l.unitName, issuerUnit: l.unit, division: l.division, fields: [...l.face.fields], case: l.case, item: l.item, version: l.version, replacedBy: l.replacedBy,
})

/** The subject index of a person, and the firm they act for now. */
export const holdersOf = (actor: Actor): string[] => (actor.kind === 'person' ? [actor.id, ...(actor.traits['firm'] ? [actor.traits['firm']] : []), ...(actor.traits['principal'] && !actor.traits['principalItems'] ? [actor.traits['principal']] : [])] : [])

const mayCheck = (actor: Actor): boolean => actor.permissions.has('licences:check') || actor.permissions.has('licences:revoke')

/** A licence that the actor may see: one's own, or any for an official who checks. A licence of others is not there. */
async function seen(context: Context, id: string, act: string): Promise<Licence | undefined> {
  const licence = await licenceStore(context).find(id)
  if (!licence) return undefined
  const isOwn = holdersOf(context.actor).includes(licence.holder)
  if (!isOwn && !(context.actor.kind === 'official' && mayCheck(context.actor))) return undefined
  context.audit({ act, object: `licence/${licence.id}`, ...subjectOf(licence), purpose: isOwn ? '本人使用' : '核验证照', ...(isOwn ? {} : { law: '国务院关于在线政务服务的若干规定 第十条' }) })
  return licence
}

export async function mine(context: Context) {
  const found = await licenceStore(context).of(holdersOf(context.actor))
  if (found.length > 0 && context.actor.kind === 'person') context.audit({ act: 'licences.list', object: 'licences/own', subject: context.actor.id, purpose: '本人使用' })
  return ok({ licences: found.map((l) => licenceView(l, context.now)) })
}

export async function read(context: Context, query: { id: string }): Promise<Result<HeldLicence>> {
  const licence = await seen(context, query.id, 'licences.read')
  return licence ? ok(licenceView(licence, context.now)) : fail('licences/no-licence')
}

export async function file(context: Context, query: { id: string }): Promise<Result<ReplyOf<typeof licenceFile>>> {
  const licence = await seen(context, query.id, 'licences.download')
  if (!licence) return fail('licences/no-licence')
  return ok({ file: { name: `${licence.name}.ofd`, type: 'application/ofd', bytes: await fileOf(context, licence) } })
}

export async function picture(context: Context, query: { id: string }): Promise<Result<ReplyOf<typeof licenceFile>>> {
  const licence = await seen(context, query.id, 'licences.view')
  if (!licence) return fail('licences/no-licence')
  const { layout, seal } = pictureParts(context, licence)
  return ok({ file: { name: `${licence.name}.svg`, type: 'image/svg+xml', inline: true, bytes: Buffer.from(pageToSvg(layout, { title: licence.name, seals: [seal] })) } })
}

export async function show(context: Context, command: { id: string }) {
  const licence = await licenceStore(context).find(command.id)
  if (!licence || !holdersOf(context.actor).includes(licence.holder)) return fail('licences/no-licence')
  if (stateOn(licence.state, licence.validUntil, localDate(context.now)) !== 'valid') return fail('licences/not-valid')
  const until = new Date(context.now.getTime() + SHOWN_FOR)
  const code = makeCode(context.keys, licence.id, until)
  const address = verifyAddress(context.config.address, code)
  const size = 100
  const { commands } = qrPath({ text: address, at: [0, 0], size })
  context.audit({ act: 'licences.show', object: `licence/${licence.id}`, ...subjectOf(licence), purpose: '本人使用' })
  return ok({ code, address, until: until.toISOString(), qr: { size, path: commands.map(([letter, ...values]) => letter + values.map((v) => Math.round(v * 100) / 100).join(' ')).join('') } })
}

export async function uses(context: Context, query: { id: string }) {
  const licence = await licenceStore(context).find(query.id)
  if (!licence || !holdersOf(context.actor).includes(licence.holder)) return fail('licences/no-licence')
  const rows = await auditOf(context.db, { object: `licence/${licence.id}`, limit: 200 })
  return ok({ uses: rows.map((r) => ({ at: r.at, who: r.actor === context.actor.id ? '您本人' : r.actor_kind === 'person' ? '持证人授权的人' : r.actor_kind === 'anonymous' ? '扫码的人' : r.actor_name, act: acts[r.act] ?? r.act, purpose: r.purpose, law: r.law })) })
}

const acts: Readonly<Record<string, string>> = {
  'licences.issue': '签发', 'licences.read': '查看照面', 'licences.view': '查看图样', 'licences.download': '下载文件', 'licences.show': '出示', 'licences.check-shown': '扫码核验', 'licences.held': '办事时核对',
  'licences.copy': '生成加注件', 'licences.suspend': '暂扣', 'licences.restore': '解除暂扣', 'licences.revoke': '撤销', 'licences.cancel': '注销', 'licences.search': '查找',
}

export async function search(context: Context, query: { code: string }) {
  if (context.actor.kind !== 'official' || !mayCheck(context.actor)) return fail('kernel/forbidden')
  const store = licenceStore(context)
  const code = query.code.trim()
  const byIdentifier = await store.byIdentifier(code.toUpperCase())
  const found = byIdentifier ? [byIdentifier] : await store.byNumber(code)
  for (const licence of found) context.audit({ act: 'licences.search', object: `licence/${licence.id}`, ...subjectOf(licence), purpose: '核验证照', law: '国务院关于在线政务服务的若干规定 第十条' })
  return ok({ licences: found.map((l) => licenceView(l, context.now)) })
}
