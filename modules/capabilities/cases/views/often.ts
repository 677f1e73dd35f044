import { ok } from '@xiangyun/kernel/contract'
import type { InputOf } from '@xiangyun/kernel/contract'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { listOften as route } from '../contract.ts'

/** The last applications of the province: enough to know what people do, few enough to count at once. */
const RECENT = 5000
const FRESH = 10 * 60_000
const MOST = 6

type Count = { item: string; county: string; n: number }
const counted = new WeakMap<object, { at: number; rows: readonly Count[] }>()

/** Counted anew at most every ten minutes; ids of cases grow with time, so the newest are read by the primary key. */
async function counts(context: Context): Promise<readonly Count[]> {
  const now = context.now.getTime()
  const last = counted.get(context.config)
  if (last && now >= last.at && now - last.at < FRESH) return last.rows
  const rows = await context.db.rows<Count>(sql`select item, left(division, 6) as county, count(*) as n from (select item, division from cases."case" order by id desc limit ${RECENT}) recent group by 1, 2`)
  counted.set(context.config, { at: now, rows })
  return rows
}

/** What is most applied for here; where that is too little to say, in the whole province. */
export async function often(context: Context, { division }: InputOf<typeof route>) {
  const rows = await counts(context)
  const here = totals(rows.filter((row) => division && row.county.startsWith(division.slice(0, 6).replace(/(00)+$/, ''))))
  const everywhere = totals(rows)
  const ids = [...new Set([...here, ...everywhere].map(([item]) => item))].slice(0, MOST)
  const items = await Promise.all(ids.map((item) => context.ask(itemsPort).current(item)))
  return ok({ items: items.flatMap((one) => (one.ok ? [{ id: one.value.item, name: one.value.definition.name, summary: one.value.definition.summary }] : [])) })
}

function totals(rows: readonly Count[]): [string, number][] {
  const sums = new Map<string, number>()
  for (const { item, n } of rows) sums.set(item, (sums.get(item) ?? 0) + n)
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}
