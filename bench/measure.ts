import { cpus, totalmem } from 'node:os'

export const REQUESTS = 150

/** One comparison: ours against a reference, alternately in one run; `ratio` is the median over rounds of ours ÷ reference. */
export type Measured = { readonly name: string; readonly ours: number; readonly reference: number; readonly unit: string; readonly ratio: number; readonly rounds: number; readonly goal: string; readonly met: boolean; readonly notRun?: string }

export type Benchmark = (options: { readonly rounds: number; readonly size: number | undefined }) => Promise<{ settings: Record<string, unknown>; results: Measured[] }>

export const machine = () => ({ cores: cpus().length, model: cpus()[0]?.model ?? '', memory: `${Math.round(totalmem() / 2 ** 30)} GiB`, node: process.version })

export const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

export const quantile = (list: readonly number[], q: number): number => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))] ?? 0

/** The p95 of some requests one after the other, in milliseconds. */
export async function p95(run: () => Promise<void>, requests = REQUESTS): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < requests; i++) {
    const began = performance.now()
    await run()
    times.push(performance.now() - began)
  }
  return quantile(times, 0.95)
}

export const rounded = (n: number): number => Number(n.toPrecision(3))

/** Pairs of one round each → one line, with the median of the pairs' ratios. */
export function compared(name: string, unit: string, pairs: readonly { ours: number; reference: number }[], goal: { readonly least?: number; readonly most?: number }): Measured {
  const ratio = median(pairs.map((p) => p.ours / p.reference))
  const met = goal.least !== undefined ? ratio >= goal.least : ratio <= (goal.most ?? Number.POSITIVE_INFINITY)
  return { name, unit, ours: rounded(median(pairs.map((p) => p.ours))), reference: rounded(median(pairs.map((p) => p.reference))), ratio: rounded(ratio), rounds: pairs.length, goal: goal.least !== undefined ? `≥ ${goal.least}` : `≤ ${goal.most}`, met }
}

/** A figure held against a fixed one. */
export function bounded(name: string, unit: string, ours: number, goal: { readonly most?: number; readonly least?: number; readonly rounds: number }): Measured {
  const reference = goal.most ?? goal.least ?? 0
  return { name, unit, ours: rounded(ours), reference, ratio: rounded(ours / reference), rounds: goal.rounds, goal: goal.most === undefined ? '≥ 1' : '≤ 1', met: goal.most === undefined ? ours >= reference : ours <= reference }
}

/** A comparison that could not be made here, and why. */
export const notRun = (name: string, why: string, goal: string): Measured => ({ name, unit: '', ours: 0, reference: 0, ratio: 0, rounds: 0, goal, met: false, notRun: why })
