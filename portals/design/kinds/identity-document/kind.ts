import { maskedIdentity } from '../../words/masks.ts'
import { defineKind } from '../kind.ts'
import { entriesOf } from '../listed.ts'

type Document = { readonly type?: string; readonly number?: string }

/** Kinds of papers by the codes of the province's dictionary cert-type. */
export const entries = entriesOf('111 居民身份证 516 港澳居民来往内地通行证 511 台湾居民来往大陆通行证 553 外国人永久居留身份证 414 普通护照')

/** The check digit of GB 11643. */
const sum = 'sum(for i in 1..17 return [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][i] * number(substring(value.number, i, 1)))'
const isCitizen = `if matches(value.number, "^[0-9]{17}[0-9X]$") then date(substring(value.number, 7, 4) + "-" + substring(value.number, 11, 2) + "-" + substring(value.number, 13, 2)) != null and substring("10X98765432", modulo(${sum}, 11) + 1, 1) = substring(value.number, 18, 1) else false`
const fits = (type: string, holds: string, say: string) => ({ must: `value.type != "${type}" or value.number = null or (${holds})`, say })

export const identityDocument = defineKind({
  schema: {
    type: 'object', required: ['type', 'number'], additionalProperties: false,
    properties: { type: { type: 'string', enum: entries.map((one) => one.value) }, number: { type: 'string', minLength: 1, maxLength: 20 } },
  },
  must: [
    fits('111', isCitizen, '里的身份证号码不对，请核对 18 位号码'),
    fits('516', 'matches(value.number, "^[HM][0-9]{8}([0-9]{2})?$")', '里的通行证号码不对，应是 H 或 M 加 8 位或 10 位数字'),
    fits('511', 'matches(value.number, "^[0-9]{8}$")', '里的通行证号码不对，应是 8 位数字'),
    fits('553', 'matches(value.number, "^[A-Z]{3}[0-9]{12}$") or matches(value.number, "^9[0-9]{17}$")', '里的居留证号码不对，应是 15 位（三个字母开头）或 18 位（9 开头）'),
    fits('414', 'matches(value.number, "^[A-Z0-9]{5,20}$")', '里的护照号码不对，应是 5 到 20 位字母或数字'),
  ],
  name: 'identity-document',
  words: ({ type, number }: Document, { isWhole }) => `${entries.find((one) => one.value === type)?.label ?? ''} ${isWhole ? number : maskedIdentity(number)}`.trim(),
})
