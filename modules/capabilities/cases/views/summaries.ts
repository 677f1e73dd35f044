import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { lampOf, workdaysLeft } from '../clock.ts'
import type { CaseSummary } from '../contract.ts'
import { outcomeNames, stageNames, turnOf } from '../stages.ts'
import type { Stage } from '../stages.ts'
import type { ListRow } from '../store.ts'

/** A case as lists show it; dates may come as text when the row went through JSON. */
export function summary(context: Context, row: ListRow): CaseSummary {
  const unitName = context.ask(organisationsPort).unitById(row.unit)?.name ?? row.unit
  const lamp = row.ended_at ? row.lamp : lampOf(row.clock, localDate(context.now), context.calendar)
  return {
    id: row.id, number: row.number, item: row.item, itemName: row.item_name, applicantName: row.firm_name ?? row.applicant_name, division: row.division, unitName, stage: row.stage, stageName: stageNames[row.stage as Stage],
    outcome: row.outcome, outcomeName: row.outcome ? outcomeNames[row.outcome] ?? row.outcome : null, turn: turnOf(row.stage as Stage, unitName), lamp, dueOn: row.due_on, promiseOn: row.promise_on,
    workdaysLeft: row.ended_at ? null : workdaysLeft(row.clock, context.now, context.calendar), channel: row.channel, submittedAt: new Date(row.submitted_at).toISOString(), endedAt: row.ended_at ? new Date(row.ended_at).toISOString() : null,
  }
}
