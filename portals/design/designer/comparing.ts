import type { Ask, Form } from '@xiangyun/forms/form'

export interface Difference { readonly what: string, readonly before: string, readonly after: string }

const words: Readonly<Record<string, string>> = {
  kind: '问法', title: '题目', help: '说明', when: '什么时候出现', require: '什么时候必填', compute: '算式', options: '选项', prefill: '从哪里预填', correctable: '能不能改', clause: '依据', unit: '单位', columns: '列', accepts: '收哪些文件', material: '对应的材料', text: '内容', required: '必填', schema: '格式', place: '位置',
}
const said = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : typeof value === 'boolean' ? (value ? '是' : '否') : JSON.stringify(value))

interface Told { readonly title: string, readonly told: Readonly<Record<string, unknown>> }

/** Every question with all that is said of it, by its place in the answers. */
function questions(form: Form, titleAt: (pointer: string) => string | undefined): Map<string, Told> {
  const properties = (form.schema['properties'] ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>
  const required = (form.schema['required'] ?? []) as readonly string[]
  const tell = (ask: Ask, place: string): [string, Told] => {
    const name = ask.at?.split('/')[1]
    const { title, ...schema } = (name !== undefined && properties[name]) || { title: undefined }
    const { at: _, ...rest } = ask
    const own = String(ask.title ?? title ?? (ask.at === undefined ? ask.text : titleAt(ask.at) ?? ask.at) ?? '')
    return [ask.at ?? `note ${own}`, { title: own, told: { ...rest, title: own, required: name !== undefined && required.includes(name), schema: Object.keys(schema).length ? schema : undefined, place } }]
  }
  return new Map(form.ui.flatMap((section) => section.ask.map((ask) => tell(ask, section.section))))
}

/** What changed from one form to another, in the words of who builds forms. */
export function differencesOf(before: Form, after: Form, titleAt: (pointer: string) => string | undefined = () => undefined): Difference[] {
  const [old, now] = [questions(before, titleAt), questions(after, titleAt)]
  const gone = [...old].filter(([at]) => !now.has(at)).map(([, one]) => ({ what: `去掉“${one.title}”`, before: one.title, after: '' }))
  const come = [...now].filter(([at]) => !old.has(at)).map(([, one]) => ({ what: `新增“${one.title}”`, before: '', after: one.title }))
  const changed = [...now].flatMap(([at, one]) => Object.entries(words).filter(([key]) => old.has(at) && said(old.get(at)!.told[key]) !== said(one.told[key]))
    .map(([key, word]) => ({ what: `“${one.title}”的${word}`, before: said(old.get(at)!.told[key]), after: said(one.told[key]) })))
  const list = (what: string, left: readonly string[], right: readonly string[]) => (left.join('\n') === right.join('\n') ? [] : [{ what, before: left.join('；') || '', after: right.join('；') || '' }])
  return [
    ...list('表单标题', [before.title], [after.title]), ...list('各节', before.ui.map((one) => one.section), after.ui.map((one) => one.section)),
    ...come, ...gone, ...changed,
    ...(gone.length || come.length || [...old.keys()].join() === [...now.keys()].join() ? [] : list('题目的次序', [...old.values()].map((one) => one.title), [...now.values()].map((one) => one.title))),
    ...list('规则', (before.rules ?? []).map((rule) => `${rule.say}（${rule.must}）`), (after.rules ?? []).map((rule) => `${rule.say}（${rule.must}）`)),
  ]
}
