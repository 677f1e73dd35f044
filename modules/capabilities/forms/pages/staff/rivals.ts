import { computed, shallowRef, type ShallowRef } from 'vue'
import type { Form } from '@xiangyun/forms/form'
import type { Collection } from '../../contract.ts'

export const formOf = ({ key, title, source }: Collection): Form => ({ ...source as Form, id: key, title: (source as Partial<Form>).title ?? title })

/** What two people drew at the same time: one is chosen, the other stays at hand. `keep` saves what was chosen over a revision. */
export function useRivals(form: ShallowRef<Form>, keep: (revision?: number) => Promise<void>) {
  /** What somebody else saved meanwhile; nothing is saved until one of both is chosen. */
  const theirs = shallowRef<Collection>()
  const other = shallowRef<{ form: Form, words: string }>()

  /** Mine over theirs, or theirs instead of mine. */
  async function settle(which: 'mine' | 'theirs') {
    const found = theirs.value
    if (!found) return
    other.value = which === 'mine' ? { form: formOf(found), words: '已用您的覆盖。别人改的那一份还在这里。' } : { form: form.value, words: '已换成别人的。您改的那一份还在这里。' }
    if (which === 'theirs') form.value = formOf(found)
    theirs.value = undefined
    await keep(found.revision)
  }
  async function swap() {
    if (!other.value) return
    const last = form.value
    form.value = other.value.form
    other.value = { form: last, words: '已换过来。刚才那一份还在这里。' }
    await keep()
  }
  return { theirs, other, theirForm: computed(() => theirs.value && formOf(theirs.value)), settle, swap }
}
