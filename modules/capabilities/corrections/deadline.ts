import { defineDeadline } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { correctionLate } from './contract.ts'
import { correctionStore } from './store.ts'
import { toldOf } from './writing.ts'

export const correctionDeadline = defineDeadline<{ correction: string }>('corrections.answer')

/** The day has passed without an answer; told once. */
export async function late(context: Context, payload: { correction: string }): Promise<void> {
  const row = await correctionStore(context.db).late(payload.correction)
  if (row) context.emit(correctionLate, toldOf(context, row))
}
