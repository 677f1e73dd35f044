import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readCatalogue } from '#modules/capabilities/items/catalogue.ts'
import { readLicenceTypes } from '#modules/capabilities/licences/types.ts'
import type { Made, Refused } from '../new.ts'

/** A complete item with its form, its own licence type and a case that is granted; everything in it is to be replaced. */
export function newItem(id: string, given: string | undefined, root: string, into: string | undefined): Made | Refused {
  const own = join(root, 'catalogue')
  const place = into ? resolve(into) : own
  const roots = place === own ? [own] : [own, place]
  const catalogue = readCatalogue(roots)
  if (catalogue.items.has(id)) return { refused: `目录里已经有事项 ${id}（${catalogue.items.get(id)!.value.name}）。换一个名字，或直接改它。` }
  const types = readLicenceTypes(roots).types
  if (types.has(id)) return { refused: `已经有证照类型 ${id}（${types.get(id)!.name}）。换一个事项名字。` }
  const name = given ?? `示例事项（${id}）`
  const serial = free(new Set([...types.values()].map((t) => t.serial)), id)
  const number = free(new Set([...catalogue.items.values()].map((i) => i.value.code.basic.slice(6, 9))), id)
  if (!serial || !number) return { refused: '测试号段 901–999 已经用完，请填写正式编码。' }
  // A folder with `items` in it is a whole catalogue; any other holds items directly.
  const folder = place === own || existsSync(join(place, 'items')) ? join(place, 'items', id) : join(place, id)
  const show = place === own ? '' : `CATALOGUE_PATH=${into} `
  return {
    folder,
    files: { 'item.yaml': item(id, name, number), 'form.json': form(name), 'licence.yaml': licence(name, serial), 'cases.yaml': cases },
    next: `现在就能走通：${show}npm run walk -- ${id}\n把里面的示例内容换成这件事的要素，然后：${show}npm run check -- catalogue\n怎么写：docs/guides/add-a-service-item.md`,
  }
}

/** A number of the test range that nobody has, chosen by the name, so that items made apart seldom meet. */
function free(taken: ReadonlySet<string>, id: string): string | undefined {
  const left = Array.from({ length: 99 }, (_, i) => String(901 + i)).filter((n) => !taken.has(n))
  return left[[...id].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 0) % left.length]
}

const item = (id: string, name: string, number: string): string => `name: ${name}
code: { basic: "222000${number}000", certainty: C }
type: 公共服务
for: [person]
summary: ${name}，请写一句居民看得懂的说明。
words: [${name}]
theme: 其他
offices:
  accept: { department: government-service, level: county }
  decide: same
  window: hall
basis:
  - { law: 示例依据，待填写, certainty: C }
kind: promised
limits: { statutory: 20 workdays, promise: 5 workdays, supplement: 10 workdays, deliver: 5 workdays }
visits: 0
online: IV
channels: [web, phone, counter]
fee: none
assurance: real-name
parties:
  applicant: { concept: person, name: 申请人, acts: applicant, key: identityNumber }
situations:
  - id: first
    ask: 是第一次办吗？
    choose: yes-no
    certainty: C
conditions:
  - { id: adult, must: 'applicant = null or ageOf(applicant.birthDate) >= 18', refuse: 年满 18 周岁才能办。, clause: 示例依据，待填写, at: submit, certainty: C }
materials:
  - { id: application, name: ${name}申请表, made: from-form, clause: 示例依据，待填写, certainty: C }
  - { id: identity, name: 居民身份证, held: { licence: id-card, of: applicant }, clause: 示例依据，待填写, certainty: C }
  - { id: proof, name: 有关证明, from: applicant, accepts: [pdf, image], when: first = true, checks: [在有效期内], clause: 示例依据，待填写, certainty: C }
process:
  use: promised
outcomes:
  granted:
    licence: ${id}
    name: ${name}证
    valid: 1 years
    holder: applicant
    seal: issuer
    fields:
      - { label: 持证人, value: applicant.name }
      - { label: 内容, value: form.what }
  refused: { document: 不予办理决定书, appeal: { review: 60 calendar-days, lawsuit: 6 months } }
  terminated: { document: 终止办理通知书, when: 申请人撤回，或逾期未补正 }
faq:
  - { ask: 要钱吗？, answer: 不收费。 }
mistakes:
  - 证明过期
below: [place, hours, telephone, promise]
effective: { from: 2026-01-01 }
sample: true
certainty: { 全部: C }
source: 示例，由生成器写出，待填写
`

const form = (name: string): string => `${JSON.stringify({
  title: `${name}申请表`,
  schema: {
    type: 'object', required: ['name', 'identityNumber', 'phone', 'what', 'truth', 'signature'],
    properties: { name: { title: '姓名' }, identityNumber: { title: '公民身份号码' }, phone: { title: '手机号码' }, what: { title: '申请内容', maxLength: 100 }, truth: { title: '承诺' }, signature: { title: '签名' } },
  },
  ui: [
    { section: '申请人', ask: [
      { at: '/name', kind: 'person-name', prefill: 'applicant.name', correctable: false }, { at: '/identityNumber', kind: 'identity-number', prefill: 'applicant.identityNumber', correctable: false },
      { at: '/phone', kind: 'mobile', prefill: 'applicant.phone' },
    ] },
    { section: '申请内容', ask: [{ at: '/what', kind: 'text' }] },
    { section: '承诺与签名', ask: [{ at: '/truth', kind: 'statement', text: '以上内容真实。' }, { at: '/signature', kind: 'signature-typed' }] },
  ],
}, null, 2)}\n`

const licence = (name: string, serial: string): string => `name: ${name}证
holder: [person]
definedBy: 示例部门
department: government-service
serial: "${serial}"
certainty: C
fields:
  - { label: 证号, kind: text }
  - { label: 持证人, kind: text }
  - { label: 内容, kind: text }
  - { label: 有效期, kind: date-range }
  - { label: 发证机关, kind: text }
numbering: { pattern: "{division:6}{year:4}第{serial:6}号" }
valid: 1 years
states: [valid, suspended, revoked, cancelled, expired]
seal: { kind: issuer, text: 发证机关公章 }
layout: { orientation: landscape, title: ${name}证 }
`

const cases = `- title: 材料齐全，准予
  as: { person: adult }
  situations: { first: true }
  form: { what: 示例内容, truth: true, signature: '{name:1}' }
  expect:
    outcome: granted
    licence: { 内容: 示例内容 }
    uploaded: [proof]
    reused: [identity]
- title: 缺证明，一次告知后补正，准予
  as: { person: adult }
  situations: { first: true }
  form: { what: 示例内容, truth: true, signature: '{name:1}' }
  omit: [proof]
  steps:
    - { action: accept, decision: supplement, comment: 缺证明，请补交。, note: proof }
    - { action: accept, decision: accepted, comment: 已补交，予以受理。 }
  expect: { outcome: granted, uploaded: [proof] }
- title: 不符合条件，不予办理
  as: { person: adult }
  situations: { first: false }
  form: { what: 示例内容, truth: true, signature: '{name:1}' }
  steps:
    - { action: decide, decision: refused, comment: 不符合办理条件。, clause: 示例依据，待填写 }
  expect: { outcome: refused, clause: 示例依据，待填写 }
`
