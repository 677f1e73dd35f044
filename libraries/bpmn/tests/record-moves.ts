import { readFileSync, writeFileSync } from 'node:fs'
import type { Definition, Event, State, Wait } from '../index.ts'
import { deploy, migrate, relocationTargets, step } from '../index.ts'
import { fingerprint } from './fingerprints.ts'

/**
 * Keeps histories in which tokens were moved by hand and instances moved to another version: walks of the standard
 * processes. Run once with the name of a new file below `histories/`; what is kept is never made anew.
 */
const name = process.argv[2] ?? ''
const keys = ['promised', 'permit-with-site-check', 'registration-with-fee', 'joint', 'benefit-with-public-notice']
type Moved = { readonly type: 'migrated'; readonly to: number; readonly mapping: Readonly<Record<string, string>> }

let seed = 20261125
const below = (n: number): number => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n }
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T

async function read(xml: string): Promise<Definition> {
  const done = await deploy(xml)
  if (!done.ok) throw new Error(JSON.stringify(done.problems))
  return done.value
}

/** Another version: the decision under another id. */
const reformed = (xml: string): string => xml.replaceAll('"decide"', '"decide-anew"').replace(/<bpmn:flowNodeRef>decide</g, '<bpmn:flowNodeRef>decide-anew<')

const answer = (wait: Wait): Event => {
  switch (wait.kind) {
    case 'task': return { type: 'task-completed', task: wait.id, variables: { decision: pick(['accepted', 'granted', 'refused', 'returned', 'supplement']), recommendation: 'pass', siteCheckOutcome: pick(['passed', 'correction']) } }
    case 'timer': return { type: 'timer-fired', timer: wait.id }
    case 'service': return { type: 'service-completed', job: wait.id }
    case 'decision': return { type: 'decision-made', job: wait.id, value: null }
    default: return { type: 'message', name: wait.name ?? '', subscription: wait.id }
  }
}

/** What moves the process on; taking back the application now and then. */
const ahead = (state: State): readonly Wait[] => { const on = state.waits.filter((wait) => wait.name !== 'withdrawn'); return on.length > 0 && below(12) > 0 ? on : state.waits }

const definitions: Definition[] = []
const runs: { definition: number; history: (Event | Moved)[]; states: string[] }[] = []
const variables = { siteCheck: true, siteCheckByTwo: true, publicNotice: true, departments: ['a', 'b'], experts: [{ id: 'x' }], parties: [{ id: 'y' }], tax: { due: false }, decision: null, fee: { due: 10 }, limits: { accept: 5, review: 3, siteCheck: 5, decide: 3, consult: 5, expert: 5, hearing: 5, correction: 10, payment: 15, supplementNotice: 5, extension: 5 } }
for (const key of keys) {
  const xml = readFileSync(new URL(`../../../catalogue/processes/${key}.bpmn`, import.meta.url), 'utf8')
  const first = definitions.push(await read(xml)) - 1
  const second = definitions.push(await read(reformed(xml))) - 1
  for (let run = 0; run < 12; run++) runs.push(walk(first, second))
}

function walk(first: number, second: number): (typeof runs)[number] {
  let at = first
  const history: (Event | Moved)[] = []
  const states: string[] = []
  let state: State | undefined
  const take = (event: Event | Moved): boolean => {
    const done = event.type === 'migrated' ? migrate(definitions[at] as Definition, definitions[event.to] as Definition, state as State, event.mapping) : step(definitions[at] as Definition, state, event)
    if (!done.ok) return false
    if (event.type === 'migrated') at = event.to
    state = JSON.parse(JSON.stringify(done.state)) as State
    history.push(event)
    states.push(fingerprint(state))
    return true
  }
  take({ type: 'start', variables })
  for (let n = 0; n < 25 && state?.status === 'active'; n++) {
    const now = state as State
    const token = pick(now.tokens)
    const targets = relocationTargets(definitions[at] as Definition, now, token.id)
    const dice = below(6)
    if (dice === 0 && targets.length > 0) take({ type: 'relocated', token: token.id, to: pick(targets).id, reason: '试移' })
    else if (dice === 1) take({ type: 'migrated', to: at === first ? second : first, mapping: at === first ? { decide: 'decide-anew' } : { 'decide-anew': 'decide' } })
    else if (now.waits.length > 0) take(answer(pick(ahead(now))))
  }
  return { definition: first, history, states }
}

const lines = (all: readonly unknown[]): string => all.map((one) => JSON.stringify(one)).join(',\n')
writeFileSync(new URL(`./histories/${name}.json`, import.meta.url), `{"definitions": [\n${lines(definitions)}\n],\n"runs": [\n${lines(runs)}\n]}\n`)
