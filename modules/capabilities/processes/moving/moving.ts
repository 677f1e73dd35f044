import { planMigration } from '@xiangyun/bpmn'
import type { Actor } from '@xiangyun/kernel/permissions'
import type { Context } from '@xiangyun/kernel/modules'
import { definitionOf } from '../running/definitions.ts'
import { versionStore } from '../designing/version-store.ts'
import { movingStore } from './moving-store.ts'
import type { MigrationRow, MoveRow } from './moving-store.ts'
import { processHostPort } from '../ports.ts'
import { moveTo } from '../running/runner.ts'
import { processStore } from '../running/store.ts'

type Work = <T>(act: (context: Context) => Promise<T>) => Promise<T>

const PORTION = 100

/** Does a portion of what is under way; tells how much. */
export async function doMoves(work: Work): Promise<number> {
  let done = 0
  for (let more = 1; more > 0 && done < PORTION; done += more) more = await doNext(work)
  return done
}

/** Rehearsals go a hundred at a time, moves one transaction each. */
async function doNext(work: Work): Promise<number> {
  let taken: { migration: MigrationRow; move: MoveRow } | undefined
  try {
    return await work(async (context) => {
      const migration = await movingStore(context.db).working()
      if (!migration) return 0
      if (migration.status === 'rehearsing') return rehearse(context, migration)
      const [move] = await movingStore(context.db).next(migration.id, 'can', 1)
      if (!move) return finish(context, migration)
      taken = { migration, move }
      await moveOne(context, migration, move)
      return 1
    })
  } catch (error) {
    if (!taken) throw error
    const { migration, move } = taken
    await work(async (context) => {
      context.log.error('a process could not be moved', { migration: migration.id, instance: move.instance, error })
      await movingStore(context.db).finish(migration.id, move.instance, 'left', `没有移成：${(error as Error).message.slice(0, 200)}`)
    })
    return 1
  }
}

async function finish(context: Context, migration: MigrationRow): Promise<number> {
  await movingStore(context.db).setStatus(migration.id, 'done', context.now)
  return 1
}

/** What each would become; nothing but the rehearsal's own rows is written. */
async function rehearse(context: Context, migration: MigrationRow): Promise<number> {
  const store = movingStore(context.db)
  const portion = await store.next(migration.id, 'chosen', PORTION)
  if (portion.length === 0) await store.setStatus(migration.id, 'rehearsed', null)
  const [from, to] = [await definitionOf(context, migration.from_definition), await definitionOf(context, migration.to_definition)]
  const outcomes: Parameters<typeof store.tell>[1][number][] = []
  for (const { instance } of portion) {
    const row = await processStore(context.db).instance(instance, false)
    if (!row || row.definition !== migration.from_definition) { outcomes.push({ instance, state: 'cannot', changes: [], obstacles: [{ element: from.id, message: '已经不在原来的版本' }], result: null }); continue }
    const plan = planMigration(from, to, row.state, migration.mapping)
    outcomes.push({ instance, state: plan.canMove ? 'can' : 'cannot', changes: plan.changes.map((one) => one.message), obstacles: plan.obstacles.map(({ element, message }) => ({ element, message })), result: null })
  }
  if (outcomes.length > 0) await store.tell(migration.id, outcomes)
  return Math.max(1, portion.length)
}

/** One case: engine, tasks, timers and the case's own line, or nothing at all. */
async function moveOne(context: Context, migration: MigrationRow, move: MoveRow): Promise<void> {
  const own = context.as(managerOf(migration))
  const subject = (await processStore(own.db).instance(move.instance, false))?.subject
  if (subject) await own.ask(processHostPort).hold(subject)
  const row = await processStore(own.db).instance(move.instance, true)
  const left = (why: string) => movingStore(own.db).finish(migration.id, move.instance, 'left', why)
  if (!row) return left('流程已经不在')
  if (row.state.status === 'ended') return left('已经办结，不必迁移')
  if (row.definition !== migration.from_definition) return left('已经换了别的版本')
  const moved = await moveTo(own, row, migration.to_definition, migration.mapping, migration.id)
  if (!moved.ok) return left(moved.detail ?? '不能迁移')
  await own.ask(processHostPort).apply(row.subject, moved.value, 'migration', await wordsOf(own, migration))
  await movingStore(own.db).finish(migration.id, move.instance, 'moved', null)
}

/** 第 1 版 → 第 2 版：复核办法施行（示例办法 第三条） */
async function wordsOf(context: Context, { from_definition, to_definition, reason, law }: MigrationRow): Promise<string> {
  const [older, newer] = [await versionStore(context.db).find(from_definition), await versionStore(context.db).find(to_definition)]
  return `第 ${older?.number ?? '?'} 版 → 第 ${newer?.number ?? '?'} 版：${reason}${law ? `（${law}）` : ''}`
}

/** What is moved is moved by who ordered it. */
const managerOf = (migration: MigrationRow): Actor => ({ kind: 'official', id: migration.by_id, name: migration.by, permissions: new Set(), traits: {} })
