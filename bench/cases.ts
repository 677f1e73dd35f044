import { castFor } from '#sim/casting.ts'
import { fillForm } from '#sim/filling.ts'
import { sampleFor } from '#sim/sample-files.ts'
import { accountOf } from '#sim/driver.ts'
import { send } from '#sim/http.ts'
import { walkCases } from '#sim/walk-item.ts'
import { withKnown } from '#modules/capabilities/cases/prefilling.ts'
import type { Draft } from '#modules/capabilities/cases/contract.ts'
import type { PublishedForm } from '@xiangyun/forms'
import { join } from 'node:path'
import { benchGround, byClients, rawCommits } from './ground.ts'
import type { Ground } from './ground.ts'
import { compared } from './measure.ts'
import type { Benchmark } from './measure.ts'

const CLIENTS = 12
const item = 'tree-felling-licence'
const division = '220102'

/** Whole cases over HTTP by several clients, alternately with raw one-row commits through the same driver. */
export const cases: Benchmark = async ({ rounds, size }) => {
  const perRound = size ?? 150
  const ground = await benchGround({ clients: CLIENTS, port: 18111 })
  try {
    await oneRound(ground, 0, 30)
    const steps: { ours: number; reference: number }[] = []
    const whole: { ours: number; reference: number }[] = []
    const bare: { ours: number; reference: number }[] = []
    for (let round = 1; round <= rounds; round++) {
      const before = await rawCommits(ground.raw, CLIENTS, 2_000)
      const own = await oneRound(ground, round, perRound)
      const reference = (before + (await rawCommits(ground.raw, CLIENTS, 2_000))) / 2
      steps.push({ ours: own.steps, reference })
      whole.push({ ours: own.whole, reference })
      bare.push({ ours: await bareCommits(ground), reference })
    }
    const memory = (await ground.memory()) / 2 ** 20
    return { settings: { ...ground.settings, clients: CLIENTS, cases: perRound, item, residentMemoryMiB: Math.round(memory) }, results: [
      compared('write step (submit, accept, review) / raw commit', '1/s', steps, { least: 0.2 }),
      compared('write step of whole cases (submit, accept, review, decide, seal and issue) / raw commit', '1/s', whole, { least: 0.1 }),
      compared('for comparison: a route that only commits one row / raw commit', '1/s', bare, { least: 0 }),
      { name: 'resident memory of the server under this load / 350 MiB', unit: 'MiB', ours: Math.round(memory), reference: 350, ratio: Number((memory / 350).toPrecision(3)), rounds: 1, goal: '≤ 1', met: memory <= 350 },
    ] }
  } finally {
    await ground.stop()
  }
}

/** A route that does nothing but commit one row, by as many clients; per second. */
async function bareCommits(ground: Ground): Promise<number> {
  const count = 3_000
  return count / (await byClients(CLIENTS, Array.from({ length: count }, (_, i) => i), async () => {
    const answer = await send('POST', `${ground.address}/bare/commit`, { 'content-type': 'application/json' }, Buffer.from('{}'))
    if (answer.status !== 200) throw new Error(`/bare/commit: ${answer.status}`)
  }))
}

type Ready = { draft: string; who: string }

/** Drafts and sign-ins are made outside the measure; reads between the steps as well. */
async function oneRound(ground: Ground, round: number, count: number): Promise<{ steps: number; whole: number }> {
  const ready: Ready[] = []
  await byClients(CLIENTS, Array.from({ length: count }, (_, i) => round * count + i), async (i) => { ready.push(await prepared(ground, i)) })
  const submitted: string[] = []
  const submitting = await byClients(CLIENTS, ready, async ({ draft, who }) => { submitted.push(await must<string>(ground, who, `/drafts/${draft}/submission`, {}, 'case')) })
  const accepting = await act(ground, submitted, 'window-clerk', 'accepted')
  const reviewing = await act(ground, submitted, 'reviewer', 'pass')
  const deciding = await act(ground, submitted, 'decider', 'granted', async () => { await issued(ground, submitted) })
  const seconds = submitting + accepting + reviewing
  return { steps: (3 * count) / seconds, whole: (5 * count) / (seconds + deciding) }
}

async function act(ground: Ground, ids: readonly string[], role: string, decision: string, then?: () => Promise<void>): Promise<number> {
  const { rows } = await ground.raw.query<{ id: string; unit: string }>('select id, unit from cases.task where case_id = any($1::uuid[]) and closed_at is null', [ids])
  for (const unit of new Set(rows.map((r) => r.unit))) await ground.api.call(accountOf(role, unit), 'GET', '/session')
  const began = performance.now()
  await byClients(CLIENTS, rows, async (task) => { await must(ground, accountOf(role, task.unit), `/tasks/${task.id}/completion`, { decision, comment: '情况属实' }, 'case') })
  await then?.()
  return (performance.now() - began) / 1000
}

async function issued(ground: Ground, ids: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 3000; tries++) {
    const { rows } = await ground.raw.query<{ n: string }>('select count(*) as n from cases."case" where id = any($1::uuid[]) and ended_at is null', [ids])
    if (Number(rows[0]!.n) === 0) return
    await new Promise((done) => setTimeout(done, 20))
  }
  throw new Error('licences were not issued in time')
}

async function must<T>(ground: Ground, who: string, path: string, body: Record<string, unknown>, field: string): Promise<T> {
  const answer = await ground.api.call(who, 'POST', path, body, { 'idempotency-key': crypto.randomUUID() })
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.value.detail ?? answer.value.code ?? ''}`)
  return answer.value[field] as T
}

let form: PublishedForm | undefined

async function prepared({ api }: Ground, index: number): Promise<Ready> {
  const plan = walkCases([join(import.meta.dirname, '..', 'catalogue')], item)[0]!
  const { applicant, cast } = await castFor(api, plan, index % 100)
  const who = applicant.identityNumber
  const opened = (await api.call(who, 'POST', '/drafts', { item, division, situations: plan.situations })).value as unknown as Draft
  form ??= (await api.call(undefined, 'GET', `/items/${item}/versions/${opened.itemVersion}/form`)).value as unknown as PublishedForm
  const { answers } = await fillForm(form, withKnown({}, opened.known as never), opened.facts, cast)
  const saved = (await api.call(who, 'PUT', `/drafts/${opened.id}`, { situations: opened.situations, answers, version: opened.version })).value as unknown as Draft
  await api.call(who, 'POST', `/drafts/${opened.id}/consents`, { materials: saved.needs.filter((n) => n.held).map((n) => n.id) })
  for (const need of saved.needs.filter((n) => !n.held && !n.met)) await api.call(who, 'POST', `/drafts/${opened.id}/materials/${need.id}?name=a.${sampleFor(need.accepts).ending}`, sampleFor(need.accepts).bytes)
  return { draft: opened.id, who }
}
