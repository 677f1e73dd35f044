import { readDmn, decide } from '@xiangyun/dmn'
import type { Model } from '@xiangyun/dmn'
import { deploy, step } from '@xiangyun/bpmn'
import type { Definition, State } from '@xiangyun/bpmn'
import { compile } from '@xiangyun/feel/compile'
import { parse } from '@xiangyun/feel/parse'
import { approval, dialects, STEPS, taskOrder, variablesOf } from './approval.ts'
import { bounded, compared, median } from './measure.ts'
import type { Benchmark } from './measure.ts'
import { npmPeer } from './peers.ts'
import { inputsOf, tableXml, tableRows } from './table.ts'
import type { Inputs } from './table.ts'

type Feelin = { readonly unaryTest: (test: string, context: object) => { value: boolean | null }; readonly evaluate: (expression: string, context: object) => { value: unknown } }
type Pair = { ours: number; reference: number }

/** Conditions as the processes of the catalogue have them. */
const conditions = ['decision = "accepted"', `amount > 5000 and decision = "accepted"`, 'count(experts) > 0', 'applicant.kind = "firm" or urgent = true']
const around = { decision: 'accepted', amount: 8_000, experts: ['甲', '乙'], applicant: { kind: 'firm' }, urgent: false }

/** The engines without a database: a step, a decision by a large table, the conditions of gateways. */
export const decisions: Benchmark = async ({ rounds, size }) => {
  const rules = size ?? 1_000
  const feelin = await npmPeer<Feelin>('feelin')
  const rows = tableRows(rules)
  const read = readDmn(tableXml(rows))
  if (!read.ok) throw new Error(read.problems[0]?.message)
  const deployed = await deploy(approval(dialects.feel))
  if (!deployed.ok) throw new Error(deployed.problems[0]?.message)
  agree(read.value, feelin, rows)
  const steps: number[] = []
  const deciding: Pair[] = []
  const expressions: Pair[] = []
  stepTimes(deployed.value, 2_000)
  for (let round = 0; round < rounds; round++) {
    steps.push(stepTimes(deployed.value, 2_000))
    deciding.push({ ours: timesOf(2_000, (n) => oursDecides(read.value, inputsOf(n, rules))), reference: timesOf(10, (n) => feelinDecides(feelin, rows, inputsOf(n, rules))) })
    expressions.push({ ours: oursPerSecond(), reference: feelinPerSecond(feelin) })
  }
  const at = median(deciding.map((pair) => pair.ours))
  return { settings: { rules, columns: 4, conditions }, results: [
    bounded('pure step of the approval, median', 'µs', median(steps), { most: 20, rounds }),
    bounded(`decision by a table of ${rules} rules, median`, 'µs', at, { most: 50, rounds }),
    compared(`decisions by that table / the same cells through feelin`, '1/s', deciding.map((pair) => ({ ours: 1e6 / pair.ours, reference: 1e6 / pair.reference })), { least: 20 }),
    bounded('conditions of gateways on one core', '1/s', median(expressions.map((pair) => pair.ours)), { least: 200_000, rounds }),
    compared('for comparison: conditions of gateways / the same through feelin', '1/s', expressions, { least: 0 }),
  ] }
}

/** Median of so many runs, in microseconds. */
function timesOf(count: number, run: (n: number) => unknown): number {
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const began = performance.now()
    run(n)
    times.push((performance.now() - began) * 1000)
  }
  return median(times)
}

/** Median of single steps, in microseconds, over whole cases with a form of 11 KB. */
function stepTimes(definition: Definition, cases: number): number {
  const times: number[] = []
  for (let n = 0; n < cases; n++) {
    let state: State | undefined
    for (let at = 0; at < STEPS; at++) {
      const task = state?.waits.find((wait) => wait.kind === 'task' && wait.element === taskOrder[at - 1])?.id ?? ''
      const event = at === 0 ? { type: 'start' as const, variables: variablesOf() } : { type: 'task-completed' as const, task, variables: { decision: 'pass' } }
      const began = performance.now()
      const done = step(definition, state, event)
      times.push((performance.now() - began) * 1000)
      if (!done.ok) throw new Error(done.message)
      state = done.state
    }
    if (state?.status !== 'ended') throw new Error('the approval did not end')
  }
  return median(times)
}

function oursDecides(model: Model, inputs: Inputs): unknown {
  const found = decide(model, 'result', inputs)
  if (!found.ok) throw new Error(found.problems[0]?.message)
  return found.value.value
}

/** Every rule is looked at, as a table with the hit policy “unique” asks; each stops at its first cell that does not fit. */
function feelinDecides({ unaryTest, evaluate }: Feelin, rows: readonly (readonly string[])[], inputs: Inputs): unknown {
  const given = [inputs.kind, inputs.amount, inputs.area, inputs.urgent]
  const hits = rows.filter((row) => given.every((value, column) => unaryTest(row[column]!, { ...inputs, '?': value }).value === true))
  if (hits.length > 1) throw new Error('the table is not unique')
  return hits[0] ? evaluate(hits[0][4]!, inputs).value : null
}

function agree(model: Model, feelin: Feelin, rows: readonly (readonly string[])[]): void {
  for (let n = 0; n < 20; n++) {
    const [ours, theirs] = [oursDecides(model, inputsOf(n, rows.length)), feelinDecides(feelin, rows, inputsOf(n, rows.length))]
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) throw new Error(`the two do not decide alike: ${String(ours)}, ${String(theirs)}`)
  }
}

function oursPerSecond(): number {
  const runs = conditions.map((text) => {
    const tree = parse(text)
    if (!tree.ok) throw new Error(text)
    return compile(tree.value)
  })
  return perSecond(100_000, () => { for (const run of runs) if (run(around) !== true) throw new Error('a condition is not true') })
}

const feelinPerSecond = ({ evaluate }: Feelin): number => perSecond(1_000, () => { for (const text of conditions) if (evaluate(text, around).value !== true) throw new Error('a condition is not true') })

function perSecond(times: number, run: () => void): number {
  const began = performance.now()
  for (let n = 0; n < times; n++) run()
  return (times * conditions.length * 1000) / (performance.now() - began)
}
