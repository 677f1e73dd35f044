import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'

export type Held = { readonly registers: string[]; readonly entries: string[]; readonly missing: string[]; readonly reason: string }

/** Results that wait for a register. */
export function heldStore(db: Db) {
  return {
    find: (caseId: string) => db.one<Held & { since: Date }>(sql`select since, registers, entries, missing, reason from cases.held_result where case_id = ${caseId}`),
    hold: (caseId: string, held: Held, at: Date) => db.run(sql`insert into cases.held_result (case_id, since, at, registers, entries, missing, reason)
      values (${caseId}, ${at}, ${at}, ${held.registers}::text[], ${held.entries}::uuid[], ${held.missing}::text[], ${held.reason})
      on conflict (case_id) do update set at = excluded.at, registers = excluded.registers, entries = excluded.entries, missing = excluded.missing, reason = excluded.reason`),
    release: (caseId: string) => db.run(sql`delete from cases.held_result where case_id = ${caseId}`),
    /** Open cases that wait for this entry, or for a new one of its register. */
    waitingFor: (register: string, entry: string, isNew: boolean) => db.rows<{ instance: string }>(sql`select c.instance from cases.held_result h join cases."case" c on c.id = h.case_id
      where c.ended_at is null and (h.entries @> array[${entry}]::uuid[] or (${isNew} and h.missing @> array[${register}]::text[]))`),
  }
}
