import type { PublishedForm } from '@xiangyun/forms'
import type { CaseView, Draft } from '#modules/capabilities/cases/contract.ts'
import type { WalkCases } from '#modules/capabilities/items/definition.ts'
import { opened } from './known.ts'
import type { Answer, Api } from './api.ts'
import { fillForm } from './filling.ts'
import type { Cast } from './filling.ts'
import { sampleFor } from './sample-files.ts'

export type WalkCase = WalkCases[number]
export type Applicant = { readonly identityNumber: string; readonly name: string; readonly firm: string | null }
export type Step = { readonly at: string; readonly who: string; readonly did: string }

export type Walked = {
  readonly case: string | null
  readonly outcome: string
  readonly code: string | null
  readonly licence: string | null
  readonly view: CaseView | null
  readonly uploaded: readonly string[]
  readonly reused: readonly string[]
  readonly steps: readonly Step[]
}

/** A step of the walk was answered otherwise than a working province would. */
export class WalkStopped extends Error {
  readonly answer: Answer
  constructor(did: string, answer: Answer) {
    super(`${did}: ${answer.status} ${answer.value.code ?? ''} ${answer.value.detail ?? ''} ${(answer.value.errors ?? []).slice(0, 4).map((e) => `${e.at} ${e.message}`).join('; ')}`)
    this.answer = answer
  }
}

const DAY = 86_400_000

/** Takes one case from the first question to its end, through the public API, as all its people. */
export async function walkCase(api: Api, item: string, division: string, applicant: Applicant, plan: WalkCase, cast: Cast): Promise<Walked> {
  const steps: Step[] = []
  const note = (who: string, did: string) => steps.push({ at: new Date().toISOString(), who, did })
  const must = async (did: string, answer: Promise<Answer>, who = '申请人') => {
    const given = await answer
    if (given.status >= 300) throw new WalkStopped(did, given)
    note(who, did)
    return given
  }
  const submission = await apply(api, item, division, applicant, plan, cast, must)
  if (submission.at === 'opening') return ended('blocked', submission.answer, steps)
  const submitted = submission.answer
  if (submitted.status >= 300) return ended(submitted.value.code === 'cases/condition' ? 'blocked' : 'stopped', submitted, steps)
  note('申请人', `提交申请 ${submitted.value['number'] as string}`)
  const id = submitted.value['case'] as string
  const view = await driveCase(api, id, applicant, plan, cast, note)
  return { case: id, outcome: view.outcome ?? 'open', code: null, licence: view.result?.licences[0] ?? null, view, uploaded: [...new Set(view.materials.filter((m) => m.kind === 'uploaded').map((m) => m.material))], reused: submission.reused, steps }
}

type Submission = { readonly at: 'opening' | 'submitting'; readonly answer: Answer; readonly reused: readonly string[] }

/** From the guide to the submitted application; stops at the first refusal. */
async function apply(api: Api, item: string, division: string, applicant: Applicant, plan: WalkCase, cast: Cast, must: Must, key?: string): Promise<Submission> {
  const me = applicant.identityNumber
  if (applicant.firm) await must('选择代表的单位', api.call(me, 'POST', '/session/face', { firm: applicant.firm }))
  await must('看办事指南', api.call(undefined, 'GET', `/items/${item}?division=${division}`))
  const begin = () => api.call(me, 'POST', '/drafts', { item, division, situations: plan.situations })
  let opened = await begin()
  if (opened.value.code === 'kernel/step-up-needed') {
    const code = await must('请求验证码', api.call(me, 'POST', '/session/step-up/code', {}))
    await must('用验证码提高核验等级', api.call(me, 'POST', '/session/step-up', { code: code.value['demonstrationCode'] }))
    opened = await begin()
  }
  if (opened.status >= 300) return { at: 'opening', answer: opened, reused: [] }
  const ready = await prepareDraft(api, me, opened.value as unknown as Draft, plan, cast, must)
  const submitted = await api.call(me, 'POST', `/drafts/${opened.value['id'] as string}/submission`, plan.omit?.length ? { incomplete: true } : {}, key ? { 'idempotency-key': key } : {})
  return { at: 'submitting', answer: submitted, reused: ready.reused }
}

