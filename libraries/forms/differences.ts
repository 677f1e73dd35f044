import type { Ask, Column, Form, Json, JsonSchema, Rule, Section } from './form.ts'
import { pathOf } from './pointer.ts'
import { isSame } from './same.ts'
import { isRequired, schemaAt } from './schema.ts'

/** One thing that is other in the new version, in words for whoever compares. */
export interface Difference {
  /** The question's pointer, the place of a column with a star for the row, or the place in the definition (`/ui/2`, `/rules/0`). */
  readonly at: string
  readonly of: 'form' | 'section' | 'question' | 'text' | 'column' | 'rule'
  readonly what: 'added' | 'removed' | 'moved' | 'changed'
  /** What it is about: “姓名”, or “姓名”的必填. */
  readonly title: string
  readonly before?: string
  readonly after?: string
}

const WORDS: Readonly<Record<string, string>> = {
  kind: '问法', title: '题目', help: '说明', when: '出现条件', require: '必填条件', compute: '算式', options: '选项', prefill: '预填来源', correctable: '能否更正', clause: '依据', unit: '单位', text: '文字', accepts: '文件种类',
  material: '对应材料', same: '相同问题的标记', was: '原来的位置', section: '名称', note: '说明', evidence: '证明材料', must: '要求', say: '提示', at: '位置', look: '查登记库', whenDown: '查不到时', example: '示例标记', id: '编号',
  type: '类型', format: '格式', pattern: '写法', minLength: '最少字数', maxLength: '最多字数', minimum: '最小值', maximum: '最大值', exclusiveMinimum: '须大于', exclusiveMaximum: '须小于', multipleOf: '整数倍', enum: '可选内容',
  minItems: '最少项数', maxItems: '最多项数', uniqueItems: '不得重复', required: '必填', items: '每项的结构', properties: '结构', readOnly: '只读', $ref: '概念', additionalProperties: '其他字段',
}

/** What is other in the new version of a form: its sections, questions, texts, columns and rules. */
export function formDifferences(before: Form, after: Form): readonly Difference[] {
  return [
    ...changes('', 'form', `《${after.title}》`, pick(before, ['title', 'example']), pick(after, ['title', 'example'])),
    ...sectionDifferences(before.ui, after.ui), ...questionDifferences(before, after), ...ruleDifferences(before.rules ?? [], after.rules ?? []),
  ]
}

const pick = (given: object, names: readonly string[]): Record<string, unknown> => Object.fromEntries(names.map((name) => [name, (given as Record<string, unknown>)[name]]))

/** Words of one value; what is not there is 无. */
function words(value: unknown): string {
  if (value === undefined || value === null) return '无'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map((one: unknown) => (typeof one === 'object' && one !== null && 'label' in one ? String(one.label) : words(one))).join('、')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function changes(at: string, of: Difference['of'], title: string, before: Record<string, unknown>, after: Record<string, unknown>): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.filter((name) => !isSame(before[name] as Json, after[name] as Json))
    .map((name) => ({ at, of, what: 'changed', title: `${title}的${WORDS[name] ?? name}`, before: words(before[name]), after: words(after[name]) }))
}

/** Sections are the same by their name, or else by a question that both ask. */
function sectionDifferences(before: readonly Section[], after: readonly Section[]): Difference[] {
  const pairs = paired(before, after)
  const found: Difference[] = []
  const kept = after.map((section) => before.indexOf(pairs.get(section)!)).filter((index) => index >= 0)
  const steady = longestRise(kept)
  for (const [index, section] of after.entries()) {
    const [at, title, old] = [`/ui/${index}`, `部分“${section.section}”`, pairs.get(section)]
    if (!old) {
      found.push({ at, of: 'section', what: 'added', title })
      continue
    }
    const place = before.indexOf(old)
    if (!steady.has(place)) found.push({ at, of: 'section', what: 'moved', title, before: `第 ${place + 1} 部分`, after: `第 ${index + 1} 部分` })
    found.push(...changes(at, 'section', title, pick(old, ['section', 'when', 'note', 'evidence']), pick(section, ['section', 'when', 'note', 'evidence'])))
  }
  const known = new Set(pairs.values())
  for (const [index, section] of before.entries()) if (!known.has(section)) found.push({ at: `/ui/${index}`, of: 'section', what: 'removed', title: `部分“${section.section}”` })
  return [...found, ...textDifferences(after, pairs, before)]
}

