import type { Answers, Facts, PublishedForm } from '@xiangyun/forms'
import type { Context } from '@xiangyun/kernel/modules'
import type { Verdict } from './port.ts'

export async function judge(_context: Context, _form: PublishedForm, _answers: Answers, _facts: Facts, _only?: string): Promise<Verdict[]> {
  return []
}
