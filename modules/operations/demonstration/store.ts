import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'
import type { Plan } from './population/generate.ts'

type PlanRow = { seed: number; today: string; people: number; finished_at: Date | null }

export function demonstrationStore(db: Db) {
  return {
    plan: async (): Promise<(Plan & { isFinished: boolean }) | undefined> => {
      const row = await db.one<PlanRow>(sql`select seed, today, people, finished_at from demonstration.plan`)
      return row && { seed: row.seed, today: row.today, people: row.people, isFinished: row.finished_at !== null }
    },
    addPlan: (plan: Plan, at: Date) => db.run(sql`insert into demonstration.plan (seed, today, people, at) values (${plan.seed}, ${plan.today}, ${plan.people}, ${at}) on conflict do nothing`),
    finish: (at: Date) => db.run(sql`update demonstration.plan set finished_at = ${at}`),
    portions: async () => new Set((await db.rows<{ number: number }>(sql`select number from demonstration.portion`)).map((r) => r.number)),
    addPortion: (number: number, people: number) => db.run(sql`insert into demonstration.portion (number, people) values (${number}, ${people})`),
  }
}