function paired(before: readonly Section[], after: readonly Section[]): Map<Section, Section> {
  const pairs = new Map<Section, Section>()
  const left = new Set(before)
  const pair = (section: Section, old: Section | undefined): void => {
    if (!old) return
    pairs.set(section, old)
    left.delete(old)
  }
  for (const section of after) pair(section, [...left].find((old) => old.section === section.section))
  for (const section of after) {
    if (pairs.has(section)) continue
    const places = new Set(section.ask.map((ask) => ask.at).filter((at) => at !== undefined))
    pair(section, [...left].find((old) => old.ask.some((ask) => ask.at !== undefined && places.has(ask.at))))
  }
  return pairs
}

/** Texts have no place in the answers; they are compared by what they say. */
function textDifferences(after: readonly Section[], pairs: ReadonlyMap<Section, Section>, before: readonly Section[]): Difference[] {
  const texts = (section: Section | undefined): readonly Ask[] => (section?.ask ?? []).filter((ask) => ask.at === undefined)
  const known = new Set(pairs.values())
  const of = (index: number, ask: Ask, what: 'added' | 'removed'): Difference => ({ at: `/ui/${index}`, of: 'text', what, title: '文字', [what === 'added' ? 'after' : 'before']: words(ask.text) })
  const lacks = (list: readonly Ask[], ask: Ask): boolean => !list.some((one) => isSame(one as unknown as Json, ask as unknown as Json))
  return [
    ...after.flatMap((section, index) => texts(section).filter((ask) => lacks(texts(pairs.get(section)), ask)).map((ask) => of(index, ask, 'added'))),
    ...after.flatMap((section, index) => texts(pairs.get(section)).filter((ask) => lacks(texts(section), ask)).map((ask) => of(index, ask, 'removed'))),
    ...before.flatMap((section, index) => (known.has(section) ? [] : texts(section).map((ask) => of(index, ask, 'removed')))),
  ]
}

interface Stood {
  readonly ask: Ask
  readonly section: string
  readonly schema: JsonSchema | undefined
  readonly isRequired: boolean
}

function questionsOf(form: Form): Map<string, Stood> {
  const found = new Map<string, Stood>()
  for (const { section, ask } of form.ui) for (const one of ask) {
    if (one.at === undefined) continue
    const path = pathOf(one.at)
    found.set(one.at, { ask: one, section, schema: schemaAt(form.schema, path), isRequired: isRequired(schemaAt(form.schema, path.slice(0, -1)), path.at(-1)) })
  }
  return found
}

const titleOf = ({ ask, schema }: Stood): string => `“${ask.title ?? (typeof schema?.['title'] === 'string' ? schema['title'] : ask.at!)}”`

/** What a question says of itself, and what the schema says of its answer. */
const saidBy = ({ ask: { at: _, columns: __, ...ask }, schema, isRequired: required }: Stood): Record<string, unknown> => {
  const { items, properties, required: ___, ...own } = schema ?? {}
  return { ...own, ...(properties ? { properties } : {}), ...(items && !(items as JsonSchema)['properties'] ? { items } : {}), ...ask, title: ask.title ?? own['title'], required }
}

function questionDifferences(before: Form, after: Form): Difference[] {
  const [old, now] = [questionsOf(before), questionsOf(after)]
  const from = (at: string, stood: Stood): string | undefined => (old.has(at) ? at : stood.ask.was !== undefined && old.has(stood.ask.was) ? stood.ask.was : undefined)
  const places = [...old.keys()]
  const positions = new Map(places.map((at, index) => [at, index]))
  const steady = longestRise([...now].map(([at, stood]) => from(at, stood)).filter((at) => at !== undefined).map((at) => positions.get(at)!))
  const found: Difference[] = []
  const known = new Set<string>()
  for (const [at, stood] of now) {
    const was = from(at, stood)
    if (was === undefined) {
      found.push({ at, of: 'question', what: 'added', title: titleOf(stood), after: `在“${stood.section}”` })
      continue
    }
    known.add(was)
    const earlier = old.get(was)!
    if (was !== at) found.push({ at, of: 'question', what: 'changed', title: `${titleOf(stood)}的位置`, before: was, after: at })
    const isMoved = earlier.section !== stood.section && after.ui.some(({ section }) => section === earlier.section)
    if (isMoved || !steady.has(positions.get(was)!)) found.push({ at, of: 'question', what: 'moved', title: titleOf(stood), before: `在“${earlier.section}”`, after: `在“${stood.section}”` })
    found.push(...changes(at, 'question', titleOf(stood), saidBy(earlier), saidBy(stood)), ...columnDifferences(at, earlier, stood))
  }
  return [...found, ...places.filter((at) => !known.has(at)).map((at): Difference => ({ at, of: 'question', what: 'removed', title: titleOf(old.get(at)!), before: `在“${old.get(at)!.section}”` }))]
}

