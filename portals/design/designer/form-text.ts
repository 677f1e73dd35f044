import type { Form } from '@xiangyun/forms/form'

/** A line of a form's text is a property or a question; this much may stand on it. */
const LONGEST = 1000

function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return entries.length ? `{ ${entries.map(([key, one]) => `${JSON.stringify(key)}: ${compact(one)}`).join(', ')} }` : '{}'
}

const member = (key: string, text: string) => `${JSON.stringify(key)}: ${text}`
const block = (open: string, lines: readonly string[], close: string, indent: string) => (lines.length ? `${open}\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}${close}` : `${open}${close}`)

/**
 * A form's text as people write it: one property, one question, one rule a line, so that what was edited is what differs.
 * `like`: the text it was, whose braces are kept tight or loose.
 */
export function writeForm(form: Form, like = ''): string {
  return /[[{,:] ?\{"/.test(like) ? loosely(form).replace(/("(?:\\.|[^"\\])*")|\{ (?="(?!section"))|(?<=[^\s\]]|\S\]) \}(?=[,}\]\n ])/g, (found, text: string | undefined) => text ?? found.trim()) : loosely(form)
}

function loosely(form: Form): string {
  const lines = Object.entries(form).filter(([, value]) => value !== undefined).map(([key, value]) => {
    if (key === 'schema') return member(key, schemaText(value as object))
    if (key === 'ui') return member(key, block('[', (value as readonly object[]).map(sectionText), ']', '  '))
    if (key === 'rules') return member(key, block('[', (value as readonly object[]).map(compact), ']', '  '))
    return member(key, compact(value))
  })
  return `${block('{', lines, '}', '')}\n`
}

function schemaText(schema: object): string {
  const lines = Object.entries(schema).filter(([, value]) => value !== undefined).map(([key, value]) =>
    member(key, key === 'properties' ? block('{', Object.entries(value as object).map(([name, node]) => member(name, long(node, '      '))), '}', '    ') : compact(value)))
  return block('{', lines, '}', '  ')
}

/** The questions of a section hang from its bracket. */
function sectionText(section: object): string {
  const { ask, ...rest } = section as { readonly ask: readonly object[] }
  const head = Object.entries(rest).filter(([, value]) => value !== undefined).map(([key, value]) => `${member(key, compact(value))}, `).join('')
  return `{ ${head}"ask": ${block('[', ask.map((one) => long(one, '      ')), ']', '    ')} }`
}

/** What would be too long for a line is broken, member by member. */
function long(value: unknown, indent: string): string {
  const line = compact(value)
  if (line.length <= LONGEST || typeof value !== 'object' || value === null) return line
  if (Array.isArray(value)) return block('[', value.map((one) => long(one, `${indent}  `)), ']', indent)
  return block('{', Object.entries(value).map(([key, one]) => member(key, long(one, `${indent}  `))), '}', indent)
}

/** The form that a text holds, or why it holds none. */
export function readForm(text: string): { form: Form } | { problem: string } {
  try {
    const found = JSON.parse(text) as Partial<Form>
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return { problem: '文字里不是一张表单' }
    if (!isObject(found.schema) || !Array.isArray(found.ui) || !found.ui.every((one) => isObject(one) && Array.isArray((one as { ask?: unknown }).ask) && (one as { ask: unknown[] }).ask.every(isObject))) return { problem: '文字里的表单缺少 schema 或 ui，或写得不对' }
    if (found.rules !== undefined && !(Array.isArray(found.rules) && found.rules.every(isObject))) return { problem: '文字里的规则（rules）写得不对' }
    return { form: found as Form }
  } catch {
    return { problem: '文字不是有效的 JSON' }
  }
}
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)
