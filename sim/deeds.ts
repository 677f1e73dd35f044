import { join } from 'node:path'
import type { CaseView } from '#modules/capabilities/cases/contract.ts'
import { root } from '#tools/architecture/sources.ts'
import { castFor, giveRecords, withCast } from './casting.ts'
import { accountOf, submitApplication } from './driver.ts'
import { sampleFor } from './sample-files.ts'
import { operating, reforming } from './reforming.ts'
import type { World } from './simulation.ts'
import { walkCases } from './walk-item.ts'

/** Items whose processes differ: site check, means test with notice, same day, fee, experts, renewal, consultation, tax. */
const items = ['food-business-licence', 'minimum-living-allowance', 'individual-business-registration', 'marriage-registration', 'driving-licence-renewal', 'company-change-registration', 'second-hand-house-transfer', 'teacher-qualification', 'pollutant-discharge-permit', 'public-place-hygiene-licence', 'residence-permit', 'individual-business-cancellation', 'real-estate-mortgage']

/** Something that somebody does; says what, in words that are the same for the same seed. */
export type Deed = (world: World) => Promise<string>

const applying: Deed = async (world) => {
  const item = world.choose(items)
  const plans = walkCases([join(root, 'catalogue')], item).filter((p) => p.expect.outcome !== 'blocked')
  const plan = world.choose(plans)
  const casting = await castFor(world.api, plan, world.below(60))
  const filled = withCast(plan, casting, '2026-03-02')
  await giveRecords(world.api, filled, casting)
  const key = `sim-${world.below(2 ** 31).toString(36)}-${world.below(2 ** 31).toString(36)}`
  const submitted = await submitApplication(world.api, item, '220102', casting.applicant, filled, casting.cast, key)
  if (submitted.status >= 500) throw new Error(`applying for ${item}: ${submitted.status} ${submitted.value.detail ?? ''}`)
  if (submitted.status >= 300) return `applies for ${item}: ${submitted.value.code}`
  const id = submitted.value['case'] as string
  if (world.cases.has(id)) throw new Error(`case ${id} was given out twice`)
  world.cases.set(id, { applicant: casting.applicant.identityNumber, firm: casting.applicant.firm, item, acknowledged: ['submitted'] })
  return `applies for ${item}`
}

const decisions: Record<string, readonly string[]> = {
  accept: ['accepted', 'accepted', 'accepted', 'accepted', 'supplement', 'refused-acceptance'], review: ['pass', 'pass', 'object'], 'site-check': ['passed', 'passed', 'passed', 'correction', 'failed'],
  consult: ['agree', 'disagree'], 'expert-review': ['agree', 'agree', 'disagree'], hearing: ['dismissed', 'upheld'], decide: ['granted', 'granted', 'granted', 'granted', 'refused', 'returned'], extend: ['granted', 'refused'], sign: ['signed', 'signed', 'declined'],
}
const roles: Record<string, string> = { window: 'window-clerk', party: 'window-clerk', reviewer: 'reviewer', decider: 'decider', 'site-check': 'inspector', expert: 'expert', 'other-department': 'reviewer' }

