import { join, resolve } from 'node:path'
import { readRegisters } from '#modules/data/registers/definitions.ts'
import type { Made, Refused } from '../new.ts'

/** A register of things that belong to persons; its table is made when the province starts. */
export function newRegister(id: string, given: string | undefined, root: string, into: string | undefined): Made | Refused {
  const own = join(root, 'catalogue')
  const place = into ? resolve(into) : own
  const known = readRegisters(place === own ? [own] : [own, place]).registers.get(id)
  if (known) return { refused: `已经有数据库 ${id}（${known.name}）。换一个名字，或直接改它。` }
  const name = given ?? `示例库（${id}）`
  return {
    folder: join(place, 'registers', id), files: { 'register.yaml': text(name) },
    next: `把里面的字段换成真的，然后：npm run check -- catalogue\n下次启动时建表；以后加字段可以，改字段类型要用新名字。事项里用 facts 或 materials 的 held: { register: ${id} } 读它。`,
  }
}

const text = (name: string): string => `name: ${name}
one: 一条记录
key: number
owner: government-service
subject: person
fields:
  number: { name: 编号, type: text, find: exact }
  person: { name: 身份号码, type: citizen-identity-number, secrecy: sensitive, find: exact, required: true }
  title: { name: 名称, type: text, required: true }
  state: { name: 状态, type: choice, values: [有效, 注销] }
  since: { name: 登记日期, type: date }
sources: [{ department: government-service, gives: [number, person, title, state, since] }]
sharing: { class: conditional, reason: 个人信息保护法 第十三条, purposes: [approval] }
certainty: C
note: 示例，由生成器写出，待填写
`
