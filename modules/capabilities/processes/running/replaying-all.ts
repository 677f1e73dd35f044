import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { Definition } from '@xiangyun/bpmn'
import type { HistoryEvent, State } from '../ports.ts'
import { replayed } from './replaying.ts'
import { wholeState } from './store.ts'

export type ReplayReport = { readonly checked: number; readonly different: readonly { readonly instance: string; readonly label: string; readonly number: number; readonly message: string }[] }

type Row = { id: string; label: string; definition: string; state: State; events: HistoryEvent[] }

const PORTION = 500

/** Replays the histories that a database keeps, a portion at a time; only reads. One instance, or all. */
export async function replayAll(db: Db, instance?: string): Promise<ReplayReport> {
  const definitions = new Map((await db.rows<{ fingerprint: string; definition: Definition }>(sql`select fingerprint, definition from processes.definition`)).map((one) => [one.fingerprint, one.definition]))
  const different: ReplayReport['different'][number][] = []
  let checked = 0
  for (let after = '00000000-0000-0000-0000-000000000000', rows: Row[] = []; checked === 0 || rows.length === PORTION; after = rows.at(-1)?.id ?? after) {
    rows = await portion(db, after, instance)
    if (rows.length === 0) break
    for (const row of rows) {
      const moved = row.events.find((event) => event.type === 'migrated')
      const told = replayed((fingerprint) => definitions.get(fingerprint)!, moved?.type === 'migrated' ? moved.from : row.definition, row.events, row.state)
      if (!told.same) different.push({ instance: row.id, label: row.label, number: told.number, message: told.message })
    }
    checked += rows.length
  }
  return { checked, different }
}

const portion = (db: Db, after: string, instance: string | undefined) => db.rows<Row>(sql`select i.id, i.label, i.definition, ${wholeState('i')} as state, (select jsonb_agg(h.event order by h.number) from processes.history h where h.instance = i.id) as events
  from processes.instance i where i.id > ${after} and (${instance ?? null}::uuid is null or i.id = ${instance ?? null}) and exists (select 1 from processes.history h where h.instance = i.id) order by i.id limit ${PORTION}`)
