import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { addDays, localDate, startOfDay } from '@xiangyun/kernel/time'
import { identityPort } from '#modules/capabilities/identity/port.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { correctionAsked } from '../contract.ts'
import type { askCorrection as askRoute, MyCorrection } from '../contract.ts'
import { correctionDeadline } from '../deadline.ts'
import { ownEntry } from '../own-entry.ts'
import type { Own } from '../own-entry.ts'
import { CORRECT_WORKDAYS, LAW, numberOf } from '../rules.ts'
import { sealContent } from '../sealing.ts'
import { correctionStore, proofStore } from '../store.ts'
import type { CorrectionRow } from '../store.ts'
import { myView } from '../views.ts'
import { toldOf, writingOf } from '../writing.ts'

type Input = InputOf<typeof askRoute>

/** A person says that a field of their own entry is wrong: it goes to the office whose word the field is. */
export async function ask(context: Context, input: Input): Promise<Result<MyCorrection>> {
  const own = await ownEntry(context, input.register, input.field)
  if (!own) return fail('corrections/no-field')
  if (input.register === 'legal-persons' && !(await context.ask(identityPort).mayActFor(context.actor.traits['identityNumber']!, own.key))) return fail('identity/not-your-firm')
  if (own.entry.values[input.field] === input.wanted) return fail('corrections/same')
  const row = rowFor(context, own, input)
  const { problems } = await context.ask(registersPort).inspect(writingOf(context, row))
  if (problems.length > 0) return fail('corrections/invalid', problems[0]!.message, problems.map(({ code, message }) => ({ at: '/wanted', code, message })))
  if ((await correctionStore(context.db).add(row)) === 0) return fail('corrections/already-asked')
  const ids = [...new Set(input.proofs)]
  if (ids.length > 0 && (await proofStore(context.db).give(ids, context.actor.id, row.id)) !== ids.length) return fail('corrections/no-proof')
  await context.deadlines.set(correctionDeadline, row.id, startOfDay(addDays(row.due, 1)), { correction: row.id })
  context.emit(correctionAsked, toldOf(context, row))
  context.audit({ act: 'corrections.ask', object: `correction/${row.id}`, subject: row.who, purpose: 'correction', law: LAW, detail: { number: row.number, register: row.register, field: row.field, unit: row.unit } })
  return ok(myView(context, row, await proofStore(context.db).of([row.id])))
}

function rowFor(context: Context, { entry, key, unit }: Own, { register, field, wanted, reason }: Input): CorrectionRow {
  const [id, today] = [context.ids.next(), localDate(context.now)]
  return {
    id, number: numberOf(today, id), register, entry: entry.id, field, who: context.actor.id, unit: unit.id, state: 'asked', asked_at: context.now, due: context.calendar.add(today, CORRECT_WORKDAYS), answered_at: null, answered_by: null, answer: null,
    content: sealContent(context, { key, name: context.actor.name, stated: entry.values[field] ?? null, wanted, reason }),
  }
}