/** An official does a task of an open case; sometimes sends it twice, sometimes a colleague tries after them. */
const working: Deed = async (world) => {
  const known = await openCase(world)
  if (!known) return 'nothing to work on'
  const view = (await world.api.call(accountOf('window-clerk', known.view.windowUnit), 'GET', `/cases/${known.id}`)).value as unknown as CaseView
  const task = view.tasks?.length ? world.choose(view.tasks) : undefined
  if (!task) return `nothing to do in ${known.item}`
  const account = accountOf(roles[task.people] ?? 'reviewer', task.unit, world.chance(0.5) ? '.1' : '')
  const decision = world.choose(decisions[task.action] ?? ['done'])
  const act = { decision, comment: '按规定办理', clause: '行政许可法 第三十八条', ...(decision === 'supplement' ? { items: [{ say: '请补充说明' }] } : {}) }
  const key = `sim-${world.below(2 ** 31).toString(36)}-${world.below(2 ** 31).toString(36)}`
  const send = () => world.api.call(account, 'POST', `/tasks/${task.id}/completion`, act, { 'idempotency-key': key })
  const first = await send()
  const other = world.chance(0.15) ? await world.api.call(accountOf(roles[task.people] ?? 'reviewer', task.unit, '.2'), 'POST', `/tasks/${task.id}/completion`, act) : undefined
  if (first.status >= 500 || (other?.status ?? 0) >= 500) throw new Error(`${task.action}: ${first.status}/${other?.status ?? '-'} ${first.value.detail ?? ''}`)
  if (first.status < 300 && other && other.status < 300) throw new Error(`task ${task.name} was done twice`)
  if (first.status < 300 && world.chance(0.3)) {
    const again = await send()
    if (JSON.stringify(again.value) !== JSON.stringify(first.value)) throw new Error(`a repeated ${task.action} was answered otherwise: ${JSON.stringify(again.value)}`)
  }
  if (first.status < 300 || (other && other.status < 300)) world.done.add(task.id)
  return `${task.action} ${first.status < 300 ? decision : first.value.code}`
}

/** The applicant answers what they are asked for: supplements, corrects, pays; or takes the application back. */
const answering: Deed = async (world) => {
  const known = await openCase(world, (v) => v.ask !== null || v.stage === 'payment')
  if (!known) return 'nobody is asked'
  const { view, applicant } = known
  if (view.ask?.kind === 'supplement-provided') {
    for (const missing of view.materials.filter((m) => m.kind === 'missing')) {
      for (const accepts of [['pdf'], ['image']]) await world.api.call(applicant, 'POST', `/cases/${known.id}/materials/${missing.material}?name=b.${sampleFor(accepts).ending}`, sampleFor(accepts).bytes)
    }
    return `supplement ${(await world.api.call(applicant, 'POST', `/cases/${known.id}/supplement`, {})).status}`
  }
  if (view.ask?.kind === 'correction-finished') return `correction ${(await world.api.call(applicant, 'POST', `/cases/${known.id}/correction`, { say: '已整改' })).status}`
  if (view.ask?.kind === 'tax-cleared') return `tax ${(await world.api.call(accountOf('decider', 'taxation@220102'), 'POST', `/cases/${known.id}/tax-clearance`, {})).status}`
  if (view.fee?.order && !view.fee.paid) {
    const paid = await world.api.call(applicant, 'POST', `/payments/${view.fee.order}/payment`, {})
    if (paid.status < 300) world.paid.add(view.fee.order)
    if (paid.status < 300 && world.chance(0.5)) await world.api.call(applicant, 'POST', `/payments/${view.fee.order}/payment`, {})
    return `payment ${paid.status}`
  }
  return 'waits'
}

const withdrawing: Deed = async (world) => {
  if (!world.chance(0.15)) return 'thinks of withdrawing'
  const known = await openCase(world)
  if (!known) return 'nothing to withdraw'
  const done = await world.api.call(known.applicant, 'POST', `/cases/${known.id}/withdrawal`, { reason: '情况有变' })
  return `withdrawal ${done.status}`
}

/** A case that is open, as its applicant sees it now. */
async function openCase(world: World, fits: (view: CaseView) => boolean = () => true) {
  const ids = [...world.cases].filter(([, known]) => !known.acknowledged.includes('ended'))
  const open: { id: string; view: CaseView; applicant: string; item: string }[] = []
  for (let left = 4; left > 0 && ids.length > 0; left--) {
    const [id, known] = ids.splice(world.below(ids.length), 1)[0]!
    const answer = await world.api.call(known.applicant, 'GET', `/cases/${id}`)
    if (answer.status !== 200) throw new Error(`case ${id} is gone: ${answer.status}`)
    const view = answer.value as unknown as CaseView
    if (view.endedAt) known.acknowledged.push('ended')
    else if (fits(view)) open.push({ id, view, applicant: known.applicant, item: known.item })
  }
  return open.length > 0 ? world.choose(open) : undefined
}

/** How often each is done. */
export const deeds: readonly Deed[] = [applying, applying, working, working, working, working, working, working, working, answering, answering, withdrawing, reforming, operating]
