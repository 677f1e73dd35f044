import type { Ask, Form, JsonSchema, Section } from './form.ts'

export interface FormSource {
  readonly id: string
  readonly name: string
  /** Who applies; the first that is known decides: `person`, `firm`, `individual-business`, `public-institution`, … */
  readonly audience: readonly string[]
  readonly materials: readonly GeneratedMaterial[]
}

export interface GeneratedMaterial {
  readonly id: string
  readonly name: string
  /** FEEL; left out means always. */
  readonly when?: string
  readonly required?: boolean
  /** Made from this form or held by the state: nothing to upload. */
  readonly upload?: boolean
  readonly accepts?: readonly string[]
}

/** What a generated form asks with, by the names that the house gives its kinds. */
export interface KindNames {
  readonly personName: string
  readonly identityNumber: string
  readonly creditCode: string
  readonly mobile: string
  readonly address: string
  readonly text: string
  readonly longText: string
  readonly file: string
  readonly statement: string
  readonly signature: string
}

/** Expected of a house that hands in no names of its own; publishing tells when one is missing. */
export const usualNames: KindNames = {
  personName: 'person-name', identityNumber: 'identity-number', creditCode: 'credit-code', mobile: 'mobile', address: 'address', text: 'text', longText: 'long-text', file: 'file', statement: 'statement', signature: 'signature-typed',
}

interface Part {
  readonly section: Section
  readonly fields: Readonly<Record<string, JsonSchema>>
  readonly required: readonly string[]
}

/** A plain form for an item without dossier, marked 示例: who applies, how to reach them, what is asked, materials, commitment. */
export function generateForm(source: FormSource, names: KindNames = usualNames): Form {
  const firm = source.audience.length > 0 && !source.audience.includes('person')
  const parts = [firm ? firmPart(names) : personPart(names), contactPart(names), matterPart(names), ...materialPart(source.materials, names), commitmentPart(names)]
  return {
    id: source.id, title: `${source.name}申请表（示例）`, example: true,
    schema: { type: 'object', required: parts.flatMap((part) => part.required), properties: Object.assign({}, ...parts.map((part) => part.fields)) as Readonly<Record<string, JsonSchema>> },
    ui: parts.map((part) => part.section),
  }
}

const personPart = (names: KindNames): Part => ({
  section: {
    section: '申请人', ask: [
      { at: '/applicantName', kind: names.personName, prefill: 'applicant.name', correctable: false },
      { at: '/applicantNumber', kind: names.identityNumber, prefill: 'applicant.identityNumber', correctable: false },
      { at: '/address', kind: names.address, prefill: 'applicant.address' },
    ],
  },
  fields: { applicantName: { title: '姓名' }, applicantNumber: { title: '公民身份号码' }, address: { title: '现居住地' } },
  required: ['applicantName', 'applicantNumber', 'address'],
})

const firmPart = (names: KindNames): Part => ({
  section: {
    section: '申请单位', ask: [
      { at: '/firmName', kind: names.text, prefill: 'applicant.name', correctable: false },
      { at: '/creditCode', kind: names.creditCode, prefill: 'applicant.creditCode', correctable: false },
      { at: '/legalPerson', kind: names.personName, prefill: 'applicant.legalPerson.name' },
      { at: '/address', kind: names.address, prefill: 'applicant.address' },
    ],
  },
  fields: { firmName: { title: '单位名称' }, creditCode: { title: '统一社会信用代码' }, legalPerson: { title: '法定代表人（负责人）' }, address: { title: '住所' } },
  required: ['firmName', 'creditCode', 'legalPerson', 'address'],
})

const contactPart = (names: KindNames): Part => ({
  section: { section: '联系方式', ask: [{ at: '/contactName', kind: names.personName }, { at: '/contactMobile', kind: names.mobile, prefill: 'applicant.mobile' }] },
  fields: { contactName: { title: '联系人' }, contactMobile: { title: '手机号码' } },
  required: ['contactMobile'],
})

const matterPart = (names: KindNames): Part => ({
  section: { section: '申请事项', ask: [{ at: '/reason', kind: names.longText, help: '简要说明申请什么、为什么申请' }] },
  fields: { reason: { title: '申请内容和理由', maxLength: 2000 } },
  required: ['reason'],
})

const commitmentPart = (names: KindNames): Part => ({
  section: {
    section: '承诺', ask: [
      { at: '/commitment', kind: names.statement, text: '本人（单位）承诺所填内容和所交材料真实、合法、有效，如有虚假，愿承担相应法律责任。' },
      { at: '/signature', kind: names.signature },
    ],
  },
  fields: { commitment: { title: '真实性承诺' }, signature: { title: '签名' } },
  required: ['commitment', 'signature'],
})

function materialPart(materials: readonly GeneratedMaterial[], names: KindNames): Part[] {
  const uploads = materials.filter((one) => one.upload !== false)
  if (uploads.length === 0) return []
  const name = (index: number): string => `material${index + 1}`
  const ask = uploads.map((one, index): Ask => ({ at: `/${name(index)}`, kind: names.file, material: one.id, accepts: one.accepts ?? ['pdf', 'image'], ...(one.when === undefined ? {} : { when: one.when }) }))
  return [{
    section: { section: '材料', ask },
    fields: Object.fromEntries(uploads.map((one, index) => [name(index), { title: one.name }])),
    required: uploads.flatMap((one, index) => (one.required === false ? [] : [name(index)])),
  }]
}
