import type { DefinitionProblem } from '@xiangyun/kernel/definitions'

type Schema = { readonly [keyword: string]: unknown }

/** Loader's mistakes as somebody who writes a definition understands them: what may stand there, and only the first break of the YAML. */
export function plainProblems(problems: readonly DefinitionProblem[], schema: unknown, textOf: (problem: DefinitionProblem) => string | undefined = () => undefined): DefinitionProblem[] {
  const broken = new Set<string>()
  return problems.flatMap((problem) => {
    if (problem.rule === 'definitions/yaml') {
      if (broken.has(problem.file)) return []
      broken.add(problem.file)
      return [yamlProblem(problem, textOf(problem))]
    }
    return [{ ...problem, message: sentence(problem, schema as Schema) }]
  })
}

const yamlSentences: readonly (readonly [RegExp, string])[] = [
  [/Map keys must be unique/, '同一个名字在这一层写了两次'],
  [/Tabs are not allowed/, '缩进用了制表符，请改成空格'],
  [/Nested mappings|Implicit keys|Implicit map keys/, '这里读不成“名字: 内容”：看看这一行和下一行的缩进是否对齐；内容里有半角冒号的，整句用单引号括起来'],
  [/same column|indent/i, '缩进与上面各项不齐'],
  [/quote|Missing closing|must end with|separated by|flow (map|seq|collection)/i, '引号或括号没有配对，或各项之间少了逗号'],
  [/plain scalar|reserved|alias|anchor|tag/i, '内容以特殊符号开头，请用单引号括起来'],
]

/** One YAML mistake in words, with the name that stands on its line. */
function yamlProblem(problem: DefinitionProblem, text: string | undefined): DefinitionProblem {
  const line = text?.split('\n')[problem.line - 1] ?? ''
  const key = problem.key || (/^\s*(?:- )?\{?\s*([A-Za-z][\w-]*)\s*[:：]/.exec(line)?.[1] ?? '')
  const said = /^\s*(?:- )?[A-Za-z][\w-]*\s*：/.test(line) ? '冒号用了全角“：”，请改成半角“:”并在后面空一格' : yamlSentences.find(([pattern]) => pattern.test(problem.message))?.[1]
  return { ...problem, key: key && !key.startsWith('/') ? `/${key}` : key, message: said ? `不是有效的 YAML：${said}` : problem.message }
}

const patterns: Readonly<Record<string, string>> = {
  '^(\\d+ (workdays|calendar-days|months|years)|long-term|immediate)$': '应写成 10 workdays、7 calendar-days、6 months、5 years、long-term 或 immediate',
  '^[a-z][A-Za-z0-9]{0,40}$': '应以小写字母开头，只用字母和数字，不能有连字符',
  '^[a-z][A-Za-z0-9-]{0,40}$': '应以小写字母开头，只用字母、数字和连字符',
  '^[a-z][A-Za-z0-9-]{0,63}$': '应以小写字母开头，只用字母、数字和连字符',
  '^\\d{12}$': '应为加引号的 12 位数字',
  '^\\d{6}$': '应为加引号的 6 位区划代码，例如 "220000"',
  '^\\d+\\.\\.(\\d+)?$': '应写成 1..20 或 1..',
  '^(/[A-Za-z0-9]+)+$': '应写成 /名字，例如 /staff',
}

function sentence(problem: DefinitionProblem, schema: Schema): string {
  const name = problem.key.split('/').at(-1) ?? ''
  const parent = problem.key.split('/').slice(0, -1).join('/')
  const place = schemasAt(schema, problem.key)
  if (problem.rule.endsWith('required')) return `缺少 ${name}，这一项必须填写`
  if (problem.rule.endsWith('additionalProperties')) {
    const offered = schemasAt(schema, parent).flatMap((s) => Object.keys((s['properties'] as Schema | undefined) ?? {}))
    const near = nearest(name, offered)
    return near ? `没有 ${name} 这一项，是不是 ${near}？` : `没有 ${name} 这一项，请删除`
  }
  const values = place.flatMap((s) => (Array.isArray(s['enum']) ? (s['enum'] as unknown[]) : 'const' in s ? [s['const']] : []))
  if (/enum$|const$|anyOf$/.test(problem.rule) && values.length > 0) return `不在可选范围内，可写：${values.join('、')}`
  const pattern = place.map((s) => patterns[String(s['pattern'])]).find((p) => p !== undefined)
  return problem.rule.endsWith('pattern') && pattern ? `格式不对，${pattern}` : problem.message
}

/** All schemas that may apply at a JSON pointer. */
function schemasAt(schema: Schema, pointer: string): Schema[] {
  return pointer.split('/').filter(Boolean).reduce<Schema[]>((schemas, part) => schemas.flatMap((s) => stepInto(s, part)), unfold(schema))
}

const unfold = (schema: Schema): Schema[] => (Array.isArray(schema['anyOf']) ? (schema['anyOf'] as Schema[]).flatMap(unfold) : [schema])

function stepInto(schema: Schema, part: string): Schema[] {
  const own = (schema['properties'] as Record<string, Schema> | undefined)?.[part]
  if (own) return unfold(own)
  if (schema['items'] && /^\d+$/.test(part)) return unfold(schema['items'] as Schema)
  return Object.values((schema['patternProperties'] as Record<string, Schema> | undefined) ?? {}).flatMap(unfold)
}

/** The name that was probably meant; nothing when none is near. */
export function nearest(name: string, offered: readonly string[]): string | undefined {
  const best = offered.map((other) => ({ other, away: distance(name.toLowerCase(), other.toLowerCase()) })).sort((a, b) => a.away - b.away)[0]
  return best && best.away <= Math.max(1, Math.floor(Math.max(name.length, best.other.length) / 3)) ? best.other : undefined
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}

/** Names that may stand here, for the end of a sentence: the nearest, or all when they are few. */
export function offer(name: string, offered: readonly string[]): string {
  const near = nearest(name, offered)
  if (near) return `，是不是 ${near}？`
  return offered.length > 0 && offered.length <= 12 ? `，有：${[...new Set(offered)].join('、')}` : ''
}
