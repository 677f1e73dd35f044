import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { registersPort } from '#modules/data/registers/port.ts'
import { correctionAnswered } from '../contract.ts'
import type { answerCorrection as answerRoute, HeldCorrection } from '../contract.ts'
import { correctionDeadline } from '../deadline.ts'
import { APPEAL, LAW } from '../rules.ts'
import { sealAnswer } from '../sealing.ts'
import { correctionStore } from '../store.ts'
import type { CorrectionRow } from '../store.ts'
import { heldRow, heldView } from '../views.ts'
import { toldOf, writingOf } from '../writing.ts'

/** The office answers: accepting writes the register, refusing gives reasons and the way to appeal. The same answer again changes nothing. */
export async function answer(context: Context, input: InputOf<typeof answerRoute>): Promise<Result<HeldCorrection>> {
  const row = await heldRow(context, input.id, true)
  if (!row) return fail('corrections/no-correction')
  if (row.state !== 'asked') return row.state === input.decision ? ok(await heldView(context, row)) : fail('corrections/already-answered')
  if (input.decision === 'accepted') {
    const written = await context.ask(registersPort).write(writingOf(context, row))
    if ('problems' in written) return fail('corrections/not-written', written.problems[0]?.message)
  }
  const isRefused = input.decision === 'refused'
  const answered: CorrectionRow = {
    ...row, state: input.decision, answered_at: context.now, answered_by: context.actor.id,
    answer: sealAnswer(context, { reason: input.reason, law: isRefused ? input.law || LAW : null, appeal: isRefused ? APPEAL : null }),
  }
  await correctionStore(context.db).answer(answered)
  await context.deadlines.clear(correctionDeadline, row.id)
  context.emit(correctionAnswered, { ...toldOf(context, answered), decision: input.decision })
  context.audit({ act: `corrections.${input.decision}`, object: `correction/${row.id}`, subject: row.who, purpose: 'correction', law: LAW, detail: { number: row.number, register: row.register, field: row.field } })
  return ok(await heldView(context, answered))
}
