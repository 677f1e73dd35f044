import { createHash } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { refusal } from '@xiangyun/kernel/permissions'
import { mayAt } from '#modules/data/organisations/staff/rules.ts'
import type { HeldDuty } from '#modules/data/organisations/staff/rules.ts'
import { benchGround, byClients, counties } from './ground.ts'
import type { Ground } from './ground.ts'
import { bounded, compared, median, p95, REQUESTS } from './measure.ts'
import type { Benchmark } from './measure.ts'

const SESSIONS = 100_000
/** Of the live sessions so many are used in a row: more than the process keeps in mind. */
const USED = 25_000

/** A county administrator's list of officials among a million, against a route that runs the bare indexed query; the price of one decision; memory with a hundred thousand live sessions. */
export const accounts: Benchmark = async ({ rounds, size }) => {
  const count = size ?? 1_000_000
  const ground = await benchGround({ clients: 4, scale: 2_000, port: 18115 })
  try {
    await fill(ground.raw, count)
    const administrator = 'security-administrator.government-service.220102'
    await ground.api.call(administrator, 'GET', '/session')
    const ours = async () => { await ground.api.call(administrator, 'GET', '/staff') }
    const bare = async () => { await (await fetch(`${ground.address}/bare/staff`)).arrayBuffer() }
    await p95(ours)
    await p95(bare)
    const pairs: { ours: number; reference: number }[] = []
    for (let round = 0; round < rounds; round++) pairs.push({ ours: await p95(ours), reference: await p95(bare) })
    const tokens = await sessions(ground, SESSIONS)
    await byClients(8, tokens.slice(0, USED), async (token) => { await (await fetch(`${ground.address}/api/session`, { headers: { cookie: `xy_session=${token}` } })).arrayBuffer() })
    return { settings: { ...ground.settings, accounts: count, requestsPerRound: REQUESTS, sessions: SESSIONS, used: USED }, results: [
      compared(`p95 of a county administrator’s list among ${count} accounts / of the bare indexed query`, 'ms', pairs, { most: 2 }),
      bounded('one decision: may this official do that there, five duties', 'µs', decision(), { most: 20, rounds: 5 }),
      bounded(`resident memory of Node with ${SESSIONS} live sessions, ${USED} of them just used`, 'MiB', (await ground.memory()) / 2 ** 20, { most: 400, rounds: 1 }),
    ] }
  } finally {
    await ground.stop()
  }
}

/** The door's question and the one of reach, as a route asks them; the median of five times two hundred thousand. */
function decision(): number {
  const duties: HeldDuty[] = Array.from({ length: 5 }, (_, n) => ({ id: String(n), role: `role${n}`, unit: `market-supervision@22010${n}`, reach: n === 4 ? 'below' : 'department', since: '2020-01-01', until: null }))
  const roles = (id: string) => ({ id, name: id, permissions: id === 'role4' ? ['staff:read'] : ['cases:read'], people: [], gives: [], reach: 'below' }) as never
  const actor = { kind: 'official', id: 'a', name: 'a', permissions: new Set(['staff:read']), traits: {} } as const
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const began = performance.now()
    let yes = 0
    for (let n = 0; n < 200_000; n++) if (!refusal('staff:read', actor) && mayAt(roles, duties, 'staff:read', `market-supervision@22010${n % 9}`, '2026-11-26')) yes++
    times.push(((performance.now() - began) * 1000) / 200_000)
    if (yes === 0) throw new Error('nobody may anything')
  }
  return median(times)
}

/** Officials of twenty counties, one post and one duty each. */
async function fill(raw: Ground['raw'], count: number): Promise<void> {
  const id = (kind: string) => `('00000000-0000-7000-${kind}-' || lpad(to_hex(n), 12, '0'))::uuid`
  await raw.query(`insert into organisations.staff (account, name, joined_at) select 'bench' || n, '示例' || n, timestamptz '2026-01-01' from generate_series(1, $1) n`, [count])
  await raw.query(`insert into organisations.post (id, account, unit, department, division, title, since, placed_by, placed_at)
    select ${id('8000')}, 'bench' || n, 'market-supervision@' || ($2::text[])[1 + n % 20], 'market-supervision', ($2::text[])[1 + n % 20], '综合岗', date '2026-01-01', 'bench', timestamptz '2026-01-01' from generate_series(1, $1) n`, [count, counties])
  await raw.query(`insert into organisations.duty (id, post, role, reach, since, given_by, given_at) select ${id('9000')}, ${id('8000')}, 'reviewer', 'unit', date '2026-01-01', 'bench', timestamptz '2026-01-01' from generate_series(1, $1) n`, [count])
  for (const table of ['staff', 'post', 'duty']) await raw.query(`vacuum analyze organisations.${table}`)
}

/** Live sessions of one resident, each with a secret of its own. */
async function sessions({ api, raw }: Ground, count: number): Promise<string[]> {
  const found = await api.call(undefined, 'GET', '/demonstration/people?count=1&skip=3&ageFrom=25&ageTo=55')
  const { identityNumber } = (found.value['people'] as { identityNumber: string }[])[0]!
  await api.call(identityNumber, 'GET', '/session')
  const tokens = Array.from({ length: count }, (_, n) => createHash('sha256').update(`bench ${n}`).digest('base64url'))
  const kept = tokens.map((token) => createHash('sm3').update(token).digest('base64url'))
  await raw.query(`insert into identity.session (token, login, kind, subject, name, assurance, created_at, expires_at, id, how, device, address, seen_at)
    select t, a.subject_index, 'person', a.subject, a.name, 'real-name', now(), now() + interval '8 hours', gen_random_uuid(), '{pwd}', 'Chrome', '127.0.0.1', now() from unnest($1::text[]) t, (select * from identity.account where password <> 'x' limit 1) a`, [kept])
  return tokens
}
