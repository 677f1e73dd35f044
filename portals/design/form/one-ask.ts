import type { JsonSchema, PublishedAsk, PublishedForm } from '@xiangyun/forms/form'
import { boundsOf } from './bounds.ts'

/** The place of the answer in a form of one question. */
export const oneAt = '/wanted'

const plain = new Set<PublishedAsk['role']>([undefined, 'answer', 'choice'])

/** The same kind of field asked once more, alone: no conditions of the form it comes from. What a register knows as a choice is asked as one. */
export function oneAskForm(form: PublishedForm, ask: PublishedAsk, title: string, values: readonly string[]): PublishedForm {
  const isChoice = values.length > 0 && !ask.options?.length
  const kind = isChoice ? 'choose-one' : plain.has(ask.role) && !ask.optionsFrom ? ask.kind : 'text'
  const options = isChoice ? values.map((value) => ({ value, label: value })) : ask.options
  const one: PublishedAsk = { at: oneAt, path: [oneAt.slice(1)], kind, ...(options ? { role: 'choice' as const, options } : {}), title, required: true, correctable: true, ...(ask.unit ? { unit: ask.unit } : {}) }
  const schema: JsonSchema = { type: 'object', properties: { [oneAt.slice(1)]: boundsOf(form, ask).schema ?? {} } }
  return { format: form.format, id: form.id, title: form.title, example: false, schema, sections: [{ title, asks: [one] }], rules: [], order: [] }
}

/** A register keeps single values: words, figures, yes or no. */
export const isPlainValue = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value)
