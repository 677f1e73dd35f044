import { join } from 'node:path'
import { name, sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import { readCatalogue } from '#modules/capabilities/items/catalogue.ts'
import type { RegisterChangeDefinition } from '#modules/capabilities/items/definition.ts'
import { root } from '#tools/architecture/sources.ts'

type Act = { case_id: string; item: string; change: string; register: string; entry: string; version: number; kind: string }
type Ended = { id: string; item: string; outcome: string | null }

/** Each granted case with register changes stands in the registers exactly by them, every other case not at all. */
export async function registerProblems(db: Db): Promise<string[]> {
  const items = readCatalogue([join(root, 'catalogue')]).items
  const changesOf = (item: string): readonly RegisterChangeDefinition[] => items.get(item)?.value.registerChanges ?? []
  const acts = await db.rows<Act>(sql`select case_id, item, change, register, entry, version, kind from registers.provenance`)
  const cases = await db.rows<Ended>(sql`select id, item, outcome from cases."case"`)
  const granted = new Map(cases.filter((c) => c.outcome === 'granted').map((c) => [c.id, c]))
  const written = Map.groupBy(acts, (a) => a.case_id)
  return [
    ...acts.filter((a) => !granted.has(a.case_id)).map((a) => `case ${a.case_id} was not granted and wrote ${a.change} into ${a.register}`),
    ...acts.filter((a) => !changesOf(a.item).some((c) => c.id === a.change.split('.')[0] && c.register === a.register && c.do === a.kind)).map((a) => `case ${a.case_id} wrote ${a.change} into ${a.register}, which ${a.item} does not say`),
    ...[...granted.values()].flatMap((c) => missing(c, changesOf(c.item), written.get(c.id) ?? [])),
    ...(await heldProblems(db)), ...(await versionProblems(db, acts)), ...(await marriageProblems(db)),
  ]
}

/** A change without condition is always made, once. */
function missing(own: Ended, changes: readonly RegisterChangeDefinition[], acts: readonly Act[]): string[] {
  return changes.filter((c) => !c.when && !c.each && !c.absent).flatMap((c) => {
    const made = acts.filter((a) => a.change === c.id).length
    return made === 1 ? [] : [`case ${own.id} (${own.item}) was granted and made the change ${c.id} ${made} times`]
  })
}

/** A held result has issued nothing and waits in its process. */
async function heldProblems(db: Db): Promise<string[]> {
  const wrong = await db.rows<{ id: string }>(sql`select c.id from cases.held_result h join cases."case" c on c.id = h.case_id
    where c.outcome = 'granted' or exists (select 1 from licences.licence l where l.case_id::text = c.id::text) or (c.ended_at is null and not exists (select 1 from processes.job j where j.instance = c.instance and j.topic = 'issue-result'))`)
  return wrong.map((c) => `case ${c.id} is held and has issued, or nobody will try again`)
}

/** Every version that a case made is there, as the entry or in its history, and no version is missing between. */
async function versionProblems(db: Db, acts: readonly Act[]): Promise<string[]> {
  const found: string[] = []
  for (const register of new Set(acts.map((a) => a.register))) {
    const table = name('registers', register.replaceAll('-', '_'))
    const history = name('registers', `${register.replaceAll('-', '_')}_history`)
    const gone = await db.rows<{ entry: string; version: number }>(sql`select p.entry, p.version from registers.provenance p where p.register = ${register}
      and not exists (select 1 from ${table} t where t.id = p.entry and t.version = p.version) and not exists (select 1 from ${history} h where h.id = p.entry and h.version = p.version)`)
    const broken = await db.rows<{ id: string }>(sql`select t.id from ${table} t where t.id in (select entry from registers.provenance where register = ${register}) and t.version <> 1 + (select count(*) from ${history} h where h.id = t.id)`)
    found.push(...gone.map((g) => `version ${g.version} of ${register}/${g.entry} is gone`), ...broken.map((b) => `${register}/${b.id} lacks a version`))
  }
  return found
}

/** A marriage that was registered here stands with both, or with neither. */
async function marriageProblems(db: Db): Promise<string[]> {
  const odd = await db.rows<{ case_id: string }>(sql`select case_id from registers.provenance where register = 'marriages' and kind = 'record' group by case_id having count(*) <> 2`)
  return odd.map((o) => `the marriage of case ${o.case_id} does not stand with both`)
}
