import type { Context } from '@xiangyun/kernel/modules'
import { registersPort } from '#modules/data/registers/port.ts'
import type { CaseView } from '../contract.ts'
import { heldStore } from '../results/held-store.ts'
import type { CaseRow } from '../store.ts'

/** What the result wrote into registers, or what it waits for; the office reads the reason too. Asked only when there can be something. */
export async function registersView(context: Context, row: CaseRow, isOffice: boolean): Promise<Pick<CaseView, 'written' | 'held'>> {
  const registers = context.ask(registersPort)
  if (row.outcome === 'granted') {
    const written = await registers.writtenBy(row.id)
    return { written: written.map((w) => ({ register: w.registerName, kind: w.kind, fields: [...w.fields], at: w.at, law: w.law })), held: null }
  }
  const held = row.stage === 'issuing' ? await heldStore(context.db).find(row.id) : undefined
  if (!held) return { written: [], held: null }
  const mayIssue = isOffice && context.actor.permissions.has('cases:decide') && context.actor.traits['unit'] === row.unit
  return { written: [], held: { since: held.since.toISOString(), registers: held.registers.map((name) => registers.definition(name)?.name ?? name), reason: isOffice ? held.reason : null, mayIssue } }
}
