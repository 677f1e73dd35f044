import type { Form, FormProblem } from './form.ts'
import { pointerOf } from './pointer.ts'

/** Larger than any form of an office: whoever writes more is told before anything is built. */
export const DEFINITION_LIMITS = { depth: 60, nodes: 500_000, questions: 2_000, columns: 100, options: 5_000, rules: 1_000, text: 100_000 } as const

/** Names that scripts give to what every object has. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype']

/** What keeps a definition from being read at all: no form, too large, too deep, names that must not be. */
export function definitionProblems(form: Form): FormProblem[] {
  const shape = shapeProblem(form)
  if (shape !== undefined) return [{ at: shape, code: 'shape', message: '这里的写法不是表单的样子' }]
  const size = sizeProblem(form)
  if (size) return [size]
  const problems: FormProblem[] = []
  const most = (at: string, code: string, count: number, limit: number, of: string): void => {
    if (count > limit) problems.push({ at, code, message: `${of}太多（${count}），最多 ${limit}` })
  }
  most('/ui', 'too-many-questions', form.ui.reduce((sum, section) => sum + section.ask.length, 0), DEFINITION_LIMITS.questions, '问题')
  most('/rules', 'too-many-rules', form.rules?.length ?? 0, DEFINITION_LIMITS.rules, '规则')
  for (const [section, { ask }] of form.ui.entries()) for (const [index, one] of ask.entries()) {
    const at = `/ui/${section}/ask/${index}`
    if (Array.isArray(one.options)) most(`${at}/options`, 'too-many-options', one.options.length, DEFINITION_LIMITS.options, '选项')
    if (one.columns) most(`${at}/columns`, 'too-many-columns', one.columns.length, DEFINITION_LIMITS.columns, '列')
  }
  return problems
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function shapeProblem(form: Form): string | undefined {
  if (!isRecord(form)) return ''
  if (!isRecord(form.schema)) return '/schema'
  if (!Array.isArray(form.ui)) return '/ui'
  for (const [index, section] of form.ui.entries()) {
    if (!isRecord(section) || typeof section.section !== 'string') return `/ui/${index}`
    if (!Array.isArray(section.ask)) return `/ui/${index}/ask`
    const at = section.ask.findIndex((ask) => !isRecord(ask) || (ask.columns !== undefined && !Array.isArray(ask.columns)))
    if (at >= 0) return `/ui/${index}/ask/${at}`
  }
  if (typeof form.id !== 'string' || !/^[\p{L}\p{N}][\p{L}\p{N}_.+-]{0,999}$/u.test(form.id)) return '/id'
  if (typeof form.title !== 'string') return '/title'
  if (form.rules === undefined) return undefined
  if (!Array.isArray(form.rules)) return '/rules'
  const rule = form.rules.findIndex((one) => !isRecord(one) || typeof one.must !== 'string')
  return rule >= 0 ? `/rules/${rule}` : undefined
}

/** Walks without recursion, so that depth itself can be no harm. */
function sizeProblem(form: Form): FormProblem | undefined {
  interface Node { readonly value: unknown; readonly name: string; readonly up: Node | undefined; readonly depth: number }
  const open: Node[] = [{ value: form, name: '', up: undefined, depth: 0 }]
  const placeOf = (node: Node): string => {
    const path: string[] = []
    for (let at: Node | undefined = node; at?.up; at = at.up) path.unshift(at.name.slice(0, 100))
    return pointerOf(path)
  }
  let nodes = 0
  for (let node = open.pop(); node; node = open.pop()) {
    nodes += 1
    if (nodes > DEFINITION_LIMITS.nodes) return { at: '', code: 'too-large', message: `表单的定义太大，最多 ${DEFINITION_LIMITS.nodes} 个值` }
    const { value, depth } = node
    if (typeof value === 'string' && value.length > DEFINITION_LIMITS.text) return { at: placeOf(node), code: 'text-too-long', message: `这里的文字太长，最多 ${DEFINITION_LIMITS.text} 个字` }
    if (typeof value !== 'object' || value === null) continue
    if (depth > DEFINITION_LIMITS.depth) return { at: placeOf(node), code: 'too-deep', message: `嵌套太深，最多 ${DEFINITION_LIMITS.depth} 层` }
    for (const [name, inner] of Object.entries(value)) {
      const next: Node = { value: inner, name, up: node, depth: depth + 1 }
      if (FORBIDDEN.includes(name)) return { at: placeOf(next), code: 'forbidden-name', message: `不能用“${name}”作名字` }
      open.push(next)
    }
  }
  return undefined
}
