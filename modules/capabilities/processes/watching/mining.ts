import type { Definition, Trail } from '@xiangyun/bpmn'

/** One instance's history, oldest first. */
export type Log = { readonly instance: string; readonly isFinished: boolean; readonly events: readonly { readonly at: Date; readonly trail: readonly Trail[] }[] }

export type Visit = { readonly element: string; readonly from: Date; readonly to: Date | null; readonly isBroken: boolean }
export type ElementKind = 'work' | 'wait' | 'machine'
export type ElementFigures = { readonly element: string; readonly name: string; readonly kind: ElementKind; readonly visits: number; readonly again: number; readonly medianHours: number; readonly slowHours: number; readonly share: number }
export type Variant = { readonly path: string[]; readonly names: string[]; readonly count: number; readonly share: number; readonly medianHours: number; readonly example: string }
export type Mined = {
  readonly sample: number; readonly finished: number; readonly medianHours: number | null; readonly slowHours: number | null; readonly workHours: number; readonly waitHours: number
  readonly elements: readonly ElementFigures[]; readonly flows: readonly { readonly from: string; readonly to: string; readonly times: number }[]; readonly variants: readonly Variant[]
}

const HOUR = 3_600_000
const hours = (milliseconds: number): number => Math.round((milliseconds / HOUR) * 100) / 100
const sorted = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b)
const quantile = (list: readonly number[], q: number): number => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * q))] ?? 0
const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0)

/** When each activity of an instance began and ended; several open ones of an element end in the order in which they began. */
export function visitsOf(log: Log): Visit[] {
  const visits: { element: string; from: Date; to: Date | null; isBroken: boolean }[] = []
  for (const { at, trail } of log.events) {
    for (const { element, what } of trail) {
      if (what === 'started') { visits.push({ element, from: at, to: null, isBroken: false }); continue }
      const open = visits.find((one) => one.element === element && one.to === null)
      if (open) Object.assign(open, { to: at, isBroken: what === 'interrupted' })
    }
  }
  return visits
}

/** People's and other offices' tasks are work; waiting for a message is waiting; the rest is done by machines. Lawful pauses count as waiting. */
export function kindOf(definition: Definition, element: string): ElementKind {
  const node = definition.nodes[element]
  if (node?.kind === 'receive' || node?.kind === 'catch' || node?.kind === 'event-gateway' || node?.pauses !== undefined) return 'wait'
  return node?.kind === 'task' ? 'work' : 'machine'
}

/** What histories tell of a process: heat, bottlenecks, ways gone, work against waiting. What is still open counts up to now. Pure. */
export function mine(definition: Definition, logs: readonly Log[], now: Date): Mined {
  const spent = (visit: Visit): number => (visit.to ?? now).getTime() - visit.from.getTime()
  const seen = logs.map((log) => ({ log, visits: visitsOf(log).filter((visit) => isShown(definition, visit.element)) }))
  const finished = seen.filter(({ log }) => log.isFinished)
  const lengths = finished.map(({ log }) => lengthOf(log))
  const all = seen.flatMap(({ log, visits }) => (log.isFinished ? visits.filter((visit) => visit.to !== null) : visits))
  const total = sum(all.map(spent))
  const worked = sum(all.filter((visit) => kindOf(definition, visit.element) === 'work').map(spent))
  return {
    sample: logs.length, finished: finished.length, medianHours: lengths.length ? hours(quantile(lengths, 0.5)) : null, slowHours: lengths.length ? hours(quantile(lengths, 0.9)) : null,
    workHours: hours(worked), waitHours: hours(total - worked),
    elements: elementFigures(definition, seen.map(({ log, visits }) => (log.isFinished ? visits.filter((visit) => visit.to !== null) : visits)), spent), flows: flowsOf(seen.map(({ visits }) => visits)), variants: variantsOf(definition, finished),
  }
}

/** Sub-processes are shown by what is inside. */
const isShown = (definition: Definition, element: string): boolean => !['sub-process', 'event-sub-process', 'call', undefined].includes(definition.nodes[element]?.kind)
const lengthOf = (log: Log): number => (log.events.at(-1)?.at.getTime() ?? 0) - (log.events[0]?.at.getTime() ?? 0)

function elementFigures(definition: Definition, perLog: readonly (readonly Visit[])[], spent: (visit: Visit) => number): ElementFigures[] {
  const total = sum(perLog.flat().map(spent))
  const elements = [...new Set(perLog.flat().map((visit) => visit.element))]
  return elements.map((element) => {
    const own = perLog.map((visits) => visits.filter((visit) => visit.element === element)).filter((visits) => visits.length > 0)
    const times = own.flat().map(spent)
    return {
      element, name: definition.nodes[element]?.name ?? element, kind: kindOf(definition, element), visits: own.flat().length, again: own.filter((visits) => visits.length > 1).length,
      medianHours: hours(quantile(times, 0.5)), slowHours: hours(quantile(times, 0.9)), share: total === 0 ? 0 : Math.round((sum(times) / total) * 1000) / 1000,
    }
  }).sort((a, b) => b.share - a.share || b.visits - a.visits)
}

/** How often one activity followed another within an instance. */
function flowsOf(perLog: readonly (readonly Visit[])[]): { from: string; to: string; times: number }[] {
  const counts = new Map<string, number>()
  for (const visits of perLog) visits.slice(1).forEach((visit, i) => { const key = `${visits[i]!.element}\n${visit.element}`; counts.set(key, (counts.get(key) ?? 0) + 1) })
  return [...counts].map(([key, times]) => { const [from, to] = key.split('\n') as [string, string]; return { from, to, times } }).sort((a, b) => b.times - a.times)
}

const MOST_VARIANTS = 20

function variantsOf(definition: Definition, finished: readonly { readonly log: Log; readonly visits: readonly Visit[] }[]): Variant[] {
  const groups = Map.groupBy(finished, ({ visits }) => visits.map((visit) => visit.element).join('\n'))
  return [...groups].map(([key, members]) => {
    const path = key === '' ? [] : key.split('\n')
    return { path, names: path.map((element) => definition.nodes[element]?.name ?? element), count: members.length, share: Math.round((members.length / finished.length) * 1000) / 1000, medianHours: hours(quantile(members.map(({ log }) => lengthOf(log)), 0.5)), example: members[0]!.log.instance }
  }).sort((a, b) => b.count - a.count).slice(0, MOST_VARIANTS)
}
