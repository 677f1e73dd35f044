import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import type { Clock, movableClock } from '@xiangyun/kernel/time'
import type { moveClock } from './contract.ts'

type Movable = ReturnType<typeof movableClock>

const isMovable = (clock: Clock): clock is Movable => 'move' in clock
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** One move reaches ten years at most, as far as the days that may be asked for. */
const FARTHEST = 3660 * 86_400_000

const kept = 'demonstration.clock-offset'

/** A province that was moved forward stays there when it is started again: its time never runs backwards. */
export async function keepTime(context: Context, clock: Clock): Promise<void> {
  if (!context.config.demonstration || !isMovable(clock)) return
  const row = await context.db.one<{ value: number }>(sql`select value from kernel.setting where name = ${kept}`)
  if (row && row.value > clock.offset()) clock.move(row.value - clock.offset())
}

/** Moves the province's clock forward: in the demonstration, on a server that only this machine reaches, and on the record. */
export const moving = (clock: Clock) => async (context: Context, command: InputOf<typeof moveClock>): Promise<Result<{ now: string; movedBy: number }>> => {
  if (!context.config.demonstration || !loopback.has(context.config.host)) return fail('demonstration/not-here')
  if (!isMovable(clock)) return fail('demonstration/no-clock')
  const by = command.to !== undefined ? Date.parse(command.to) - context.now.getTime() : (command.days ?? 0) * 86_400_000 + (command.hours ?? 0) * 3_600_000
  if (!(by > 0)) return fail('demonstration/one-way')
  if (by > FARTHEST) return fail('demonstration/too-far')
  clock.move(by)
  await context.db.run(sql`insert into kernel.setting (name, value) values (${kept}, ${JSON.stringify(clock.offset())}::jsonb) on conflict (name) do update set value = excluded.value`)
  context.audit({ act: 'demonstration.move-clock', object: 'clock', detail: { from: context.now.toISOString(), milliseconds: by } })
  return ok({ now: clock.now().toISOString(), movedBy: by })
}
