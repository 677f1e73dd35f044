import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { failedConditions } from '#modules/capabilities/items/evaluation.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { identityPort } from '#modules/capabilities/identity/port.ts'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import { isApplicant, isHandling, mayDo } from '../access.ts'
import { isOwn } from '../authority.ts'
import { openContent } from '../content.ts'
import type { CaseView, readMaterial as materialRoute } from '../contract.ts'
import { materialView } from '../drafts.ts'
import { materialFile } from '../material-file.ts'
import { seen } from '../scope.ts'
import { asksOf } from '../stated.ts'
import { caseStore, materialStore } from '../store.ts'
import type { CaseRow, TaskRow } from '../store.ts'
import { offersOf } from '../use-cases/answer-office.ts'
import { taskView } from './lists.ts'
import { registersView } from './registers-view.ts'
import { summary } from './summaries.ts'

type Read = { row: CaseRow; tasks: TaskRow[]; isOffice: boolean; isParty: boolean }

/** An agent of the firm reads what was theirs to read while they act for it; what was filed for a person, while they may. */
const isMatter = async (context: Context, row: CaseRow): Promise<boolean> => isApplicant(context.actor, row) || isOwn(context, row)

/** A case that this person may read: their own, one that waits for their signature, or one that their office handles. */
export async function readable(context: Context, id: string): Promise<Read | undefined> {
  const row = await caseStore(context.db).find(id)
  if (!row) return undefined
  const tasks = await caseStore(context.db).tasks(id)
  const isOffice = isHandling(context.actor, row, tasks)
  const isParty = context.actor.kind === 'person' && tasks.some((t) => t.party === context.actor.id)
  return isOffice || isParty || (await isMatter(context, row)) ? { row, tasks, isOffice, isParty } : undefined
}

/** One page for applicant and office; the office sees grounds, assessment and inside notes as well. */
export async function casePage(context: Context, { id }: { id: string }): Promise<Result<CaseView>> {
  const found = await readable(context, id)
  if (!found) return fail('cases/no-case')
  const { row, tasks, isOffice } = found
  const own = await context.ask(itemsPort).version(row.item, row.item_version)
  const content = openContent(context, row.content)
  const absent = await context.ask(identityPort).standsInFor()
  const timeline = await caseStore(context.db).timeline(id)
  const materials = await materialStore(context.db).of(id)
  const isMine = await isMatter(context, row)
  const registers = await registersView(context, row, isOffice)
  context.audit({ act: 'cases.read', object: `case/${id}`, subject: row.applicant_index, purpose: isOffice ? `approval:${row.item_name}` : 'self', law: own.definition.basis[0]?.law, detail: { number: row.number } })
  return ok({
    ...summary(context, row), agentName: row.agent_name, itemVersion: row.item_version, unit: row.unit, windowUnit: row.window_unit, acceptedAt: row.accepted_at?.toISOString() ?? null, telephone: await context.ask(itemsPort).telephone(own, row.division),
    timeline: timeline.filter((m) => isOffice || !m.inside).map((m) => ({ at: m.at.toISOString(), kind: m.kind, who: m.actor_name, text: m.text })),
    tasks: tasks.filter((t) => !t.closed_at).filter((t) => isOffice || t.party === context.actor.id).map((t) => taskView(t, mayDo(context.actor, t, row, absent), asksOf(own, t.action))),
    ask: row.ask, result: row.result, fee: row.fee, pauses: row.clock.pauses.map((p) => ({ from: p.from, to: p.to ?? null, reason: p.reason })),
    situations: content.situations, answers: content.answers, materials: materials.map(materialView), facts: isOffice ? content.facts : {},
    ...(await officeView(context, row, own, isOffice)), ...registers, canWithdraw: isMine && !row.ended_at && (row.stage !== 'issuing' || registers.held !== null), canRate: isMine && row.agent !== context.actor.id && row.ended_at !== null && row.outcome !== 'withdrawn', mine: isMine,
  })
}

async function officeView(context: Context, row: CaseRow, own: ItemVersion, isOffice: boolean): Promise<Pick<CaseView, 'grounds' | 'assessment' | 'names' | 'offers'>> {
  if (!isOffice) return { grounds: [], assessment: null, names: {}, offers: [] }
  const facts = seen(context, own, row.division, openContent(context, row.content))
  const grounds = failedConditions(own.definition, facts.scope, facts.functions, ['guide', 'submit', 'decide']).map((c) => ({ id: c.id, say: c.refuse, clause: c.clause }))
  const state = await context.ask(processesPort).state(row.instance)
  const assessment = state?.variables['assessment']
  return { grounds, assessment: typeof assessment === 'object' && assessment !== null && !Array.isArray(assessment) ? (assessment as Record<string, unknown>) : null, names: namesOf(context, own), offers: row.unit === context.actor.traits['unit'] && context.actor.permissions.has('cases:decide') ? await offersOf(context, row) : [] }
}

/** Facts are called by their register and whose they are, values of the decision table by its columns. */
function namesOf(context: Context, own: ItemVersion): Record<string, string> {
  const registers = context.ask(registersPort)
  const facts = (own.definition.facts ?? []).map((fact) => {
    const whose = own.definition.parties[fact.of]?.name ?? '申请人'
    return [fact.id, `${registers.definition(fact.register)?.name ?? fact.register}（${whose}）`]
  })
  const columns = [...(own.rules ?? '').matchAll(/<output [^>]*\bname="([^"]+)"[^>]*\blabel="([^"]+)"/g)].map((found) => [found[1], found[2]])
  return Object.fromEntries([...facts, ...columns]) as Record<string, string>
}

/** A material's file, or where the state's own record is to be seen. */
export async function readMaterial(context: Context, input: InputOf<typeof materialRoute>): Promise<Result<unknown>> {
  const found = await readable(context, input.id)
  if (!found) return fail('cases/no-case')
  const material = (await materialStore(context.db).of(input.id)).find((m) => m.material === input.material && m.number === input.number)
  if (!material) return fail('cases/no-material')
  context.audit({ act: 'cases.read-material', object: `material/${input.id}/${input.material}`, subject: found.row.applicant_index, purpose: `approval:${found.row.item_name}` })
  if (material.blob) return materialFile(context, material)
  if (material.reference?.startsWith('licence:')) {
    const { row, isOffice } = found
    const own = [context.actor.id, ...(row.firm && isApplicant(context.actor, row) ? [row.firm] : []), ...(row.agent === context.actor.id && (await isOwn(context, row)) ? [row.applicant_index] : [])]
    const licence = await context.ask(licencesPort).get(material.reference.slice('licence:'.length), isOffice ? undefined : own)
    if (licence) return ok({ licence })
    if (isOffice) return fail('cases/no-material')
  }
  return ok({ note: material.note ?? '' })
}

/** The sealed letter of the case. */
export async function readDocument(context: Context, { id }: { id: string }): Promise<Result<unknown>> {
  const found = await readable(context, id)
  const hash = found?.row.result?.document
  const bytes = hash ? await context.blobs.get(hash) : undefined
  if (!found || !bytes) return fail('cases/no-case')
  context.audit({ act: 'cases.read-document', object: `case/${id}`, subject: found.row.applicant_index })
  return ok({ file: { name: `${found.row.item_name}-${found.row.number}.ofd`, type: 'application/ofd', bytes } })
}
