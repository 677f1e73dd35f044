import { parseDefinition } from '@xiangyun/kernel/definitions'
import type { Form } from '@xiangyun/forms'
import type { ItemDefinition } from './definition.ts'
import { wrongNames } from './name-problems.ts'
import type { Names } from './name-problems.ts'
import { offer } from './plain-problems.ts'

type Found = { key: string; rule: string; message: string }

/** A form's text with the line of each key; nothing when it is no JSON. */
export function readFormText(text: string): { form: Partial<Form>; lineOf: (key: string) => number } | undefined {
  try {
    const form = JSON.parse(text) as Partial<Form>
    const read = parseDefinition(text, { id: 'form', file: 'form.json', folder: '' }, 'form.json')
    return { form, lineOf: read.definition?.lineOf ?? (() => 1) }
  } catch {
    return undefined
  }
}

/** Where JSON breaks, and how it mostly is mended. */
export function jsonProblem(text: string): { line: number; message: string } {
  try {
    JSON.parse(text)
    return { line: 1, message: '不是有效的 JSON' }
  } catch (error) {
    const said = (error as Error).message
    const position = Number(/at position (\d+)/.exec(said)?.[1] ?? text.length)
    const before = text.slice(0, position).trimEnd()
    const line = before.split('\n').length
    const reason = /after (property value|array element)/.test(said) ? '这一行末尾少了逗号或括号' : /double-quoted property name|Unexpected token '?[}\]]/.test(said) ? '多了一个逗号，或名字没有加双引号' : /end of JSON/.test(said) ? '没有写完，少了括号或引号' : '引号、逗号或括号不对'
    return { line, message: `不是有效的 JSON：第 ${line} 行，${reason}` }
  }
}

/** Names that the item's expressions may ask of the form: its properties. */
export const formProperties = (form: Partial<Form>): string[] => Object.keys((form.schema?.['properties'] as Record<string, unknown> | undefined) ?? {})

/** What a form names: in its expressions, in what is prefilled, and properties that nobody asks for. */
export function wrongForm(form: Partial<Form>, item: ItemDefinition, names: Names): Found[] {
  const properties = formProperties(form)
  const free = [...names.free.filter((n) => n !== 'form'), ...properties]
  const found: Found[] = []
  const look = (key: string, source: unknown, more: readonly string[] = []) => {
    if (typeof source === 'string') found.push(...wrongNames(source, { ...names, free: [...free, ...more] }).map((message) => ({ key, rule: 'forms/name', message: `表达式 ${source}：${message}` })))
  }
  const asked = new Set<string>()
  form.ui?.forEach((section, i) => {
    look(`/ui/${i}/when`, section.when)
    section.ask?.forEach((ask, j) => {
      const at = `/ui/${i}/ask/${j}`
      const columns = (ask.columns ?? []).flatMap((c) => (typeof c === 'string' ? [] : [c]))
      const inside = ['row', ...(ask.columns ?? []).map((c) => (typeof c === 'string' ? c : c.name))]
      if (ask.at) asked.add(ask.at.split('/')[1]!)
      for (const name of ['when', 'require', 'compute', 'options'] as const) look(`${at}/${name}`, ask[name])
      columns.forEach((c, k) => { for (const name of ['when', 'require', 'compute', 'options'] as const) look(`${at}/columns/${k}/${name}`, c[name], inside) })
      if (ask.prefill) found.push(...prefillProblem(`${at}/prefill`, ask.prefill, item, names))
    })
  })
  form.rules?.forEach((rule, i) => {
    look(`/rules/${i}/must`, rule.must, rule.look ? ['found'] : [])
    look(`/rules/${i}/when`, rule.when)
    for (const [name, key] of Object.entries(rule.look?.by ?? {})) look(`/rules/${i}/look/by/${name}`, key)
  })
  return [...found, ...properties.filter((p) => !asked.has(p)).map((p) => ({ key: `/schema/properties/${p}`, rule: 'forms/never-asked', message: `“${p}”没有问题来填` }))]
}

function prefillProblem(key: string, prefill: string, item: ItemDefinition, names: Names): Found[] {
  const [first, second] = prefill.split('.') as [string, string | undefined]
  if (!names.free.includes(first)) return [{ key, rule: 'forms/prefill', message: `没有 ${first}${offer(first, [...Object.keys(item.parties), ...item.situations.map((s) => s.id)])}` }]
  const fields = names.fields.get(first)
  return fields && second && !fields.includes(second) ? [{ key, rule: 'forms/prefill', message: `${first} 没有 ${second}${offer(second, fields)}` }] : []
}