function columnDifferences(at: string, before: Stood, after: Stood): Difference[] {
  const read = ({ ask, schema }: Stood): Map<string, { said: Record<string, unknown>; title: string }> => {
    const items = (schema?.['items'] ?? {}) as JsonSchema
    const columns = ask.columns ?? Object.keys((items['properties'] ?? {}) as object)
    return new Map(columns.map((one): Column => (typeof one === 'string' ? { name: one } : one)).map(({ name, ...column }) => {
      const cell = schemaAt(items, [name]) ?? {}
      const title = column.title ?? cell['title']
      return [name, { said: { ...cell, ...column, title, required: isRequired(items, name) }, title: `“${typeof title === 'string' ? title : name}”` }]
    }))
  }
  const [old, now, whole] = [read(before), read(after), titleOf(after)]
  const names = [...old.keys()]
  const steady = longestRise([...now.keys()].filter((name) => old.has(name)).map((name) => names.indexOf(name)))
  const place = (name: string): string => `${at}/*/${name}`
  return [
    ...[...now].flatMap(([name, { said, title }]): Difference[] => {
      const earlier = old.get(name)
      if (!earlier) return [{ at: place(name), of: 'column', what: 'added', title: `${whole}的列${title}` }]
      const moved: Difference[] = steady.has(names.indexOf(name)) ? [] : [{ at: place(name), of: 'column', what: 'moved', title: `${whole}的列${title}`, before: `第 ${names.indexOf(name) + 1} 列`, after: `第 ${[...now.keys()].indexOf(name) + 1} 列` }]
      return [...moved, ...changes(place(name), 'column', `${whole}的列${title}`, earlier.said, said)]
    }),
    ...names.filter((name) => !now.has(name)).map((name): Difference => ({ at: place(name), of: 'column', what: 'removed', title: `${whole}的列${old.get(name)!.title}` })),
  ]
}

/** Rules are the same by what they say or by what they demand. */
function ruleDifferences(before: readonly Rule[], after: readonly Rule[]): Difference[] {
  const left = new Set(before)
  const pairs = new Map<Rule, Rule>()
  for (const alike of [(one: Rule, other: Rule) => isSame(one as unknown as Json, other as unknown as Json), (one: Rule, other: Rule) => one.say === other.say, (one: Rule, other: Rule) => one.must === other.must]) {
    for (const rule of after) {
      const old = pairs.has(rule) ? undefined : [...left].find((one) => alike(one, rule))
      if (!old) continue
      pairs.set(rule, old)
      left.delete(old)
    }
  }
  return [
    ...after.flatMap((rule, index): Difference[] => {
      const old = pairs.get(rule)
      const [at, title] = [`/rules/${index}`, `规则“${rule.say}”`]
      return old ? changes(at, 'rule', title, { ...old }, { ...rule }) : [{ at, of: 'rule', what: 'added', title, after: rule.must }]
    }),
    ...[...left].map((rule): Difference => ({ at: `/rules/${before.indexOf(rule)}`, of: 'rule', what: 'removed', title: `规则“${rule.say}”`, before: rule.must })),
  ]
}

/** The longest part of a list of different numbers that rises: what kept its order; the rest has moved. */
function longestRise(list: readonly number[]): Set<number> {
  const ends: number[] = []
  const before = new Map<number, number | undefined>()
  for (const one of list) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle]! < one) low = middle + 1
      else high = middle
    }
    before.set(one, ends[low - 1])
    ends[low] = one
  }
  const found = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = before.get(at)) found.add(at)
  return found
}
