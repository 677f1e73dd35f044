import { planCarryOver } from '@xiangyun/forms'
import type { Answers, PublishedForm } from '@xiangyun/forms'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import { valueWords } from '#kinds/kind.ts'
import { formKinds } from '#kinds/kinds.ts'

export type Carried = { readonly answers: Answers; readonly words: readonly string[] }

/** Answers of a draft in another version of its form, and what that did to them, in words for the person. */
export function carried(before: PublishedForm, after: PublishedForm, answers: Answers): Carried {
  const plan = planCarryOver(before, after, answers, itemFormats)
  const asks = new Map(before.sections.flatMap((section) => section.asks).map((ask) => [ask.at, ask]))
  const said = (at: string, value: unknown): string => {
    const ask = asks.get(at)
    return ask ? valueWords(formKinds[ask.kind], value, { ask, options: (ask.options ?? []).map((one) => ({ value: String(one.value), label: one.label })), placeOf: () => '' }) : JSON.stringify(value)
  }
  return {
    answers: plan.answers,
    words: [
      ...plan.dropped.map((one) => `“${one.title}”您填的是“${said(one.at, one.value).slice(0, 200)}”：${one.why}`),
      ...plan.changed.map((one) => `“${one.title}”请再看一遍：${one.why}`),
      ...plan.added.filter((one) => one.required).map((one) => `新增了要填的“${one.title}”`),
      ...plan.added.some((one) => !one.required) ? [`新增了选填的${plan.added.filter((one) => !one.required).map((one) => `“${one.title}”`).join('、')}`] : [],
    ],
  }
}