/** The same without following the case: what a simulated resident does. A refusal on the way is the answer. */
export async function submitApplication(api: Api, item: string, division: string, applicant: Applicant, plan: WalkCase, cast: Cast, key: string): Promise<Answer> {
  try {
    return (await apply(api, item, division, applicant, plan, cast, async (did, answer) => {
      const given = await answer
      if (given.status >= 300) throw new WalkStopped(did, given)
      return given
    }, key)).answer
  } catch (error) {
    if (error instanceof WalkStopped) return error.answer
    throw error
  }
}

function ended(outcome: string, answer: Answer, steps: readonly Step[]): Walked {
  const condition = answer.value.errors?.find((e) => e.at.startsWith('/conditions/'))?.at.slice('/conditions/'.length) ?? answer.value.code ?? null
  if (outcome === 'stopped') throw new WalkStopped('提交申请', answer)
  return { case: null, outcome, code: condition, licence: null, view: null, uploaded: [], reused: [], steps }
}

type Must = (did: string, answer: Promise<Answer>, who?: string) => Promise<Answer>

export async function prepareDraft(api: Api, me: string, draft: Draft, plan: WalkCase, cast: Cast, must: Must) {
  const form = (await must('读申请表', api.call(undefined, 'GET', `/items/${draft.item}/versions/${draft.itemVersion}/form`))).value as unknown as PublishedForm
  const given = opened(structuredClone(plan.form ?? {}), draft.known)
  const filled = await fillForm(form, given, draft.facts, cast)
  let saved = (await must('填申请表', api.call(me, 'PUT', `/drafts/${draft.id}`, { situations: draft.situations, answers: filled.answers, version: draft.version }))).value as unknown as Draft
  const held = saved.needs.filter((n) => n.held).map((n) => n.id)
  if (held.length > 0) saved = (await must('同意使用政府已有的记录', api.call(me, 'POST', `/drafts/${draft.id}/consents`, { materials: held }))).value as unknown as Draft
  for (const need of saved.needs.filter((n) => !n.met && !plan.omit?.includes(n.id))) {
    await must(`上传${need.name}`, api.call(me, 'POST', `/drafts/${draft.id}/materials/${need.id}?name=${encodeURIComponent(`${need.name.slice(0, 60)}.${sampleFor(need.accepts).ending}`)}`, sampleFor(need.accepts).bytes))
  }
  return { reused: held }
}

/** Goes on with a case until it ends: officials act, the applicant answers, days pass where the law lets them. */
export async function driveCase(api: Api, id: string, applicant: Applicant, plan: WalkCase, cast: Cast, note: (who: string, did: string) => void): Promise<CaseView> {
  const scripted = [...(plan.steps ?? [])]
  let idle = 0
  for (let turn = 0; turn < 400; turn++) {
    await api.settle()
    const view = (await api.call(applicant.identityNumber, 'GET', `/cases/${id}`)).value as unknown as CaseView
    if (view.endedAt) return view
    const moved = (await officeActs(api, view, applicant, scripted, cast, note)) || (await applicantActs(api, view, applicant, scripted, note))
    if (moved) { idle = 0; continue }
    idle++
    if (['public-notice', 'consulting'].includes(view.stage) && idle > 1) { await api.pass(8 * DAY); note('系统', '公示期过去'); idle = 0 }
    if (idle > 100) throw new Error(`case ${id} stands still in ${view.stage}`)
  }
  throw new Error(`case ${id} did not end`)
}

const roleFor: Record<string, string> = { window: 'window-clerk', party: 'window-clerk', reviewer: 'reviewer', decider: 'decider', 'site-check': 'inspector', expert: 'expert', 'other-department': 'reviewer' }
const straight: Record<string, string> = { accept: 'accepted', review: 'pass', 'site-check': 'passed', consult: 'agree', 'expert-review': 'agree', hearing: 'dismissed', decide: 'granted', extend: 'granted', sign: 'signed' }

