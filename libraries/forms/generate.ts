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

interface Part {
  readonly section: Section
  readonly fields: Readonly<Record<string, JsonSchema>>
  readonly required: readonly string[]
}

/** A plain form for an item without dossier, marked 示例: who applies, how to reach them, what is asked, materials, commitment. */
export function generateForm(source: FormSource): Form {
  const firm = source.audience.length > 0 && !source.audience.includes('person')
  const parts = [firm ? firmPart : personPart, contactPart, matterPart, ...materialPart(source.materials), commitmentPart]
  return {
    id: source.id, title: `${source.name}申请表（示例）`, example: true,
    schema: { type: 'object', required: parts.flatMap((part) => part.required), properties: Object.assign({}, ...parts.map((part) => part.fields)) as Readonly<Record<string, JsonSchema>> },
    ui: parts.map((part) => part.section),
  }
}

const personPart: Part = {
  section: {
    section: '申请人', ask: [
      { at: '/applicantName', kind: 'person-name', prefill: 'applicant.name', correctable: false },
      { at: '/applicantNumber', kind: 'identity-number', prefill: 'applicant.identityNumber', correctable: false },
      { at: '/address', kind: 'address', prefill: 'applicant.address' },
    ],
  },
  fields: { applicantName: { title: '姓名' }, applicantNumber: { title: '公民身份号码' }, address: { title: '现居住地' } },
  required: ['applicantName', 'applicantNumber', 'address'],
}

const firmPart: Part = {
  section: {
    section: '申请单位', ask: [
      { at: '/firmName', kind: 'text', prefill: 'applicant.name', correctable: false },
      { at: '/creditCode', kind: 'credit-code', prefill: 'applicant.creditCode', correctable: false },
      { at: '/legalPerson', kind: 'person-name', prefill: 'applicant.legalPerson.name' },
      { at: '/address', kind: 'address', prefill: 'applicant.address' },
    ],
  },
  fields: { firmName: { title: '单位名称' }, creditCode: { title: '统一社会信用代码' }, legalPerson: { title: '法定代表人（负责人）' }, address: { title: '住所' } },
  required: ['firmName', 'creditCode', 'legalPerson', 'address'],
}

const contactPart: Part = {
  section: { section: '联系方式', ask: [{ at: '/contactName', kind: 'person-name' }, { at: '/contactMobile', kind: 'mobile', prefill: 'applicant.mobile' }] },
  fields: { contactName: { title: '联系人' }, contactMobile: { title: '手机号码' } },
  required: ['contactMobile'],
}

const matterPart: Part = {
  section: { section: '申请事项', ask: [{ at: '/reason', kind: 'long-text', help: '简要说明申请什么、为什么申请' }] },
  fields: { reason: { title: '申请内容和理由', maxLength: 2000 } },
  required: ['reason'],
}

const commitmentPart: Part = {
  section: {
    section: '承诺', ask: [
      { at: '/commitment', kind: 'statement', text: '本人（单位）承诺所填内容和所交材料真实、合法、有效，如有虚假，愿承担相应法律责任。' },
      { at: '/signature', kind: 'signature-typed' },
    ],
  },
  fields: { commitment: { title: '真实性承诺' }, signature: { title: '签名' } },
  required: ['commitment', 'signature'],
}

function materialPart(materials: readonly GeneratedMaterial[]): Part[] {
  const uploads = materials.filter((one) => one.upload !== false)
  if (uploads.length === 0) return []
  const name = (index: number): string => `material${index + 1}`
  const ask = uploads.map((one, index): Ask => ({ at: `/${name(index)}`, kind: 'file', material: one.id, accepts: one.accepts ?? ['pdf', 'image'], ...(one.when === undefined ? {} : { when: one.when }) }))
  return [{
    section: { section: '材料', ask },
    fields: Object.fromEntries(uploads.map((one, index) => [name(index), { title: one.name }])),
    required: uploads.flatMap((one, index) => (one.required === false ? [] : [name(index)])),
  }]
}
