import type { FormProblem, PublishedForm } from '@xiangyun/forms'
import { bounded } from '@xiangyun/kernel/workshop'
import type { ItemDefinition } from './definition.ts'
import type { Difference } from './differences.ts'
import { formChanges } from './form-changes.ts'
import { formFor } from './forms.ts'

/** A form as an item's editor sends it: what it would become, what is wrong with it, and what it changes. */
export type FormRead = { readonly form: PublishedForm | null; readonly problems: readonly FormProblem[]; readonly changes: readonly Difference[] }

type Text = { readonly definition: ItemDefinition; readonly text: string }

/** Runs in a thread of its own: what is sent in may be huge. */
export function readItemForm(item: string, before: Text, after: Text, roots: readonly string[]): FormRead {
  const made = formFor(item, after.definition, after.text, roots)
  return made.ok ? { form: made.form, problems: [], changes: formChanges(item, before, after) } : { form: null, problems: made.problems, changes: [] }
}

export async function formApart(item: string, before: Text, after: Text, roots: readonly string[]): Promise<FormRead> {
  const read = await bounded<FormRead>(import.meta.url, 'readItemForm', [item, before, after, [...roots]], 5000)
  if (read.ok) return read.value
  return { form: null, problems: [{ at: '', code: 'too-heavy', message: read.reason === 'failed' ? `读不出来：${read.message.slice(0, 200)}` : '表单太大、太复杂，请拆成几张' }], changes: [] }
}
