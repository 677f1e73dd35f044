import type { Form, FormProblem, PublishedForm } from '@xiangyun/forms'
import { bounded } from '@xiangyun/kernel/workshop'
import { publishSource } from '#modules/capabilities/items/port.ts'

export type Read = { readonly form?: PublishedForm; readonly problems: readonly FormProblem[] }

/** Reads a form as people write it. Runs in a thread of its own: what is sent in may be endless or huge. */
export const readSource = (key: string, title: string, source: string, roots: readonly string[]): Read => {
  let written: Partial<Form>
  try {
    written = JSON.parse(source) as Partial<Form>
  } catch {
    return { problems: [{ at: '', code: 'json', message: '不是有效的 JSON' }] }
  }
  const read = publishSource({ ...written, id: key, title } as Form, roots)
  return read.ok ? { form: read.form, problems: [] } : { problems: read.problems }
}

export async function readApart(key: string, title: string, source: string, roots: readonly string[], audience: 'anyone' | 'person'): Promise<Read> {
  const found = await bounded<Read>(import.meta.url, 'readSource', [key, title, source, [...roots]], 5000)
  // Who asks a register must be known, or everybody could try out everybody's numbers.
  if (found.ok && audience === 'anyone' && found.value.form?.looks?.length) return { problems: [{ at: '/rules', code: 'looks-need-person', message: '要向登记核对的表只能登录后填：请改为登录后填，或去掉查登记库的规则' }] }
  return found.ok ? found.value : { problems: [{ at: '', code: 'too-heavy', message: found.reason === 'failed' ? `读不出来：${found.message.slice(0, 200)}` : '表单太大、太复杂，请拆成几张' }] }
}
