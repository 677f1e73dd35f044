import type { EngineGround } from './engine-ground.ts'
import { deployOn, engineGround, sendTo, startCase, taskAt } from './engine-ground.ts'
import { approval, dialects, STEPS, taskOrder, variablesOf } from './approval.ts'
import { byClients, rawCommits } from './ground.ts'
import { bounded, compared, notRun, quantile } from './measure.ts'
import type { Benchmark, Measured } from './measure.ts'
import { commitLatencies, fillOpenCases, stepLatencies, timerLateness } from './open-cases.ts'
import { bpmnEngine } from './peer-bpmn-engine.ts'
import { flowable } from './peer-flowable.ts'

const CONNECTIONS = 16
const CASES = 1_000
const OPEN = 1_000_000

type Pair = { ours: number; reference: number }

/** Approvals on PostgreSQL by the durable runner, its background at work: in turn with raw commits and with other engines, and among a million open cases. `size`: how many are open. */
export const engine: Benchmark = async ({ rounds, size }) => {
  const ground = await engineGround(CONNECTIONS)
  try {
    const definition = await deployOn(ground, approval(dialects.feel))
    ground.platform.background.start()
    const steps = await inTurn(ground, definition, rounds)
    const peak = watchMemory()
    const among = await amongOpenCases(ground, definition, size ?? OPEN, rounds)
    const memory = peak()
    return { settings: { ...ground.settings, connections: CONNECTIONS, cases: CASES, open: size ?? OPEN }, results: [
      ...steps, ...among, bounded('resident memory of Node among the open cases', 'MiB', memory, { most: 400, rounds: 1 }),
    ] }
  } finally {
    await ground.stop()
  }
}

/** Highest resident memory since, in MiB. */
function watchMemory(): () => number {
  let most = 0
  const look = () => { most = Math.max(most, process.memoryUsage.rss() / 2 ** 20) }
  const timer = setInterval(look, 100)
  return () => {
    clearInterval(timer)
    look()
    return most
  }
}

const CLIENTS = 4
const DUE_PER_SECOND = 1_000

async function amongOpenCases(ground: EngineGround, definition: string, count: number, rounds: number): Promise<Measured[]> {
  const open = await fillOpenCases(ground, definition, count)
  const latencies: Pair[] = []
  let taken = 0
  /** Every odd case stands at its first task; they are taken from all over the table. */
  const next = () => 1 + 2 * ((taken++ * 7_919) % (count / 2))
  await stepLatencies(ground, open, next, CLIENTS, 1_500)
  for (let round = 0; round < rounds; round++) {
    const before = quantile(await commitLatencies(ground, CLIENTS, 1_000), 0.99)
    const own = quantile(await stepLatencies(ground, open, next, CLIENTS, 2_000), 0.99)
    latencies.push({ ours: own, reference: (before + quantile(await commitLatencies(ground, CLIENTS, 1_000), 0.99)) / 2 })
  }
  await allDelivered(ground)
  const timers = await timerLateness(ground, DUE_PER_SECOND, Math.min(20, count / 4 / DUE_PER_SECOND))
  return [
    compared(`p99 of a step among ${count} open cases and ${count / 2} timers / of a raw commit, ${CLIENTS} clients`, 'ms', latencies, { most: 3 }),
    bounded(`lateness of the latest of ${timers.fired} timers, ${DUE_PER_SECOND} due a second`, 's', timers.worst, { most: 1, rounds: 1 }),
  ]
}

/** The timers find no queue of events before them that other measures have left. */
async function allDelivered(ground: EngineGround): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if ((await ground.raw.query('select 1 from kernel.outbox where not delivered limit 1')).rowCount === 0) return
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** Steps by the runner, raw commits and the other engines take turns. */
async function inTurn(ground: EngineGround, definition: string, rounds: number): Promise<Measured[]> {
  const elder = await bpmnEngine(ground.raw)
  const java = await flowable(await ground.databaseFor('flowable'), CONNECTIONS)
  const [raw, npm, jvm]: [Pair[], Pair[], Pair[]] = [[], [], []]
  try {
    await ours(ground, definition, 300)
    if (typeof java !== 'string') await java.round(1_500)
    for (let round = 0; round < rounds; round++) {
      const before = await rawCommits(ground.raw, CONNECTIONS, 2_000)
      const own = await ours(ground, definition, CASES)
      raw.push({ ours: own, reference: (before + (await rawCommits(ground.raw, CONNECTIONS, 2_000))) / 2 })
      npm.push({ ours: own, reference: await elder.round(32) })
      if (typeof java !== 'string') jvm.push({ ours: own, reference: await java.round(600) })
    }
  } finally {
    if (typeof java !== 'string') await java.stop()
  }
  return [
    compared('step of an approval, a form of 11 KB among its variables / raw commit', '1/s', raw, { least: 0.5 }),
    compared('the same / bpmn-engine with durable state', '1/s', npm, { least: 20 }),
    typeof java === 'string' ? notRun('the same / Flowable embedded', java, '≥ 5') : compared('the same / Flowable embedded', '1/s', jvm, { least: 5 }),
  ]
}

/** Steps per second of whole cases, each by one client. */
async function ours(ground: EngineGround, definition: string, cases: number): Promise<number> {
  const seconds = await byClients(CONNECTIONS, Array.from({ length: cases }, (_, n) => n), async () => {
    let at = await startCase(ground, definition, variablesOf())
    for (const element of taskOrder) at = await sendTo(ground, at.instance, { type: 'task-completed', task: taskAt(at.state, element), variables: { decision: 'pass' } })
    if (at.state.status !== 'ended') throw new Error('the approval did not end')
  })
  return (cases * STEPS) / seconds
}
