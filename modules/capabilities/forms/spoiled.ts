import { asKept } from '@xiangyun/forms'
import type { PublishedAsk, PublishedForm } from '@xiangyun/forms'
import { formKinds } from '#kinds/kinds.ts'

/** What can still be read of a form that somebody has changed; a form without questions when that is nothing. Never kept: it is not what was published. */
export function spoiled(text: string): PublishedForm {
  try {
    const form = JSON.parse(text) as PublishedForm
    if (isForm(form)) return asKept(form, formKinds)
  } catch {
    // No JSON any more: the form below says so.
  }
  return { format: 2, id: 'spoiled', title: '（表单读不出来）', example: false, schema: {}, sections: [], rules: [], order: [] }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isListOf = (value: unknown, fits: (one: unknown) => boolean): boolean => Array.isArray(value) && value.every(fits)

const isAsk = (value: unknown): boolean => {
  const ask = value as Partial<PublishedAsk> | null
  return typeof ask === 'object' && ask !== null && isText(ask.at) && isText(ask.title) && isText(ask.kind) && Object.hasOwn(formKinds, ask.kind) && isListOf(ask.path, isText) && (ask.columns === undefined || isListOf(ask.columns, isAsk))
}

/** As much of a form's shape as readers count on. */
const isForm = (form: Partial<PublishedForm> | null): form is PublishedForm =>
  typeof form === 'object' && form !== null && isText(form.title) && isListOf(form.rules, (rule) => typeof rule === 'object') && isListOf(form.order, isText) && typeof form.schema === 'object' &&
  isListOf(form.sections, (section) => isText((section as { title?: unknown } | null)?.title) && isListOf((section as { asks?: unknown }).asks, isAsk))
