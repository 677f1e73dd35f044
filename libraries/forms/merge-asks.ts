import type { Ask, Json, JsonSchema, Option } from './form.ts'
import type { OwnAsk } from './merge-reading.ts'
import { isSame } from './same.ts'
import type { Contradiction } from './strictest.ts'
import { strictest } from './strictest.ts'

/** Several forms' question as one; conditions come later, when it is known where everything stands. */
export interface Common {
  readonly key: string
  readonly from: readonly OwnAsk[]
  readonly schema: JsonSchema
  readonly ask: Omit<Ask, 'at' | 'when' | 'require'>
}

/** One question for all who ask it, as strict as the strictest; or why there can be none. */
export function commonAsk(key: string, from: readonly OwnAsk[]): Common | Contradiction {
  const [first, ...others] = from
  for (const other of others) {
    const apart = differ(first!, other)
    if (apart) return apart
  }
  let schema = first!.schema
  for (const other of others) {
    const both = strictest(schema, other.schema)
    if (!both.ok) return both
    schema = both.schema
  }
  const options = commonOptions(from)
  if (options && 'code' in options) return options
  const files = commonFiles(from)
  if (files?.length === 0) return { code: 'no-common-files', why: '能传的文件没有一种相同' }
  const { ask, source } = first!
  const prefill = from.map((one) => one.ask.prefill).find((one) => one !== undefined)
  const texts = (name: 'help' | 'clause'): object => {
    const said = [...new Set(from.map((one) => one.ask[name]).filter((one) => one !== undefined))]
    return said.length > 0 ? { [name]: said.join('；') } : {}
  }
  return {
    key, from, schema: { ...withoutTitle(schema), title: ask.title },
    ask: {
      kind: ask.kind, title: ask.title, ...texts('help'), ...texts('clause'), ...(prefill === undefined ? {} : { prefill }),
      ...(from.some((one) => !one.ask.correctable) ? { correctable: false } : {}), ...(options ? { options: options.list } : {}),
      ...(ask.unit === undefined ? {} : { unit: ask.unit }), ...(ask.text === undefined ? {} : { text: ask.text }), ...(ask.material === undefined ? {} : { material: ask.material }),
      ...(source.columns ? { columns: source.columns } : {}), ...(files ? { accepts: files } : {}),
    },
  }
}

const withoutTitle = ({ title: _, same: __, ...schema }: JsonSchema): JsonSchema => schema

/** What cannot be one question: told, and asked apart. */
function differ(left: OwnAsk, right: OwnAsk): Contradiction | undefined {
  if (left.ask.compute || right.ask.compute) return { code: 'computed', why: '由各自的表单算出' }
  if (left.ask.kind !== right.ask.kind) return { code: 'kind', why: `问法不同（${left.ask.kind}、${right.ask.kind}）` }
  if (left.ask.unit !== right.ask.unit) return { code: 'unit', why: `单位不同（${left.ask.unit ?? '无'}、${right.ask.unit ?? '无'}）` }
  if (left.ask.text !== right.ask.text) return { code: 'text', why: '要确认的话不同，不能替代' }
  if (left.ask.material !== right.ask.material) return { code: 'material', why: '对应的材料不同' }
  if (left.ask.optionsFrom || right.ask.optionsFrom) return { code: 'options', why: '选项由各自的条件得出' }
  if (!left.ask.columns && !right.ask.columns) return undefined
  return sameColumns(left, right) ? undefined : { code: 'columns', why: '表格的列或列的要求不同' }
}

/** Tables are one only when nothing of them depends on the form around. */
function sameColumns(left: OwnAsk, right: OwnAsk): boolean {
  const [one, other] = [left.ask.columns ?? [], right.ask.columns ?? []]
  const isPlain = [...one, ...other].every((column) => !column.when && !column.require && !column.compute && !column.optionsFrom)
  return isPlain && isSame(one as unknown as Json, other as unknown as Json) && isSame(left.schema['items'] as Json, right.schema['items'] as Json)
}

function commonOptions(from: readonly OwnAsk[]): { readonly list: readonly Option[] } | Contradiction | undefined {
  const lists = from.map(({ ask }) => ask.options)
  if (lists.some((list) => list === undefined)) return undefined
  const list = lists[0]!.filter((option) => lists.every((other) => other!.some((one) => one.value === option.value)))
  return list.length > 0 ? { list } : { code: 'no-common-options', why: '可选的内容没有一项相同' }
}

function commonFiles(from: readonly OwnAsk[]): readonly string[] | undefined {
  const lists = from.map(({ ask }) => ask.accepts).filter((list) => list !== undefined)
  return lists[0]?.filter((kind) => lists.every((list) => list.includes(kind)))
}
