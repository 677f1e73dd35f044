import { judgeLook, looksToAsk } from '@xiangyun/forms'
import type { Answers, Facts, Json, PublishedForm } from '@xiangyun/forms'
import type { Context } from '@xiangyun/kernel/modules'
import { registersPort } from '#modules/data/registers/port.ts'
import { validatorOf } from './evaluation.ts'
import type { Verdict } from './port.ts'

/** A register that has not answered by then counts as down: the person is told so and loses nothing. */
const PATIENCE = 2_000

/** Asks the registers what the form wants to know of these answers; those of `only`, or all that can be asked now. */
export async function judge(context: Context, form: PublishedForm, answers: Answers, facts: Facts, only?: string): Promise<Verdict[]> {
  if (!form.looks?.length) return []
  const inquiries = looksToAsk(form, answers, facts, await validatorOf(form)).filter((one) => only === undefined || one.id === only)
  const verdicts: Verdict[] = []
  for (const inquiry of inquiries) {
    const look = form.looks.find((one) => one.id === inquiry.id)!
    const found = await entry(context, form, inquiry.register, inquiry.by)
    const { state, isAccepted, message } = judgeLook(look, found, answers, facts)
    verdicts.push({ look: look.id, at: look.at, state, message: message === '' ? null : message, blocks: !isAccepted })
  }
  return verdicts
}

/** The entry that all given fields describe; null when there is none. What it says never leaves the server, only whether the rule holds. */
async function entry(context: Context, form: PublishedForm, register: string, by: Readonly<Record<string, Json>>): Promise<Json | 'down'> {
  const registers = context.ask(registersPort)
  const definition = registers.definition(register)
  if (!definition) return 'down'
  const fields = Object.keys(by)
  const first = fields.find((field) => field === definition.key) ?? fields.find((field) => definition.fields[field]?.find === 'exact')
  if (first === undefined) return 'down'
  const answer = await context.db.inTime(PATIENCE, async () => ({ found: await registers.findBy(register, first, String(by[first]), { purpose: `form-check:${form.title}`, law: '个人信息保护法 第十三条' }) }))
  if (!answer) return 'down'
  const fits = answer.found.filter(({ values }) => fields.every((field) => String(values[field] ?? '') === String(by[field])))
  return (fits[0]?.values as Json | undefined) ?? null
}
