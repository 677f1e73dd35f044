import { movableClock } from '@xiangyun/kernel/time'

/** A clock for tests that begins on a workday morning, 2026-11-23 09:00 in the province, and runs on with the machine's. */
export function movable(): ReturnType<typeof movableClock> {
  const began = Date.now()
  return movableClock({ now: () => new Date(Date.parse('2026-11-23T01:00:00Z') + (Date.now() - began)) })
}
