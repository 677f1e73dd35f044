import type { ValidationError } from './check.ts'
import type { AnswerError, PublishedAsk } from './form.ts'

type Say = (title: string, limit: unknown, ask: PublishedAsk | undefined) => string

const SAYINGS: Readonly<Record<string, Say>> = {
  type: (title) => `“${title}”的填写形式不对`,
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

/** Says in plain Chinese what the validator found, with the title that the person saw. */
export function messageFor(error: ValidationError, askAt: (at: string) => PublishedAsk | undefined): AnswerError {
  if (error.keyword === 'additionalProperties') {
    const name = String(error.params['additionalProperty'])
    return { at: `${error.instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, code: 'unknown-field', message: `表单中没有“${name}”这一项` }
  }
  const ask = nearest(error.instancePath, askAt)
  const title = ask?.title ?? error.instancePath
  const code = error.keyword
  if (code === 'format') return { at: error.instancePath, code, message: `“${title}”${FORMATS[String(error.params['format'])] ?? '的格式不对'}` }
  const say = SAYINGS[code]
  return { at: error.instancePath, code, message: say ? say(title, error.params['limit'] ?? error.params['multipleOf'], ask) : `“${title}”不符合要求` }
}

function nearest(at: string, askAt: (at: string) => PublishedAsk | undefined): PublishedAsk | undefined {
  for (let place = at; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const found = askAt(place)
    if (found) return found
  }
  return undefined
}
