import type { EngineGround } from './engine-ground.ts'
import { deployOn, engineGround, sendTo, startCase, taskAt } from './engine-ground.ts'
import { approval, dialects, STEPS, taskOrder, variablesOf } from './approval.ts'
import { byClients, rawCommits } from './ground.ts'
import { compared } from './measure.ts'
import type { Benchmark } from './measure.ts'

const CONNECTIONS = 16

/** Approvals on PostgreSQL by the durable runner, in turn with raw commits and with other engines. */
export const engine: Benchmark = async ({ rounds, size }) => {
  const ground = await engineGround(CONNECTIONS)
  try {
    const definition = await deployOn(ground, approval(dialects.feel))
    ground.platform.background.start()
    await ours(ground, definition, 200)
    const pairs: { ours: number; reference: number }[] = []
    for (let round = 0; round < rounds; round++) {
      const before = await rawCommits(ground.raw, CONNECTIONS, 2_000)
      const own = await ours(ground, definition, size ?? 1_000)
      pairs.push({ ours: own, reference: (before + (await rawCommits(ground.raw, CONNECTIONS, 2_000))) / 2 })
    }
    return { settings: ground.settings, results: [compared('step / raw commit', '1/s', pairs, { least: 0.5 })] }
  } finally {
    await ground.stop()
  }
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
