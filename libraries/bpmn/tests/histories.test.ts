import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import test from 'node:test'
import type { Definition, Event, State } from '../index.ts'
import { migrate, step } from '../index.ts'
import { fingerprint } from './fingerprints.ts'

/** The move to another of the definitions. */
interface Moved {
  readonly type: 'migrated'
  readonly to: number
  readonly mapping: Readonly<Record<string, string>>
}

/** Histories as they were recorded: definitions, events, and a fingerprint of the state after each event. */
interface Recorded {
  readonly definitions: readonly Definition[]
  readonly runs: readonly { readonly definition: number; readonly history: readonly (Event | Moved)[]; readonly states: readonly string[] }[]
}

const folder = new URL('./histories/', import.meta.url)

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
  test(`every history of ${file} replays to the states that were recorded`, () => {
    const { definitions, runs } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recorded
    assert.ok(runs.length > 0)
    for (const [index, run] of runs.entries()) {
      let definition = definitions[run.definition] as Definition
      let state: State | undefined
      for (const [at, event] of run.history.entries()) {
        const done = event.type === 'migrated' ? migrate(definition, definitions[event.to] as Definition, state as State, event.mapping, true) : step(definition, state, event)
        assert.ok(done.ok, `run ${index}, event ${at}: ${JSON.stringify(event)}`)
        if (event.type === 'migrated') definition = definitions[event.to] as Definition
        state = JSON.parse(JSON.stringify(done.state)) as State
        assert.equal(fingerprint(state), run.states[at], `run ${index}, event ${at} ${JSON.stringify(event)}`)
      }
    }
  })
}
