import type { Answers, Facts } from '@xiangyun/forms'
import { buildCaseNumber } from '@xiangyun/identifiers'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { failedConditions, relevantAnswers, situationProblems, workdaysIn } from '#modules/capabilities/items/evaluation.ts'
import { checkAnswers } from '#modules/capabilities/forms/evaluation.ts'
import { formsPort } from '#modules/capabilities/forms/port.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import { actsFor, isCovered, mayFileFor } from '../authority.ts'
import { change, follow, save, subjectOf, tell } from '../changing.ts'
import { startClock } from '../clock.ts'
import { sealContent } from '../content.ts'
import type { Content } from '../content.ts'
import { caseSubmitted } from '../contract.ts'
import type { Need, submit as submitRoute } from '../contract.ts'
import { needsOf, openedDraft, publicFacts } from '../drafts.ts'
import type { Opened } from '../drafts.ts'
import { factsOf, hasEnded, partiesOf } from '../parties.ts'
import { knownValues, withKnown } from '../prefilling.ts'
import { lookRefusal, sealForm, strangeFiles, unnamedFiles } from '../forms.ts'
import { seen } from '../scope.ts'
import type { Seen } from '../scope.ts'
import { caseStore, draftStore, materialStore } from '../store.ts'
import type { CaseRow, MaterialRow } from '../store.ts'
import { startVariables } from '../variables.ts'
import { isAssured } from './open-draft.ts'

type Ready = { readonly content: Content; readonly facts: Seen; readonly needs: readonly Need[]; readonly given: readonly MaterialRow[]; readonly unnamed: readonly MaterialRow[] }

/** An application becomes a case: everything is checked once more by the server, then number, process and time line begin as one. */
export async function submit(context: Context, input: InputOf<typeof submitRoute>) {
  const opened = await openedDraft(context, input.id, true)
  if (!opened.ok) return opened
  const { own } = opened.value
  if (!(await actsFor(context, opened.value.row.firm, opened.value.identityNumber))) return fail(context.actor.kind === 'person' ? 'identity/not-your-firm' : 'cases/not-their-firm')
  if (!(await isCovered(context, opened.value.row.firm, own.item, opened.value.identityNumber))) return fail('identity/not-delegated')
  if (opened.value.row.firm === null && !(await mayFileFor(context, opened.value.row.applicant_index, own.item))) return fail('identity/not-delegated')
  if (context.actor.kind === 'person' && !isAssured(context, own)) return fail('kernel/step-up-needed')
  const { to } = own.definition.effective
  if (to && to < localDate(context.now)) return fail('items/not-in-force')
  const ready = await prepare(context, opened.value, input.incomplete === true)
  if (!ready.ok) return ready
  const promise = workdaysIn(await context.ask(itemsPort).promise(own, opened.value.row.division))
  const row = await beginCase(context, opened.value, ready.value, promise)
  return row.ok ? ok({ case: row.value.id, number: row.value.number, next: `我们会在 5 个工作日内告诉您是否受理，承诺${promise === 0 ? '当场办结' : ` ${promise} 个工作日内办结`}` }) : row
}

async function prepare(context: Context, opened: Opened, incomplete: boolean): Promise<Result<Ready>> {
  const { own, row } = opened
  const item = own.definition
  const parties = await partiesOf(context, item, { identityNumber: opened.identityNumber, firm: row.firm })
  if (hasEnded(parties, row.firm)) return fail('cases/firm-ended')
  const answers = withKnown(opened.content.answers, knownValues(context, own, { ...opened.content, parties }))
  let content: Content = { ...opened.content, parties, answers, facts: await factsOf(context, item, parties, answers) }
  let facts = seen(context, own, row.division, content)
  const unanswered = situationProblems(item, content.situations, facts.scope, facts.functions)
  if (unanswered.length > 0) return fail('cases/situations', undefined, unanswered)
  content = { ...content, situations: relevantAnswers(item, content.situations, facts.scope, facts.functions) }
  facts = seen(context, own, row.division, content)
  const failed = failedConditions(item, facts.scope, facts.functions, ['guide', 'submit'])
  if (failed[0]) return fail('cases/condition', `${failed[0].refuse}（${failed[0].clause}）`, failed.map((c) => ({ at: `/conditions/${c.id}`, code: 'condition', message: `${c.refuse}（${c.clause}）` })))
  const checked = await checkAnswers(own.form, answers as Answers, publicFacts(facts) as Facts)
  if (checked.errors.length > 0) return fail('cases/form-invalid', `有 ${checked.errors.length} 处需要改`, checked.errors.map((e) => ({ ...e, at: `/answers${e.at}` })))
  content = { ...content, answers: checked.answers as Record<string, unknown> }
  facts = seen(context, own, row.division, content)
  const refused = await lookRefusal(context, opened, checked.answers, facts)
  if (refused) return refused
  const given = await materialStore(context.db).of(row.id)
  const strange = strangeFiles(own, checked.answers, given)
  if (strange.length > 0) return fail('cases/form-invalid', '有文件没有传上来', strange)
  const needs = await needsOf(context, own, facts, content, given)
  const missing = needs.filter((n) => !n.met)
  if (missing.length > 0 && !incomplete) return fail('cases/materials-missing', `还缺：${missing.map((n) => n.name).join('、')}`, missing.map((n) => ({ at: `/materials/${n.id}`, code: n.held ? 'consent' : 'missing', message: n.held ? `请同意使用${n.held.title}，或上传${n.name}` : `请上传${n.name}` })))
  return ok({ content, facts, needs, given, unnamed: unnamedFiles(own, checked.answers, given) })
}

