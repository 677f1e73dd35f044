import { formDifferences } from '@xiangyun/forms'
import type { Difference as FormDifference, Form } from '@xiangyun/forms'
import type { ItemDefinition } from './definition.ts'
import type { Difference } from './differences.ts'
import { generated } from './forms.ts'

/** What differs between two forms of an item, question by question; one that is generated is compared as it would be made. */
export function formChanges(item: string, before: { readonly definition: ItemDefinition; readonly text: string }, after: { readonly definition: ItemDefinition; readonly text: string }): Difference[] {
  if (before.text.trim() === after.text.trim()) return []
  const read = ({ definition, text }: typeof before): Form => (text.trim() === '' ? generated(item, definition) : { title: `${definition.name}申请表`, ...(JSON.parse(text) as Omit<Form, 'id' | 'title'>), id: item })
  return formDifferences(read(before), read(after)).map((one) => ({ at: `申请表：${said(one)}`, before: one.before ?? '（无）', after: one.after ?? (one.what === 'added' ? '新的' : '（无）') }))
}

const said = ({ what, title }: FormDifference): string => ({ added: `新增${title}`, removed: `去掉${title}`, moved: `${title}换了位置`, changed: title })[what]
