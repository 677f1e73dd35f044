import { parseCertificatePem } from '@xiangyun/gm'
import { checkProof, readProof } from '@xiangyun/licence-proof'
import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { World } from './simulation.ts'

/** Every licence stands in its log once as it is in the register, and its proof holds with nothing but the root. */
export async function licenceLog(world: World, db: Db): Promise<string[]> {
  const unlike = await db.rows<{ identifier: string }>(sql`select l.identifier from licences.licence l
    left join lateral (select state, position from licences.log_entry e where e.identifier = l.identifier order by e.position desc nulls first limit 1) last on true
    where last.position is null or last.state <> l.state`)
  const twice = await db.rows<{ identifier: string }>(sql`select identifier from licences.log_entry where event in ('issued', 'held') group by identifier having count(*) > 1`)
  const found = [...unlike.map(({ identifier }) => `licence ${identifier} is otherwise in its log, or waits there`), ...twice.map(({ identifier }) => `licence ${identifier} was issued twice in its log`)]
  const root = parseCertificatePem((await world.api.call(undefined, 'GET', '/trust/roots')).bytes.toString('latin1'))
  if (!root.ok) return [...found, 'the root certificate cannot be read']
  const issued = await db.rows<{ identifier: string }>(sql`select identifier from licences.licence where case_id is not null order by identifier limit 30`)
  for (const { identifier } of issued) {
    const told = readProof(JSON.stringify((await world.api.call(undefined, 'GET', `/verification/${encodeURIComponent(identifier)}/proof`)).value))
    const checked = told.ok ? checkProof(told.value, { roots: [root.value] }) : undefined
    if (checked?.verdict !== 'sound') found.push(`the proof of licence ${identifier} does not hold: ${checked?.reason ?? (told.ok ? '' : told.message)}`)
  }
  return found
}
