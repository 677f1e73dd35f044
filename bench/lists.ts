import { benchGround, counties } from './ground.ts'
import { compared, p95, REQUESTS } from './measure.ts'
import type { Benchmark } from './measure.ts'

const unit = 'market-supervision@220102'

/** Queue and case search at a million cases, p95, against a route that runs the bare indexed query; both over HTTP, in turn. */
export const lists: Benchmark = async ({ rounds, size }) => {
  const count = size ?? 1_000_000
  const ground = await benchGround({ clients: 4, scale: 2_000, port: 18112 })
  try {
    await fill(ground.raw, count)
    const account = 'reviewer.market-supervision.220102'
    await ground.api.call(account, 'GET', '/session')
    const ours = (path: string) => async () => { await ground.api.call(account, 'GET', path) }
    const bare = (path: string) => async () => { await (await fetch(`${ground.address}${path}?unit=${encodeURIComponent(unit)}`)).arrayBuffer() }
    const pairs = { queue: [] as { ours: number; reference: number }[], search: [] as { ours: number; reference: number }[] }
    for (const warm of [ours('/queue'), ours('/cases'), bare('/bare/queue'), bare('/bare/cases')]) await p95(warm)
    for (let round = 0; round < rounds; round++) {
      pairs.queue.push({ ours: await p95(ours('/queue')), reference: await p95(bare('/bare/queue')) })
      pairs.search.push({ ours: await p95(ours('/cases')), reference: await p95(bare('/bare/cases')) })
    }
    return { settings: { ...ground.settings, cases: count, requestsPerRound: REQUESTS }, results: [compared('queue p95 / bare indexed query p95', 'ms', pairs.queue, { most: 2 }), compared('case search p95 / bare indexed query p95', 'ms', pairs.search, { most: 2 })] }
  } finally {
    await ground.stop()
  }
}

/** Synthetic cases of twenty counties' offices over a year; a twentieth of them open. */
async function fill(raw: Awaited<ReturnType<typeof benchGround>>['raw'], count: number): Promise<void> {
  await raw.query(`insert into cases."case" (id, number, item, item_version, item_name, division, unit, window_unit, stage, outcome, applicant_index, applicant, applicant_name, channel, content, instance, clock, due_on, promise_on, lamp, submitted_at, accepted_at, ended_at, updated_at)
    select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'BENCH' || lpad(n::text, 45, '0'), 'food-business-licence', 1, '食品经营许可证核发（新办）', d, 'market-supervision@' || d, 'government-service@' || d,
      case when n % 20 = 0 then 'reviewing' else 'ended' end, case when n % 20 = 0 then null else 'granted' end, 'bench-' || (n % 200000), '\\x00', '王示例', 'web', '\\x00', ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid,
      '{"accepted":"2026-11-01","statutory":10,"promise":5,"extension":0,"pauses":[]}', date '2026-01-01' + (n % 360), date '2026-01-01' + (n % 360), 'green', timestamptz '2026-01-01' + n * interval '30 seconds', timestamptz '2026-01-01' + n * interval '30 seconds',
      case when n % 20 = 0 then null else timestamptz '2026-01-02' + n * interval '30 seconds' end, timestamptz '2026-01-01'
    from (select n, ($2::text[])[1 + n % 20 + (n / 20) % 1] as d0, ($2::text[])[1 + (n / 20) % 20] as d from generate_series(1, $1) n) s`, [count, counties])
  await raw.query(`insert into cases.task (id, case_id, engine_task, element, name, action, people, unit, grouped, two, batch, opened_at, due_on, case_due_on)
    select ('00000000-0000-7000-a000-' || right(id::text, 12))::uuid, id, 'review.1', 'review', '审查', 'review', 'reviewer', unit, 'g', false, false, submitted_at, due_on, due_on from cases."case" where stage = 'reviewing' and number like 'BENCH%'`)
  await raw.query('analyze cases."case"; analyze cases.task')
}
