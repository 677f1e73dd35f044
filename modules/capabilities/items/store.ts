import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { PublishedForm } from '@xiangyun/forms'
import type { ClaimDefinition, ItemDefinition } from './definition.ts'

export type VersionRow = { item: string; version: number; definition: ItemDefinition; text: string; form: PublishedForm; form_text: string; rules: string | null; process: string; origin: string; fingerprint: string; effective_from: string; published_by: string; at: Date }

export function itemStore(db: Db) {
  return {
    inForce: (item: string, today: string) => db.one<{ version: number }>(sql`select version from items.version where item = ${item} and effective_from <= ${today} order by effective_from desc, version desc limit 1`),
    any: (item: string) => db.one<{ version: number }>(sql`select version from items.version where item = ${item} order by version desc limit 1`),
    version: (item: string, version: number) => db.one<VersionRow>(sql`select * from items.version where item = ${item} and version = ${version}`),
    versions: (item: string) => db.rows<Pick<VersionRow, 'version' | 'effective_from' | 'origin' | 'published_by' | 'at'>>(sql`select version, effective_from, origin, published_by, at from items.version where item = ${item} order by version desc limit 100`),
    fingerprints: () => db.rows<{ item: string; fingerprint: string; version: number }>(sql`select item, fingerprint, version from items.version`),
    latest: () => db.rows<VersionRow>(sql`select distinct on (item) * from items.version order by item, version desc`),
    add: (row: VersionRow) => db.run(sql`insert into items.version (item, version, definition, text, form, form_text, rules, process, origin, fingerprint, effective_from, published_by, at)
      values (${row.item}, ${row.version}, ${JSON.stringify(row.definition)}::jsonb, ${row.text}, ${JSON.stringify(row.form)}::jsonb, ${row.form_text}, ${row.rules}, ${row.process}, ${row.origin}, ${row.fingerprint}, ${row.effective_from}, ${row.published_by}, ${row.at})`),
    uses: () => db.rows<{ id: string; name: string; definition: string }>(sql`select distinct on (item) item as id, definition->>'name' as name, process as definition from items.version order by item, version desc`),
    claim: (division: string, item: string) => db.one<{ definition: ClaimDefinition }>(sql`select definition from items.claim where division = ${division} and item = ${item}`),
    claimsOf: (divisions: readonly string[], item: string) => db.rows<{ division: string; definition: ClaimDefinition }>(sql`select division, definition from items.claim where division = any(${divisions}::text[]) and item = ${item}`),
    claims: (item: string) => db.rows<{ division: string; definition: ClaimDefinition }>(sql`select division, definition from items.claim where item = ${item} order by division`),
    claimCounts: () => db.rows<{ item: string; n: number }>(sql`select item, count(*) as n from items.claim group by item`),
    putClaim: (division: string, item: string, definition: ClaimDefinition, by: string, at: Date) => db.run(sql`insert into items.claim (division, item, definition, by, at) values (${division}, ${item}, ${JSON.stringify(definition)}::jsonb, ${by}, ${at})
      on conflict (division, item) do update set definition = excluded.definition, by = excluded.by, at = excluded.at`),
    draft: (item: string) => db.one<{ text: string; form_text: string }>(sql`select text, form_text from items.draft where item = ${item}`),
    drafts: () => db.rows<{ item: string }>(sql`select item from items.draft`),
    putDraft: (item: string, text: string, formText: string, by: string, at: Date) => db.run(sql`insert into items.draft (item, text, form_text, by, at) values (${item}, ${text}, ${formText}, ${by}, ${at})
      on conflict (item) do update set text = excluded.text, form_text = excluded.form_text, by = excluded.by, at = excluded.at`),
    dropDraft: (item: string) => db.run(sql`delete from items.draft where item = ${item}`),
  }
}
