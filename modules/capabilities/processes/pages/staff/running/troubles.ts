import { call } from '#design/api.ts'
import { listInstances } from '#modules/capabilities/processes/contract.ts'
import { loadDrawing } from './drawings.ts'

export interface Troubles {
  readonly definition: string
  /** How many processes are stuck at which element. */
  readonly at: ReadonlyMap<string, number>
  /** More than the first page of them. */
  readonly isMore: boolean
}

/** What the platform does by itself: only there something fails. */
const machines = /service|rule|call|send|script/i

/** Where the processes of one version are stuck, most first. */
export async function loadTroubles(key: string, definition: string, signal: AbortSignal): Promise<Troubles> {
  const [{ instances, next }, { elements }] = await Promise.all([call(listInstances, { key, definition, incident: true }, { signal }), loadDrawing(definition, signal)])
  const failing = new Set(elements.filter(({ kind }) => machines.test(kind)).map(({ id }) => id))
  const counts = new Map<string, number>()
  for (const { at } of instances) {
    const places = at.map(({ element }) => element)
    const own = places.filter((element) => failing.has(element))
    for (const element of own.length ? own : places) counts.set(element, (counts.get(element) ?? 0) + 1)
  }
  return { definition, at: new Map([...counts].sort(([, left], [, right]) => right - left)), isMore: next !== null }
}