async function beginCase(context: Context, { own, row }: Opened, ready: Ready, promise: number): Promise<Result<CaseRow>> {
  const items = context.ask(itemsPort)
  const offices = items.offices(own, row.division)
  if (!offices) return fail('cases/no-office')
  const firm = row.firm ? (Object.values(ready.content.parties).find((p) => (p as Record<string, unknown> | null)?.['creditCode'] === row.firm) as Record<string, unknown> | undefined) : undefined
  const fresh: CaseRow = {
    id: row.id, number: '', item: own.item, item_version: own.version, item_name: own.definition.name, division: row.division, unit: offices.decide.id, window_unit: offices.window.id, stage: 'submitted', outcome: null,
    applicant_index: row.applicant_index, applicant: row.applicant, applicant_name: row.applicant_name, firm: row.firm, firm_name: firm ? String(firm['name']) : null, channel: row.channel, ...agentOf(context, row), content: sealContent(context, ready.content), instance: '',
    clock: startClock(workdaysIn(own.definition.limits.statutory), promise), due_on: null, promise_on: null, lamp: 'none', ask: null, result: null, fee: null,
    submitted_at: context.now, accepted_at: null, ended_at: null, version: 1,
  }
  const changing = change(fresh, true)
  fresh.number = await numberOf(context, offices.implementationCode)
  const processes = context.ask(processesPort)
  const started = await processes.start(await processes.inForce(own.process), subjectOf(fresh), startVariables(own, ready.facts))
  if (!started.ok) return started
  await follow(context, changing, own, started.value)
  tell(context, changing, 'submitted', row.channel === 'counter' ? `窗口代为提交（${context.actor.name}）` : fresh.agent ? `${relation(context)}${context.actor.name}代为提交申请` : '提交申请')
  for (const { material, number } of ready.unnamed) await materialStore(context.db).drop(row.id, material, number)
  await fillMaterials(context, row.id, ready)
  await sealForm(context, fresh, own, ready.content, ready.facts, true)
  await draftStore(context.db).drop(row.id)
  await save(context, changing)
  context.emit(caseSubmitted, { case: row.id, number: fresh.number, item: own.item, itemName: own.definition.name, unit: fresh.unit, division: fresh.division, applicant: fresh.applicant_index, agent: fresh.agent, firm: fresh.firm, stage: fresh.stage })
  context.audit({ act: 'cases.submit', object: `case/${row.id}`, subject: row.applicant_index, detail: { number: fresh.number, item: own.item, assurance: context.actor.traits['assurance'] ?? 'counter', channel: row.channel, ...(fresh.agent ? { agent: fresh.agent } : {}) } })
  return ok(fresh)
}

/** Whoever applied for another person; at the counter the applicant stands there. */
const agentOf = ({ actor }: Context, row: Opened['row']) => (actor.kind === 'person' && row.firm === null && actor.id !== row.applicant_index ? { agent: actor.id, agent_name: actor.name } : { agent: null, agent_name: null })
const relation = ({ actor }: Context): string => (actor.traits['principalVia'] === 'guardian' ? '监护人' : '代办人')

/** 31 digits of the implementation code, the day, a serial of at least four (公开编码样例, reference 02). */
async function numberOf(context: Context, code: string): Promise<string> {
  const day = localDate(context.now)
  const built = buildCaseNumber({ itemCode: code, date: day, serial: await caseStore(context.db).serial(code, day), serialLength: 6 })
  if (!built.ok) throw new Error(`case number: ${built.message}`)
  return built.value
}

/** Beside the uploads: what the state gave with consent, what the form made, and what is still missing. */
async function fillMaterials(context: Context, id: string, ready: Ready): Promise<void> {
  const rows = ready.needs.filter((n) => n.given.length === 0).flatMap((n): MaterialRow[] => {
    const base = { material: n.id, number: 1, name: n.name, blob: null, media: null, size: null, note: null }
    if (n.source === 'form') return [{ ...base, kind: 'made', reference: 'form', state: 'given' }]
    if (n.held && n.consented) return [{ ...base, kind: 'held', reference: n.held.reference, state: 'given', note: `${n.held.title}：${n.held.detail}` }]
    return n.required ? [{ ...base, kind: 'missing', reference: null, state: 'missing' }] : []
  })
  if (rows.length > 0) await materialStore(context.db).add(id, rows, context.now)
}
