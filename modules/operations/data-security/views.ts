import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import { auditLag, auditOf, lastHead, proveRow, verifyLog } from '@xiangyun/kernel/audit'
import type { AuditRow } from '@xiangyun/kernel/audit'
import type { Context } from '@xiangyun/kernel/modules'
import { endOfDay, startOfDay } from '@xiangyun/kernel/time'
import type { AuditLine, myReads, readAudit } from './contract.ts'
import { actName, objectName, purposeName } from './words.ts'

const PAGE = 50

const lineOf = (r: AuditRow): AuditLine => ({
  id: r.id, at: r.at, actor: r.actor, actorName: r.actor_name, actorKind: r.actor_kind, act: r.act, actName: actName(r.act), object: r.object, subject: r.subject, purpose: purposeName(r.purpose), law: r.law, detail: r.detail,
})

const headOf = async (context: Context) => {
  const head = await lastHead(context.db)
  return head ? { size: head.size, at: head.at.toISOString(), root: head.root.toString('hex') } : null
}

/** The log is one for the whole province and names no place: nobody below reads it. */
const isOfProvince = ({ actor }: Context): boolean => actor.traits['level'] === 'province'

/** The auditor's list; looking at it is itself on the record. */
export async function lines(context: Context, query: InputOf<typeof readAudit>) {
  if (!isOfProvince(context)) return fail('kernel/forbidden')
  const { from, to, ...rest } = query
  const rows = await auditOf(context.db, { ...rest, ...(from ? { from: startOfDay(from) } : {}), ...(to ? { to: new Date(endOfDay(to).getTime() + 1) } : {}), limit: PAGE })
  const shown = Object.fromEntries(Object.entries(query).filter(([, v]) => v !== undefined))
  context.audit({ act: 'audit.read', object: 'audit', purpose: '审计', detail: { filter: shown } })
  return ok({ lines: rows.map(lineOf), next: rows.length === PAGE ? rows.at(-1)!.id : null, lag: await auditLag(context.db, context.now), head: await headOf(context) })
}

export async function proof(context: Context, query: { id: string }) {
  if (!isOfProvince(context)) return fail('kernel/forbidden')
  const found = await proveRow(context.db, context.keys, query.id)
  if (!found) return fail('data-security/no-line')
  if (found === 'waiting') return fail('data-security/waiting')
  context.audit({ act: 'audit.prove', object: `audit/${query.id}`, purpose: '审计' })
  const { row, ...rest } = found
  return ok({ line: lineOf(row), mac: row.mac, ...rest, path: [...rest.path] })
}

export async function verification(context: Context) {
  if (!isOfProvince(context)) return fail('kernel/forbidden')
  const began = performance.now()
  const result = await verifyLog(context.db, context.keys)
  context.audit({ act: 'audit.verify', object: 'audit', purpose: '审计', detail: { intact: result.intact, rows: result.rows, problems: result.problemCount } })
  return ok({ ...result, problems: [...result.problems], milliseconds: Math.round(performance.now() - began), head: await headOf(context) })
}

/** Who looked at a person's data, why and under which law (个人信息保护法 第四十四条、第四十五条). Names of officials are told, those of other residents are not. */
export async function reads(context: Context, query: InputOf<typeof myReads>) {
  if (context.actor.kind !== 'person') return fail('kernel/forbidden')
  const rows = await auditOf(context.db, { subject: context.actor.id, before: query.before, limit: PAGE })
  const shown = rows.map((r) => {
    const byMyself = r.actor === context.actor.id
    const detail = r.detail as { case?: unknown }
    return {
      id: r.id, at: r.at, who: byMyself ? '您本人' : r.actor_kind === 'official' ? r.actor_name : r.actor_kind === 'system' ? '平台自动办理' : r.actor_kind === 'anonymous' ? '核验的人' : '代您办事的人',
      act: actName(r.act), what: objectName(r.object), purpose: purposeName(r.purpose), law: r.law, case: typeof detail.case === 'string' ? detail.case : null, byMyself,
    }
  })
  return ok({ reads: query.others ? shown.filter((r) => !r.byMyself) : shown, next: rows.length === PAGE ? rows.at(-1)!.id : null })
}
