import type { ValidationError } from './check.ts'
import { noDay } from './days.ts'
import type { AnswerError, Answers, Json, JsonSchema, PublishedAsk } from './form.ts'

type Say = (title: string, limit: unknown, ask: PublishedAsk | undefined) => string

const TYPES: Readonly<Record<string, string>> = { number: '请填数字', integer: '请填整数，不带小数', boolean: '请选“是”或“否”' }

const SAYINGS: Readonly<Record<string, Say>> = {
  type: (title, limit) => `“${title}”${TYPES[String(limit)] ?? '的填写形式不对'}`,
  minLength: (title, limit) => `“${title}”至少 ${String(limit)} 个字`,
  maxLength: (title, limit) => `“${title}”最多 ${String(limit)} 个字`,
  pattern: (title) => `“${title}”的格式不对`,
  minimum: (title, limit) => `“${title}”不能小于 ${String(limit)}`,
  maximum: (title, limit) => `“${title}”不能大于 ${String(limit)}`,
  exclusiveMinimum: (title, limit) => `“${title}”须大于 ${String(limit)}`,
  exclusiveMaximum: (title, limit) => `“${title}”须小于 ${String(limit)}`,
  multipleOf: (title, limit, ask) => (ask?.kind === 'money' ? `“${title}”最多到分（两位小数）` : `“${title}”须是 ${String(limit)} 的整数倍`),
  enum: (title) => `“${title}”不在可选范围内`,
  const: (title) => `“${title}”不符合要求`,
  minItems: (title, limit) => `“${title}”至少 ${String(limit)} 项`,
  maxItems: (title, limit) => `“${title}”最多 ${String(limit)} 项`,
  uniqueItems: (title) => `“${title}”有重复`,
  required: (title) => `请把“${title}”填写完整`,
}

const FORMATS: Readonly<Record<string, string>> = {
  'citizen-number': '不是有效的公民身份号码，请核对 18 位号码', 'credit-code': '不是有效的统一社会信用代码，请核对 18 位代码',
  'mobile': '不是有效的手机号码', 'date': '不是有效的日期', 'person-name': '不是有效的姓名', 'bank-account': '不是有效的银行账号',
}

/** What a part of an answer is told by its own title. */
const BY_PART = /^(type|multipleOf|exclusiveM(in|ax)imum|m(in|ax)(imum|Length|Items))$/

/** What is looked at, so that a part is called by its own title. */
export interface Looked { readonly schema: JsonSchema; readonly answers: Answers }

/** Says in plain Chinese what the validator found, with the title that the person saw. */
export function messageFor(error: ValidationError, askAt: (at: string) => PublishedAsk | undefined, looked?: Looked): AnswerError {
  if (error.keyword === 'additionalProperties') {
    const name = String(error.params['additionalProperty'])
    return { at: `${error.instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, code: 'unknown-field', message: `表单中没有“${name}”这一项` }
  }
  const code = error.keyword
  const ask = nearest(error.instancePath, askAt)
  const whole = ask?.title ?? error.instancePath
  const part = looked && BY_PART.test(code) && !askAt(error.instancePath) ? titleAt(looked.schema, error.instancePath) : undefined
  const title = part && part !== whole ? `${whole}”的“${part}` : whole
  if (code === 'format') return { at: error.instancePath, code, message: `“${title}”${wrongDay(error, looked) ?? FORMATS[String(error.params['format'])] ?? '的格式不对'}` }
  const say = SAYINGS[code]
  return { at: error.instancePath, code, message: say ? say(title, error.params['limit'] ?? error.params['multipleOf'] ?? error.params['type'], ask) : `“${title}”不符合要求` }
}

function nearest(at: string, askAt: (at: string) => PublishedAsk | undefined): PublishedAsk | undefined {
  for (let place = at; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const found = askAt(place)
    if (found) return found
  }
  return undefined
}

const steps = (at: string): string[] => at.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The title that the schema gives to a part of an answer. */
function titleAt(schema: JsonSchema, at: string): string | undefined {
  let node: JsonSchema | undefined = schema
  for (const step of steps(at)) {
    const parts: Readonly<Record<string, JsonSchema>> | undefined = node?.['properties'] as Readonly<Record<string, JsonSchema>> | undefined
    node = (parts && Object.hasOwn(parts, step) ? parts[step] : node?.['items']) as JsonSchema | undefined
  }
  return typeof node?.['title'] === 'string' ? node['title'] : undefined
}

/** That a month has no such day is said with how many it has. */
function wrongDay(error: ValidationError, looked: Looked | undefined): string | undefined {
  if (error.params['format'] !== 'date' || !looked) return undefined
  let value: Json | undefined = looked.answers as Json
  for (const step of steps(error.instancePath)) value = typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as Readonly<Record<string, Json>>)[step] : undefined
  return typeof value === 'string' ? noDay(value) : undefined
}
