import { EventEmitter } from 'node:events'
import type pg from 'pg'
import { approval, dialects, taskOrder, STEPS, variablesOf } from './approval.ts'
import { byClients } from './ground.ts'
import type { Peer } from './peer-flowable.ts'
import { npmPeer } from './peers.ts'

type Execution = { readonly signal: (message: object) => void; readonly state: 'running' | 'idle'; readonly stop: () => Promise<void> }
type Engine = {
  readonly execute: (options: object) => Promise<Execution>
  readonly recover: (state: unknown) => Engine
  readonly resume: (options: object) => Promise<Execution>
  readonly getState: () => Promise<{ state: string }>
  readonly stop: () => Promise<void>
}
type Package = { readonly Engine: new (options?: object) => Engine }

/** The npm package `bpmn-engine` with durable state: after each step its state is written, for the next one it is recovered from it. */
export async function bpmnEngine(pool: pg.Pool): Promise<Peer> {
  const { Engine } = await npmPeer<Package>('bpmn-engine')
  await pool.query('create table if not exists bench.engine_state (id uuid primary key, state jsonb not null)')
  const source = approval(dialects.javascript)
  const begin = async (id: string) => {
    const engine = new Engine({ name: 'approval', source })
    await engine.execute({ variables: variablesOf(), listener: new EventEmitter() })
    await pool.query({ name: 'peer-begin', text: 'insert into bench.engine_state (id, state) values ($1, $2)', values: [id, JSON.stringify(await engine.getState())] })
    await engine.stop()
  }
  const complete = async (id: string, element: string): Promise<boolean> => {
    const { rows } = await pool.query<{ state: unknown }>({ name: 'peer-read', text: 'select state from bench.engine_state where id = $1', values: [id] })
    const engine = new Engine().recover(rows[0]!.state)
    const execution = await engine.resume({ listener: new EventEmitter() })
    execution.signal({ id: element, decision: 'pass' })
    const state = await engine.getState()
    await pool.query({ name: 'peer-save', text: 'update bench.engine_state set state = $2 where id = $1', values: [id, JSON.stringify(state)] })
    const isOver = state.state === 'idle'
    if (!isOver) await engine.stop()
    return isOver
  }
  return {
    round: async (cases) => (cases * STEPS) / (await byClients(pool.options.max ?? 10, Array.from({ length: cases }, () => crypto.randomUUID()), async (id) => {
      await begin(id)
      let isOver = false
      for (const element of taskOrder) isOver = await complete(id, element)
      if (!isOver) throw new Error('bpmn-engine: the approval did not end')
    })),
    stop: async () => {},
  }
}
