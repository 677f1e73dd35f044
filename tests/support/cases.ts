import { fail, equal } from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { localDate } from '@xiangyun/kernel/time'
import type { CaseView, Draft } from '#modules/capabilities/cases/contract.ts'
import type { Answer, Api } from '#sim/api.ts'
import { castFor, giveRecords, withCast } from '#sim/casting.ts'
import { applicantActs, officeActs, prepareDraft, submitApplication } from '#sim/driver.ts'
import type { Applicant, WalkCase } from '#sim/driver.ts'
import type { Cast } from '#sim/filling.ts'
import { walkCases } from '#sim/walk-item.ts'
import { root } from './province.ts'

export const county = '220102'
export const elsewhere = '220103'

/** A person of the synthetic province, by their place in its list. */
export async function person(api: Api, skip: number, more: Record<string, string> = {}): Promise<Applicant & { readonly cast: Cast }> {
  const found = await api.call(undefined, 'GET', `/demonstration/people?${new URLSearchParams({ count: '6', skip: String(skip), ageFrom: '25', ageTo: '55', ...more })}`)
  const people = found.value['people'] as { identityNumber: string; name: string; firm: { creditCode: string } | null }[]
  const me = people[0] ?? fail(`nobody at ${skip}`)
  return { identityNumber: me.identityNumber, name: me.name, firm: more['firm'] ? me.firm?.creditCode ?? null : null, cast: people }
}

/** A service with a fee and a licence, and one that ends with a licence and costs nothing. */
export const withFee = { item: 'passport', division: county, situations: { minor: false, stateStaff: false } }
export const free = { item: 'veteran-card', division: '220102001', situations: { who: 'veteran', filed: true } }
export type Wanted = typeof withFee | typeof free

const plain = (wanted: Wanted): WalkCase => ({ title: wanted.item, situations: wanted.situations, expect: { outcome: 'granted' } }) as unknown as WalkCase

export async function must(answer: Promise<Answer>, what: string): Promise<Answer> {
  const given = await answer
  if (given.status >= 300) fail(`${what}: ${given.status} ${given.value.code} ${given.value.detail ?? ''} ${JSON.stringify(given.value.errors ?? [])}`)
  return given
}

/** A draft as it is just after "begin". */
/** Raises somebody's session to `strong` by the code that a demonstration shows. */
export async function proved(api: Api, who: string): Promise<void> {
  const code = (await must(api.call(who, 'POST', '/session/step-up/code', {}), 'code')).value['demonstrationCode']
  await must(api.call(who, 'POST', '/session/step-up', { code }), 'step up')
}

export async function openedDraft(api: Api, me: Applicant, wanted: Wanted = withFee): Promise<Draft> {
  return (await must(api.call(me.identityNumber, 'POST', '/drafts', { item: wanted.item, division: wanted.division, situations: wanted.situations }), 'open a draft')).value as unknown as Draft
}

/** A draft with form and materials, that needs only to be submitted. */
export async function readyDraft(api: Api, me: Applicant & { cast: Cast }, wanted: Wanted = withFee, form: Record<string, unknown> = {}): Promise<Draft> {
  const draft = await openedDraft(api, me, wanted)
  await prepareDraft(api, me.identityNumber, draft, { ...plain(wanted), form } as WalkCase, me.cast, (did, answer) => must(answer, did))
  return draft
}

/** A case that waits at the window. */
export async function submittedCase(api: Api, me: Applicant & { cast: Cast }, wanted: Wanted = withFee): Promise<string> {
  const draft = await readyDraft(api, me, wanted)
  const done = await must(api.call(me.identityNumber, 'POST', `/drafts/${draft.id}/submission`, {}), 'submit')
  return done.value['case'] as string
}

export const viewOf = async (api: Api, me: Applicant, id: string): Promise<CaseView> => (await must(api.call(me.identityNumber, 'GET', `/cases/${id}`), 'read the case')).value as unknown as CaseView

/** Everybody does their part until the case is as wanted. */
export async function drive(api: Api, me: Applicant & { cast: Cast }, id: string, until: (view: CaseView) => boolean = (view) => view.endedAt !== null): Promise<CaseView> {
  let seen = ''
  for (let since = Date.now(); Date.now() - since < 30_000;) {
    await api.settle()
    const view = await viewOf(api, me, id)
    if (until(view)) return view
    equal(view.endedAt, null, `the case ended in ${view.outcome} before it was as wanted`)
    if (!(await officeActs(api, view, me, [], me.cast, () => {}))) await applicantActs(api, view, me, [], () => {})
    if (seen !== `${view.stage} ${view.timeline.length}`) since = Date.now()
    seen = `${view.stage} ${view.timeline.length}`
  }
  return fail(`the case ${id} stands still: ${seen}`)
}

/** The open task of a case, as its window sees it. */
export async function taskOf(api: Api, view: CaseView): Promise<{ id: string; action: string; unit: string; people: string }> {
  const seen = await must(api.call(`window-clerk.${view.windowUnit.replace('@', '.')}`, 'GET', `/cases/${view.id}`), 'the window reads')
  return (seen.value['tasks'] as { id: string; action: string; unit: string; people: string }[])[0] ?? fail('no open task')
}

/** A problem reply: the status, a code with a module's name before it, words in Chinese, and no insides of the server. */
export function isProblem(answer: Answer, status: number, code: string): void {
  equal(`${answer.status} ${answer.value.code}`, `${status} ${code}`, JSON.stringify(answer.value))
  const text = `${String(answer.value['title'])}${answer.value.detail ?? ''}`
  if (!/[\u4e00-\u9fff]/.test(String(answer.value['title']))) fail(`not in Chinese: ${text}`)
  if (/ at .+:\d+|select |insert |node_modules/.test(text)) fail(`tells the server's insides: ${text}`)
}

/** A case of an item as its own walk-through case has it, submitted by whom that asks for; `skip` chooses others. */
export async function plannedCase(api: Api, item: string, skip = 0, division = county): Promise<{ me: Applicant & { readonly cast: Cast }; id: string }> {
  const plan = walkCases([join(root, 'catalogue')], item)[0] ?? fail(`${item} has no walk-through case`)
  const casting = await castFor(api, plan, skip)
  const session = await api.call(undefined, 'GET', '/session')
  const filled = withCast(plan, casting, localDate(new Date(String(session.value['now']))))
  await giveRecords(api, filled, casting)
  const sent = await must(submitApplication(api, item, division, casting.applicant, filled, casting.cast, randomUUID()), `submit ${item}`)
  return { me: { ...casting.applicant, cast: casting.cast }, id: String(sent.value['case']) }
}
