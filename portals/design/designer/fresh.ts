import type { Draft } from '@xiangyun/forms/editing'
import { blankOf, freeName } from '@xiangyun/forms/editing'
import type { Form, JsonSchema } from '@xiangyun/forms/form'
import { publishForm, type Surroundings } from '@xiangyun/forms/publish'
import type { Design } from './designing.ts'

/** Names of things that nearly every form asks for, as the catalogue writes them. */
const usual: Readonly<Record<string, string>> = {
  姓名: 'name', 名称: 'name', 公民身份号码: 'identityNumber', 身份证号: 'identityNumber', 手机号码: 'phone', 手机: 'phone', 电话: 'phone', 联系电话: 'phone', 住址: 'home', 地址: 'address', 出生日期: 'born',
  性别: 'sex', 民族: 'nation', 承诺: 'commitment', 签名: 'signature', 单位名称: 'firmName', 统一社会信用代码: 'creditCode', 金额: 'amount', 数量: 'count', 备注: 'remark', 面积: 'area', 日期: 'day', 理由: 'reason',
}

/** A readable name for an answer from its title; stable once given. */
export async function nameFor(title: string): Promise<string> {
  const words = title.replace(/[（(].*$/, '').trim()
  const known = usual[words]
  if (known) return known
  const { pinyin } = await import('pinyin-pro')
  const parts = pinyin(words.slice(0, 8), { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).flatMap((part) => part.split(/[^A-Za-z0-9]+/)).filter(Boolean)
  const name = parts.map((part, index) => (index === 0 ? part.toLowerCase() : part.charAt(0).toUpperCase() + part.slice(1).toLowerCase())).join('')
  return /^[a-z]/.test(name) ? name : 'question'
}

/** A new question of a kind that can be asked at once; what a kind needs beside its role stands in its first example. */
export function freshQuestion(form: Form, kind: string, design: Design, surroundings: Surroundings): Draft {
  const role = design.kinds[kind]?.role
  const about = design.abouts[kind]
  const title = about?.title ?? kind
  const blank = blankOf(role)
  const plain: Draft = { name: freeName(form), title, ...blank, ask: { kind, ...blank.ask } }
  const example = about?.examples[0]
  // What the author alone can say is left to the author, and told as missing.
  const { accepts: _, ...exampleAsk } = example?.ask ?? {}
  const full: Draft = { ...plain, ask: { kind, ...blank.ask, ...exampleAsk }, schema: { ...blank.schema, ...example?.schema } }
  return canBeAsked(plain, role === 'note', surroundings) || !canBeAsked(full, role === 'note', surroundings) ? plain : full
}

function canBeAsked({ name, title, ask, schema }: Draft, isNote: boolean, surroundings: Surroundings): boolean {
  const properties: Record<string, JsonSchema> = isNote ? {} : { [name]: { title, ...schema } }
  const published = publishForm({ id: 'one', title: '', schema: { type: 'object', properties }, ui: [{ section: '', ask: [{ ...isNote ? {} : { at: `/${name}` }, ...ask, title }] }] }, surroundings)
  return published.ok || published.problems.every((one) => one.code === 'missing-setting' && one.at.endsWith('/accepts'))
}
