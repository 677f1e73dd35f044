import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import { isUniqueViolation } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { processPublished } from '../contract.ts'
import type { publishProcess as publishRoute, readProcess as readRoute, withdrawProcess as withdrawRoute } from '../contract.ts'
import { keepDefinition } from '../running/definitions.ts'
import { isOfProvince, judged } from './designing.ts'
import { processHostPort } from '../ports.ts'
import { within } from '../watching/reach.ts'
import { versionStore } from './version-store.ts'
import type { VersionRow } from './version-store.ts'

/** Of several, the one that what begins today uses. */
export const forceOf = (versions: readonly VersionRow[], today: string): VersionRow | undefined =>
  [...versions].filter((one) => !one.withdrawn_at && one.effective_from <= today).sort((a, b) => (a.effective_from === b.effective_from ? b.number - a.number : a.effective_from < b.effective_from ? 1 : -1))[0]

export async function listProcesses(context: Context) {
  const store = versionStore(context.db)
  const [versions, drafts, open] = await Promise.all([store.all(), store.drafts(), store.open(within(context.actor))])
  const users = await usersOf(context)
  const today = localDate(context.now)
  const keys = [...new Set([...versions.map((one) => one.key), ...drafts.map((one) => one.key)])].sort()
  return ok({ processes: keys.map((key) => {
    const own = versions.filter((one) => one.key === key)
    const counts = open.filter((one) => own.some((version) => version.definition === one.definition))
    return {
      key, name: own[0]?.name ?? drafts.find((one) => one.key === key)?.name ?? key, items: users.filter((one) => one.key === key).length, inForce: forceOf(own, today)?.number ?? null, versions: own.length,
      open: counts.reduce((sum, one) => sum + one.open, 0), incidents: counts.reduce((sum, one) => sum + one.incidents, 0), drafted: drafts.some((one) => one.key === key),
    }
  }) })
}

/** Items by the process that they use. */
async function usersOf(context: Context): Promise<{ key: string | undefined; id: string; name: string }[]> {
  const keys = await versionStore(context.db).keys()
  return (await context.ask(processHostPort).users()).map(({ definition, id, name }) => ({ key: keys.get(definition), id, name }))
}

export async function readProcess(context: Context, input: InputOf<typeof readRoute>) {
  const store = versionStore(context.db)
  const [versions, draft, open] = await Promise.all([store.of(input.key), store.draft(input.key), store.open(within(context.actor))])
  if (versions.length === 0 && !draft) return fail('processes/no-process')
  const users = (await usersOf(context)).filter((one) => one.key === input.key)
  const current = forceOf(versions, localDate(context.now))
  return ok({
    key: input.key, name: versions[0]?.name ?? draft?.name ?? input.key, items: users.map(({ id, name }) => ({ id, name })), draft: draft ? { xml: draft.xml, version: draft.version, by: draft.by, at: draft.at.toISOString() } : null,
    versions: versions.map((one) => ({
      version: one.number, definition: one.definition, effectiveFrom: one.effective_from, origin: one.origin, note: one.note, by: one.by, at: one.at.toISOString(), inForce: one === current, open: open.find((o) => o.definition === one.definition)?.open ?? 0,
      withdrawn: one.withdrawn_at ? { at: one.withdrawn_at.toISOString(), by: one.withdrawn_by ?? '', reason: one.withdrawn_reason ?? '' } : null,
    })),
  })
}

/** Publishes a version with its date; what is under way stays on the version it began with until it is moved. */
export async function publishProcess(context: Context, input: InputOf<typeof publishRoute>) {
  if (!isOfProvince(context)) return fail('processes/province-only')
  if (input.effectiveFrom < localDate(context.now)) return fail('processes/past-date')
  const { problems, definition } = await judged(context, input.key, input.xml)
  if (problems.length > 0) return fail('processes/mistakes', `还有 ${problems.length} 处错误：${problems[0]!.message}`, problems.map((one) => ({ at: one.element, code: one.code, message: one.message })))
  const kept = await keepDefinition(context, input.key, input.xml, definition ?? undefined)
  if (!kept.ok) return fail('processes/mistakes', kept.problems[0]?.message)
  const store = versionStore(context.db)
  if ((await store.of(input.key)).some((one) => one.definition === kept.definition)) return fail('processes/same-as-published')
  try {
    const added = await store.add({ key: input.key, definition: kept.definition, name: kept.name, effective_from: input.effectiveFrom, origin: 'browser', note: input.note, by: context.actor.name, at: context.now })
    await store.dropDraft(input.key, input.xml)
    context.emit(processPublished, { key: input.key, version: added!.number, definition: kept.definition, effectiveFrom: input.effectiveFrom })
    context.audit({ act: 'processes.publish', object: `process/${input.key}`, detail: { version: added!.number, effectiveFrom: input.effectiveFrom, note: input.note } })
    return ok({ version: added!.number, definition: kept.definition })
  } catch (error) {
    if (isUniqueViolation(error)) return fail('kernel/conflict', '别人刚刚发布了新版本，请刷新后再试')
    throw error
  }
}

/** A version that no new case may begin with; running ones go on. */
export async function withdrawProcess(context: Context, input: InputOf<typeof withdrawRoute>) {
  if (!isOfProvince(context)) return fail('processes/province-only')
  const store = versionStore(context.db)
  const versions = await store.of(input.key, true)
  const own = versions.find((one) => one.number === input.version)
  if (!own) return fail('processes/no-process')
  if (own.withdrawn_at) return fail('processes/withdrawn')
  if (!forceOf(versions.filter((one) => one !== own), localDate(context.now))) return fail('processes/last-version')
  await store.withdraw(input.key, input.version, context.now, context.actor.name, input.reason)
  context.audit({ act: 'processes.withdraw', object: `process/${input.key}`, detail: { version: input.version, reason: input.reason } })
  return ok({})
}
