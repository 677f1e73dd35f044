import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import test from 'node:test'
import type { Definition, Event, State } from '../index.ts'
import { step } from '../index.ts'
import { fingerprint } from './fingerprints.ts'

/** Histories as they were recorded: definitions, events, and a fingerprint of the state after each event. */
interface Recorded {
  readonly definitions: readonly Definition[]
  readonly runs: readonly { readonly definition: number; readonly history: readonly Event[]; readonly states: readonly string[] }[]
}

const folder = new URL('./histories/', import.meta.url)

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
  test(`every history of ${file} replays to the states that were recorded`, () => {
    const { definitions, runs } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recorded
    assert.ok(runs.length > 0)
    for (const [index, run] of runs.entries()) {
      const definition = definitions[run.definition]
      assert.ok(definition)
      let state: State | undefined
      for (const [at, event] of run.history.entries()) {
        const done = step(definition, state, event)
        assert.ok(done.ok, `run ${index}, event ${at}: ${done.ok ? '' : done.code}`)
        state = JSON.parse(JSON.stringify(done.state)) as State
        assert.equal(fingerprint(state), run.states[at], `run ${index}, event ${at} ${JSON.stringify(event)}`)
      }
    }
  })
}
