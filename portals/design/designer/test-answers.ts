import { check } from '@xiangyun/forms/check'
import type { Answers, Facts, Json, JsonSchema, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
import { schemaAt } from '@xiangyun/forms/schema'
import { shown } from '@xiangyun/forms/settle'
import { decide } from '../form/decisions.ts'
import { firstLook } from '../form/first-look.ts'
import { read, write } from '../form/pointers.ts'
import type { KindAbout } from '../kinds/about.ts'

type Abouts = Readonly<Record<string, KindAbout>>

/** Believable answers to all that is shown, question by question, since one answer may open the next; `pick` turns choices. */
export function testAnswers(form: PublishedForm, abouts: Abouts, facts: Facts, given: Answers = {}, pick = 0): Answers {
  let answers = given
  for (let round = 0; round < 12; round++) {
    const open = shown(form, answers, facts)
    const ask = form.sections.flatMap((section) => section.asks).find((one) => one.at !== '' && !one.compute && open.has(one.at) && read(answers, one.at) === undefined)
    if (!ask) return answers
    for (const one of form.sections.flatMap((section) => section.asks)) {
      if (one.at === '' || one.compute || !shown(form, answers, facts).has(one.at) || read(answers, one.at) !== undefined) continue
      const value = valueFor(form, one, schemaAt(form.schema, one.path) ?? {}, abouts, facts, answers, pick)
      if (value !== undefined) answers = write(answers, one.at, value)
    }
  }
  return answers
}

function valueFor(form: PublishedForm, ask: PublishedAsk, schema: JsonSchema, abouts: Abouts, facts: Facts, answers: Answers, pick: number): Json | undefined {
  if (ask.role === 'affirmation') return true
  if (ask.role === 'rows') return [rowFor(form, ask, (schema['items'] ?? {}) as JsonSchema, abouts, facts, answers, pick)]
  if (ask.role === 'choice' || ask.role === 'choices') {
    const options = decide(form, answers, facts, firstLook(form)).optionsOf(ask)
    const value = ask.options?.[pick % ask.options.length]?.value ?? options[pick % Math.max(options.length, 1)]?.value
    return value === undefined ? undefined : ask.role === 'choice' ? value : [value]
  }
  const examples = (abouts[ask.kind]?.examples ?? []).flatMap((one) => one.good) as Json[]
  const turned = [...examples.slice(pick % Math.max(examples.length, 1)), ...examples]
  return [...turned, ...made(schema)].find((value) => fits(form, ask, value, facts)) ?? examples[0]
}

function rowFor(form: PublishedForm, ask: PublishedAsk, items: JsonSchema, abouts: Abouts, facts: Facts, answers: Answers, pick: number): Answers {
  return (ask.columns ?? []).reduce<Answers>((row, column) => {
    if (column.compute) return row
    const value = valueFor({ ...form, schema: items, sections: [{ title: '', asks: [column] }], rules: [], order: [column.at] }, column, schemaAt(items, column.path) ?? {}, abouts, { ...facts, ...answers }, {}, pick)
    return value === undefined ? row : { ...row, [column.path[0]!]: value }
  }, {})
}

/** Whether the answer alone would be taken: shape, kind, options and the rules that aim at it. */
function fits(form: PublishedForm, ask: PublishedAsk, value: Json, facts: Facts): boolean {
  const { when: _, require: __, ...open } = ask
  const alone: PublishedForm = { ...form, sections: [{ title: '', asks: [open] }], order: [ask.at], rules: form.rules.filter((rule) => rule.at === ask.at && !rule.when) }
  return check(alone, firstLook(alone), write({}, ask.at, value), facts).errors.length === 0
}

/** Values made from what the schema says. */
function made(schema: JsonSchema): Json[] {
  const number = (key: string) => (typeof schema[key] === 'number' ? schema[key] : undefined)
  if (schema['type'] === 'number' || schema['type'] === 'integer') {
    const [least, most, step] = [number('minimum') ?? number('exclusiveMinimum'), number('maximum') ?? number('exclusiveMaximum'), number('multipleOf') ?? 1]
    return [least, least === undefined ? undefined : least + step, most, most === undefined ? undefined : most - step, 0, 1, step].filter((one) => one !== undefined)
  }
  if (schema['type'] !== 'string') return []
  const like = typeof schema['pattern'] === 'string' ? likePattern(schema['pattern']) : undefined
  const least = number('minLength') ?? 0
  return [...like === undefined ? [] : [like], '示例'.repeat(Math.max(1, Math.ceil(least / 2))), '1'.repeat(Math.max(1, least))].map((text) => text.slice(0, number('maxLength') ?? text.length))
}

/** A text that a plain pattern takes: signs, classes and how often. */
export function likePattern(pattern: string): string {
  const parts = pattern.replace(/^\^|\$$/g, '').matchAll(/(?:\[([^\]]+)\]|\\([dw])|\\(.)|([^[\](){}?*+|\\.])|\.)(?:\{(\d+)(?:,\d*)?\}|([+?*]))?/g)
  let text = ''
  for (const [, signs, word, escaped, plain, times, often] of parts) {
    const sign = signs ? firstOf(signs) : word ? '1' : escaped ?? plain ?? '一'
    text += sign.repeat(times === undefined ? (often === '*' || often === '?' ? 0 : 1) : Number(times))
  }
  return text
}
const firstOf = (signs: string) => (signs.startsWith('\\d') || signs.startsWith('0-9') ? '1' : signs.startsWith('^') ? '一' : [...signs][0] ?? '')
