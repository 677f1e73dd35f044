import type { Mark } from '../drawing/marks.ts'

export type Heat = Extract<Mark, `hot-${string}`>

const heats: readonly Heat[] = ['hot-1', 'hot-2', 'hot-3', 'hot-4', 'hot-5']

/** Amounts differ by orders of magnitude: each step of heat is as many times the one below. */
export function heatOf(value: number, most: number): Heat | undefined {
  if (value <= 0 || most <= 0) return undefined
  const level = Math.ceil((Math.log1p(value) / Math.log1p(most)) * heats.length)
  return heats[Math.min(Math.max(level, 1), heats.length) - 1]
}

/** For the legend: each heat with the amount up to which it goes. */
export const heatSteps = (most: number): { heat: Heat, upTo: number }[] =>
  heats.map((heat, index) => ({ heat, upTo: Math.expm1(Math.log1p(most) * (index + 1) / heats.length) }))
