import { check } from '@xiangyun/forms/check'
import type { Answers, Form, PublishedForm } from '@xiangyun/forms/form'
import { messageFor } from '@xiangyun/forms/messages'
import { publishForm } from '@xiangyun/forms/publish'
import { itemFormats } from '#modules/capabilities/items/formats.ts'
import '../form/every-function.ts'
import { firstLook } from '../form/first-look.ts'
import type { Mistake } from '../form/published.ts'
import type { KindExample } from '../kinds/about.ts'
import type { FormKind } from '../kinds/kind.ts'
import { formKinds } from '../kinds/kinds.ts'

/** One face of a kind: a form of one question, and what stands in it. */
export interface KindState {
  readonly name: string
  readonly form: PublishedForm
  readonly answers: Answers
  readonly mistakes: readonly Mistake[]
}

/** The question as its author writes it, to copy. */
export function definitionOf(kind: FormKind, example: KindExample, name = 'answer', isRequired = false): Form {
  const isAsked = kind.role !== 'note'
  return {
    id: kind.name, title: example.title,
    schema: { type: 'object', ...(isAsked && isRequired ? { required: [name] } : {}), ...(isAsked ? { properties: { [name]: { title: example.title, ...example.schema } } } : {}) },
    ui: [{ section: example.title, ask: [{ ...(isAsked ? { at: `/${name}` } : { title: example.title }), kind: kind.name, ...example.ask }] }],
  }
}

/** Empty, required and missing, well answered, and answered wrongly; what is not answered has one face only. */
export function statesOf(kind: FormKind, example: KindExample, place: string): readonly KindState[] {
  const state = (name: string, key: string, value: unknown, isRequired = false, mistakes: (form: PublishedForm) => readonly Mistake[] = () => []): KindState => {
    const published = publishForm(definitionOf(kind, example, `${place}${key}`, isRequired), { concepts: {}, formats: itemFormats, kinds: formKinds })
    if (!published.ok) throw new Error(published.problems.map((one) => `${one.at} ${one.message}`).join('；'))
    return { name, form: published.value, answers: value === undefined ? {} : { [`${place}${key}`]: value } as Answers, mistakes: mistakes(published.value) }
  }
  if (kind.role === 'note') return [state('样子', 'shown', undefined)]
  if (kind.role === 'computed') return [state('还没算出', 'empty', undefined), state('算出后', 'good', example.good[0])]
  const bad = example.bad.find((one) => isAlike(one.value, example.good[0])) ?? example.bad[0]
  return [
    state('空着（选填）', 'empty', undefined),
    state('必填，没有填', 'missing', undefined, true, (form) => check(form, firstLook(form), {}).errors),
    state('填好了', 'good', example.good[0], true),
    ...(bad ? [state('填得不对', 'bad', isAlike(bad.value, example.good[0]) ? bad.value : undefined, true, (form) => judged(form, `${place}bad`, bad.value, bad.code))] : []),
  ]
}

/** A text where a list belongs cannot be drawn; the field then stands empty beside what would be said. */
const isAlike = (one: unknown, other: unknown): boolean => typeof one === typeof other && Array.isArray(one) === Array.isArray(other)

/** What is said of a wrong answer: by the library in the browser, else in the words of the server's validator. */
function judged(form: PublishedForm, name: string, value: unknown, code: string): readonly Mistake[] {
  const found = check(form, firstLook(form), { [name]: value } as Answers).errors.filter((error) => error.code === code)
  if (found.length) return found
  return [messageFor({ instancePath: `/${name}`, keyword: code, params: {} }, () => form.sections[0]?.asks[0])]
}