export const accountOf = (role: string, unit: string, extra = ''): string => `${role}.${unit.replace('@', '.')}${extra}`

export async function officeActs(api: Api, view: CaseView, applicant: Applicant, scripted: NonNullable<WalkCase['steps']>, cast: Cast, note: (who: string, did: string) => void): Promise<boolean> {
  const seen = (await api.call(accountOf('window-clerk', view.windowUnit), 'GET', `/cases/${view.id}`)).value as unknown as CaseView
  const task = seen.tasks?.[0]
  if (!task) return false
  const plan = scripted[0]?.action === task.action ? scripted.shift() : undefined
  const act = { decision: plan?.decision ?? straight[task.action] ?? 'done', comment: plan?.comment ?? '情况属实，符合规定', ...(plan?.clause ? { clause: plan.clause } : {}), ...(plan?.decision === 'supplement' ? { items: [{ ...(plan.note ? { material: plan.note } : {}), say: plan.comment ?? '请补正' }] } : {}) }
  const accounts = [accountOf(roleFor[task.people] ?? 'reviewer', task.unit), accountOf(roleFor[task.people] ?? 'reviewer', task.unit, '.1')]
  for (const account of accounts) {
    const done = await api.call(account, 'POST', `/tasks/${task.id}/completion`, { ...act, ...(act.decision === 'refused' && !('clause' in act) ? { clause: '见审查意见' } : {}) })
    if (done.status < 300) { note(account, `${task.name}：${act.decision}`); return true }
    if (done.value.code !== 'cases/same-person') throw new WalkStopped(`${account} ${task.name}`, done)
  }
  throw new Error(`nobody may do ${task.name}`)
}

export async function applicantActs(api: Api, view: CaseView, applicant: Applicant, scripted: NonNullable<WalkCase['steps']>, note: (who: string, did: string) => void): Promise<boolean> {
  const me = applicant.identityNumber
  const plan = scripted[0]
  if (plan && ['wait', 'withdraw'].includes(plan.action)) {
    scripted.shift()
    if (plan.action === 'wait') { await api.pass(Number(plan.decision) * DAY); note('系统', `过了 ${plan.decision} 天`); return true }
    return done(await api.call(me, 'POST', `/cases/${view.id}/withdrawal`, { reason: plan.comment ?? '不办了' }), '撤回申请', note)
  }
  if (view.ask?.kind === 'supplement-provided') {
    const asked = new Set([...view.ask.items.flatMap((i) => (i.material ? [i.material] : [])), ...view.materials.filter((m) => m.kind === 'missing').map((m) => m.material)])
    for (const material of asked) await supply(api, me, view.id, material)
    return done(await api.call(me, 'POST', `/cases/${view.id}/supplement`, {}), '补正', note)
  }
  if (view.ask?.kind === 'correction-finished') return done(await api.call(me, 'POST', `/cases/${view.id}/correction`, { say: '已按要求整改' }), '整改完成', note)
  if (view.stage === 'payment' && view.fee?.order && !view.fee.paid) return done(await api.call(me, 'POST', `/payments/${view.fee.order}/payment`, {}), '缴费', note)
  if (view.ask?.kind === 'tax-cleared') return done(await api.call(accountOf('decider', `taxation@${view.division.slice(0, 6)}`), 'POST', `/cases/${view.id}/tax-clearance`, {}), '税已缴清', note)
  return false
}

/** Sends a supplement in the kind of file that the material accepts. */
async function supply(api: Api, me: string, id: string, material: string): Promise<void> {
  for (const accepts of [['pdf'], ['image']]) {
    const { ending, bytes } = sampleFor(accepts)
    const sent = await api.call(me, 'POST', `/cases/${id}/materials/${material}?name=${encodeURIComponent(`补正.${ending}`)}`, bytes)
    if (sent.status < 300) return
  }
}

function done(answer: Answer, did: string, note: (who: string, did: string) => void): boolean {
  if (answer.status >= 300) throw new WalkStopped(did, answer)
  note('申请人', did)
  return true
}
