import { step } from '@xiangyun/bpmn'
import { sql } from '@xiangyun/kernel/database'
import type { Event, State } from '#modules/capabilities/processes/ports.ts'
import { timerDeadline } from '#modules/capabilities/processes/running/runner.ts'
import { partsOf } from '#modules/capabilities/processes/running/state-cache.ts'
import { placesOf } from '#modules/capabilities/processes/running/store.ts'
import { definitionOf } from '#modules/capabilities/processes/running/definitions.ts'
import { form, smallForm, variablesOf } from './approval.ts'
import { sendTo, taskAt } from './engine-ground.ts'
import type { EngineGround } from './engine-ground.ts'
import { quantile } from './measure.ts'

/** One case in a hundred has a form of 11 KB, the others a state of about 1 KB. */
const LARGE_EVERY = 100
const IN_REVIEW = 'n % 2 = 0'

export type OpenCases = { readonly count: number; readonly idOf: (n: number) => string; readonly task: string }

/** So many cases under way, half of them at their first task and half in review with a timer that runs; with history and tasks. */
export async function fillOpenCases(ground: EngineGround, fingerprint: string, count: number): Promise<OpenCases> {
  const definition = await ground.work((context) => definitionOf(context, fingerprint))
  const after = (state: State | undefined, event: Event): State => {
    const done = step(definition, state, event)
    if (!done.ok) throw new Error(done.message)
    return done.state
  }
  const begin = (data: Readonly<Record<string, string>>): Event => ({ type: 'start', variables: { ...variablesOf(data), note: '申请人提交的材料已经由窗口初步核对，与原件一致。'.repeat(data === form ? 1 : 4) } })
  for (const [isLarge, data] of [[false, smallForm], [true, form]] as const) {
    const accepting = after(undefined, begin(data))
    const reviewing = after(accepting, { type: 'task-completed', task: taskAt(accepting, 'accept'), variables: { decision: 'pass' } })
    for (const [where, state, number] of [[`not (${IN_REVIEW})`, accepting, 1], [IN_REVIEW, reviewing, 2]] as const) {
      const chosen = `generate_series(1, ${count}) n where ${where} and ${isLarge ? '' : 'not'} (n % ${2 * LARGE_EVERY} < 2)`
      const parts = partsOf(state, {})
      await ground.raw.query(`insert into processes.instance (id, subject, definition, state, large, version, status, updated_at, started_at, division, about, label, at)
        select ${uuid('n')}, ${uuid('n')}, $1, $2::jsonb, $3::jsonb, $4, 'active', now(), now(), '220102', 'approval', 'B' || n, $5::text[] from ${chosen}`, [fingerprint, parts.text, JSON.stringify(parts.large), number, placesOf(state)])
      const task = state.waits.find((wait) => wait.kind === 'task')!
      await ground.raw.query(`insert into bench.task (instance, task, element, name, opened_at) select ${uuid('n')}, $1, $2, $2, now() from ${chosen}`, [task.id, task.element])
      await ground.raw.query(`insert into processes.history (instance, number, at, actor, event) select ${uuid('n')}, h, now(), 'bench', case h when 1 then $1::jsonb else $2::jsonb end from (select n from ${chosen}) c, generate_series(1, ${number}) h`, [JSON.stringify(begin(data)), JSON.stringify({ type: 'task-completed', task: taskAt(accepting, 'accept') })])
      const timer = state.waits.find((wait) => wait.kind === 'timer')
      if (timer) await ground.raw.query(`insert into kernel.deadline (handler, key, due, payload) select $1, ${uuid('n')} || '/' || $2, now() + interval '5 days' + n * interval '1 second', jsonb_build_object('instance', ${uuid('n')}, 'timer', $2::text, 'subject', ${uuid('n')}) from ${chosen}`, [timerDeadline.name, timer.id])
    }
  }
  for (const table of ['processes.instance', 'processes.history', 'bench.task', 'kernel.deadline']) await ground.raw.query(`vacuum analyze ${table}`)
  await ground.raw.query('checkpoint')
  return { count, idOf: (n) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`, task: taskAt(after(undefined, begin(smallForm)), 'accept') }
}

const uuid = (n: string): string => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`

/** Single steps of cases anywhere among the open ones, one after the other by a few clients; each of them once. In milliseconds. */
export async function stepLatencies(ground: EngineGround, open: OpenCases, next: () => number, clients: number, milliseconds: number): Promise<number[]> {
  return timed(clients, milliseconds, async () => {
    await sendTo(ground, open.idOf(next()), { type: 'task-completed', task: open.task, variables: { decision: 'pass' } })
  })
}

export const commitLatencies = (ground: EngineGround, clients: number, milliseconds: number): Promise<number[]> => timed(clients, milliseconds, async () => {
  await ground.raw.query({ name: 'raw', text: 'insert into raw_commit (at, payload) values ($1, $2)', values: [new Date(), '{"a":1}'] })
})

async function timed(clients: number, milliseconds: number, run: () => Promise<void>): Promise<number[]> {
  const times: number[] = []
  const until = performance.now() + milliseconds
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let began = performance.now(); began < until; began = performance.now()) {
      await run()
      times.push(performance.now() - began)
    }
  }))
  return times
}

/** Makes timers due, so many a second for some seconds, and tells by the database how late the latest of them was. In seconds. */
export async function timerLateness(ground: EngineGround, perSecond: number, seconds: number): Promise<{ worst: number; typical: number; fired: number }> {
  const count = perSecond * seconds
  await ground.raw.query(`update kernel.deadline d set due = clock_timestamp() + interval '2 seconds' + t.n * interval '1 second' / ${perSecond}
    from (select handler, key, row_number() over () as n from (select handler, key from kernel.deadline where handler = $1 order by random() limit ${count}) s) t where d.handler = t.handler and d.key = t.key`, [timerDeadline.name])
  const before = await pending(ground)
  const late: number[] = []
  for (const until = performance.now() + (seconds + 3) * 1_000; performance.now() < until;) {
    const { rows } = await ground.raw.query<{ late: number }>('select coalesce(extract(epoch from clock_timestamp() - min(due)), 0)::float as late from kernel.deadline where due < clock_timestamp()')
    late.push(rows[0]!.late)
    await new Promise((done) => setTimeout(done, 20))
  }
  return { worst: Math.max(...late), typical: quantile(late, 0.5), fired: before - (await pending(ground)) }
}

const pending = async (ground: EngineGround): Promise<number> => (await ground.platform.environment.database.one<{ n: number }>(sql`select count(*)::int as n from kernel.deadline where handler = ${timerDeadline.name}`))!.n
