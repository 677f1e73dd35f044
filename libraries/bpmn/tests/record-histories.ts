import { readFileSync, writeFileSync } from 'node:fs'
import type { Definition, State } from '../index.ts'
import { step } from '../index.ts'
import type { PlayRequest } from '../play/play.ts'
import { historyOf } from '../play/play.ts'
import { canonical, fingerprint } from './fingerprints.ts'

/**
 * Keeps the histories of all test models: run the tests below `standard/` with RECORD=<file>, then this with the same
 * file and a name of a new file below `histories/`. What is kept is never made anew: later versions must replay it.
 */
const [notes = '', name = ''] = process.argv.slice(2)
const definitions: Definition[] = []
const runs: { definition: number; history: unknown; states: string[] }[] = []
const seen = new Set<string>()
for (const line of readFileSync(notes, 'utf8').split('\n').filter(Boolean).sort()) {
  const { definition, request } = JSON.parse(line) as { definition: Definition; request: PlayRequest }
  const key = canonical([definition, request])
  if (seen.has(key)) continue
  seen.add(key)
  const known = definitions.findIndex((one) => canonical(one) === canonical(definition))
  const history = historyOf(definition, request)
  let state: State | undefined
  const states = history.map((event) => {
    const done = step(definition, state, event)
    if (!done.ok) throw new Error(done.code)
    state = done.state
    return fingerprint(state)
  })
  if (history.length > 0) runs.push({ definition: known < 0 ? definitions.push(definition) - 1 : known, history, states })
}
const lines = (all: readonly unknown[]): string => all.map((one) => JSON.stringify(one)).join(',\n')
writeFileSync(new URL(`./histories/${name}.json`, import.meta.url), `{"definitions": [\n${lines(definitions)}\n],\n"runs": [\n${lines(runs)}\n]}\n`)
