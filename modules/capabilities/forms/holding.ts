import type { Answers, PublishedForm } from '@xiangyun/forms'
import type { Context } from '@xiangyun/kernel/modules'
import { formKinds } from '#kinds/kinds.ts'
import { identityPort } from '#modules/capabilities/identity/port.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import { dictionary } from './dictionaries.ts'
import { answersOf } from './evaluation.ts'

type Problem = { readonly at: string; readonly code: string; readonly message: string }

/** Whose answers they are: the person, and the firm they act for. */
export type Holder = { readonly identityNumber: string | undefined; readonly index: string; readonly firm: string | null | undefined }

/** Choices among what the state holds are looked for again: what a browser sends proves nothing. */
export async function notHeld(context: Context, form: PublishedForm, answers: Answers, holder: Holder): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { at, ask, value } of answersOf(form, answers, (one) => formKinds[one.kind]?.held !== undefined)) {
    const why = await refusal(context, formKinds[ask.kind]!.held!, ask.accepts ?? [], value, holder)
    if (why) problems.push({ at, code: 'not-held', message: `“${ask.title}”${why}` })
  }
  return problems
}

async function refusal(context: Context, held: 'licence' | 'firm' | 'entry', accepts: readonly string[], value: unknown, holder: Holder): Promise<string | undefined> {
  if (held === 'firm') {
    const code = String((value as { creditCode?: unknown }).creditCode)
    return holder.identityNumber && (await context.ask(identityPort).mayActFor(holder.identityNumber, code)) ? undefined : '不是您可以代办的单位，请重新选择'
  }
  if (held === 'licence') {
    const licence = await context.ask(licencesPort).get(String((value as { id?: unknown }).id), [holder.index, ...(holder.firm ? [holder.firm] : [])])
    if (!licence || (accepts.length > 0 && !accepts.includes(licence.type))) return '不是您名下的证照，请重新选择'
    return licence.state === 'valid' ? undefined : '已经失效，请换一个有效的'
  }
  const known = dictionary(accepts[0] ?? '', context.config.catalogue)
  const codes = (Array.isArray(value) ? value : [value]).map((one: { code?: unknown } | null) => String(one?.code))
  return known && codes.every((code) => Object.hasOwn(known.codes, code)) ? undefined : '不在代码表里，请重新选择'
}
