import { addDays, localDate } from '@xiangyun/kernel/time'
import { demoPeople } from '#modules/capabilities/identity/demo-people.ts'
import type { CaseView } from '#modules/capabilities/cases/contract.ts'
import type { Api } from './api.ts'
import { castFor, giveRecords, withCast } from './casting.ts'
import { applicantActs, officeActs, submitApplication } from './driver.ts'
import type { WalkCase } from './driver.ts'
import { walkCases } from './walk-item.ts'

/** How far a synthetic application is carried: so many acts of officials and applicant, or until it asks for a supplement, or to its end. */
type Far = number | 'supplement' | 'end'

const county = '220102'
/** Applicants after these in the list of people, so that the demonstration's named residents begin with a clean sheet. */
const FIRST = 20

const programme: readonly (readonly [item: string, far: readonly Far[]])[] = [
  ['food-business-licence', [0, 1, 2, 'supplement', 'end']],
  ['individual-business-registration', [0, 'end']],
  ['public-place-hygiene-licence', [0, 1, 2]],
  ['second-hand-house-transfer', [1, 2]],
  ['driving-licence-renewal', [0, 'end']],
  ['teacher-qualification', [0, 1]],
  ['tree-felling-licence', [0, 1, 2, 'end']],
  ['passport', [0, 1, 'end']],
  ['company-change-registration', [0, 1]],
  ['pollutant-discharge-permit', [0, 1]],
  ['road-freight-licence', [0, 2]],
  ['marriage-registration', [0]],
]

/**
 * Authorises the demonstration's agents and brings applications of synthetic residents into a fresh province, each left at another point of its way, so that nobody opens an
 * empty queue. Everything goes through the public API and no clock is moved.
 * @returns how many were brought in, and what could not be.
 */
export async function rehearse(api: Api, roots: readonly string[]): Promise<{ cases: number; problems: string[] }> {
  const problems: string[] = await authoriseAgents(api, roots)
  let cases = 0
  let index = FIRST
  for (const [item, ways] of programme) {
    for (const far of ways) {
      index++
      try {
        await carry(api, roots, item, far, index)
        cases++
      } catch (error) {
        problems.push(`${item} ${far}: ${(error as Error).message}`)
      }
    }
  }
  return { cases, problems }
}

/** The demonstration's agents are authorised by the owners whose firms they act for, for a year. */
async function authoriseAgents(api: Api, roots: readonly string[]): Promise<string[]> {
  const problems: string[] = []
  for (const agent of demoPeople(roots).filter((p) => p.agentFor)) {
    const session = await api.call(agent.agentFor, 'GET', '/session')
    const firm = (session.value['firms'] as { creditCode: string; via: string }[]).find((f) => f.via === 'representative')?.creditCode
    const until = addDays(localDate(new Date(String(session.value['now']))), 365)
    const given = await api.call(agent.agentFor, 'POST', '/delegations', { firm, agent: agent.identityNumber, agentName: agent.name, until })
    if (given.status >= 300) problems.push(`${agent.name}: ${given.status} ${given.value.code ?? ''} ${given.value.detail ?? ''}`)
  }
  return problems
}

async function carry(api: Api, roots: readonly string[], item: string, far: Far, index: number): Promise<void> {
  const granted = walkCases(roots, item).find((c) => c.expect.outcome === 'granted')!
  const plan: WalkCase = far === 'supplement' ? { ...granted, steps: [{ action: 'accept', decision: 'supplement', comment: '营业场所的平面图看不清，请补一份清楚的' }] } as WalkCase : granted
  const casting = await castFor(api, plan, index)
  const today = localDate(new Date(String((await api.call(undefined, 'GET', '/session')).value['now'])))
  const ready = withCast(plan, casting, today)
  await giveRecords(api, ready, casting)
  const sent = await submitApplication(api, item, county, casting.applicant, ready, casting.cast, `rehearsal-${index}`)
  if (sent.status >= 300) throw new Error(`${sent.status} ${sent.value.code ?? ''} ${sent.value.detail ?? ''}`)
  await act(api, String(sent.value['case']), casting, ready, far)
}

async function act(api: Api, id: string, casting: Awaited<ReturnType<typeof castFor>>, plan: WalkCase, far: Far): Promise<void> {
  const { applicant, cast } = casting
  const scripted = [...(plan.steps ?? [])]
  const most = far === 'supplement' ? 1 : far === 'end' ? 30 : far
  for (let acts = 0; acts < most; acts++) {
    await api.settle()
    const view = (await api.call(applicant.identityNumber, 'GET', `/cases/${id}`)).value as unknown as CaseView
    if (view.endedAt) return
    const moved = (await officeActs(api, view, applicant, scripted, cast, () => {})) || (await applicantActs(api, view, applicant, scripted, () => {}))
    if (!moved && far !== 'end') return
  }
}
