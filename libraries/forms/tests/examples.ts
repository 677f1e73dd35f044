import assert from 'node:assert/strict'
import type { Answers, Facts, Form, Formats, PublishedForm, Surroundings, Validate } from '../index.ts'
import { check, emitValidator, loadValidator, plainKinds, publishForm } from '../index.ts'
import type { Kinds } from '../index.ts'

/** Stand-ins for the identifiers library, enough for the reserved test range. */
export const formats: Formats = {
  'citizen-number': (text) => /^2299\d{13}[\dX]$/.test(text),
  'credit-code': (text) => /^[0-9A-Z]{18}$/.test(text),
}

/** Kinds of a house: the plain ones, and what its own forms need beside them. */
export const kinds: Kinds = {
  ...plainKinds,
  'money': { schema: { type: 'number', minimum: 0, multipleOf: 0.01 } },
  'person-name': { schema: { type: 'string', format: 'person-name' }, formats: ['person-name'] },
  'identity-number': { schema: { type: 'string', format: 'citizen-number' }, formats: ['citizen-number'] },
  'credit-code': { schema: { type: 'string', format: 'credit-code' }, formats: ['credit-code'] },
  'mobile': { schema: { type: 'string', format: 'mobile' }, formats: ['mobile'] },
  'bank-account': { schema: { type: 'string', format: 'bank-account' } },
  'address': { schema: { type: 'object', required: ['division', 'detail'], additionalProperties: false, properties: { division: { type: 'string', title: '所在村', pattern: '^\\d{12}$' }, detail: { type: 'string', title: '详细地址' } } } },
  'file': { schema: { type: 'array', items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } }, additionalProperties: false } }, verb: '请上传' },
  'signature-typed': { schema: { type: 'string', maxLength: 50 }, verb: '请签署' },
  'period': { schema: { type: 'object', required: ['from', 'to'], additionalProperties: false, properties: { from: { type: 'string', format: 'date' }, to: { type: 'string', format: 'date' } } }, must: [{ must: 'date(value.from) <= date(value.to)', say: '的结束不能早于开始' }] },
}

export const surroundings: Surroundings = {
  formats, kinds,
  concepts: {
    person: {
      name: '自然人',
      schema: {
        type: 'object', required: ['name', 'identityNumber'],
        properties: { name: { title: '姓名', type: 'string', format: 'person-name' }, identityNumber: { title: '公民身份号码', type: 'string', format: 'citizen-number' }, phone: { title: '手机号码', type: 'string', format: 'mobile' } },
      },
    },
  },
}

/** 最低生活保障申请, cut to what shows every side of the engine. */
export const allowance: Form = {
  id: 'minimum-living-allowance', title: '最低生活保障申请书',
  schema: {
    type: 'object', required: ['applicant', 'members', 'income', 'promise'],
    properties: {
      applicant: { $ref: 'concept:person' },
      members: { title: '家庭成员', type: 'array', minItems: 1, maxItems: 20, items: { type: 'object', required: ['name', 'relation', 'income'], properties: { name: { title: '姓名', format: 'person-name', type: 'string' }, relation: { title: '关系', enum: ['本人', '配偶', '子女', '父母'] }, disabled: { title: '残疾', type: 'boolean' }, level: { title: '残疾等级', enum: ['一级', '二级', '三级'] }, income: { title: '年收入' }, monthly: { title: '月收入', type: 'number' } } } },
      income: { title: '其他年收入' },
      average: { title: '月人均收入', type: 'number', readOnly: true },
      hasSupporter: { title: '有无户外赡养人' },
      supporterFee: { title: '每月赡养费' },
      supporterWaiver: { title: '赡养人同意核对' },
      village: { title: '所在村' },
      home: { title: '住址' },
      deathProof: { title: '病历' },
      account: { title: '社保卡账号' },
      promise: { title: '如实申报承诺' },
    },
  },
  ui: [
    { section: '申请人', ask: [{ at: '/applicant', prefill: 'people' }, { at: '/home', kind: 'address', prefill: 'people.home' }, { kind: 'note', text: '以家庭为单位申请。' }] },
    {
      section: '家庭', ask: [
        {
          at: '/members', kind: 'rows', columns: [
            { name: 'name', prefill: 'household.name' }, 'relation', { name: 'disabled', kind: 'yes-no' }, { name: 'level', when: 'disabled = true', require: 'disabled = true' },
            { name: 'income', kind: 'money' }, { name: 'monthly', compute: 'decimal(income / 12, 2)' },
          ],
        },
        { at: '/income', kind: 'money', unit: '元' },
        { at: '/average', compute: 'decimal((sum(members.income) + income + (if supporterFee = null then 0 else supporterFee) * 12) / 12 / count(members), 2)' },
      ],
    },
    { section: '赡养人', when: 'scope = "family"', ask: [{ at: '/hasSupporter', kind: 'yes-no' }, { at: '/supporterFee', kind: 'money', when: 'hasSupporter = true', require: 'true' }, { at: '/supporterWaiver', kind: 'statement', when: 'supporterFee > 0' }] },
    { section: '其他', ask: [{ at: '/village', kind: 'choose-one', options: 'villages' }, { at: '/deathProof', kind: 'file', when: 'hardship = "illness"', require: 'true', material: 'm6' }, { at: '/account', kind: 'bank-account' }, { at: '/promise', kind: 'statement', text: '承诺如实申报' }] },
  ],
  rules: [
    { must: 'count(members[relation = "本人"]) = 1', say: '家庭成员中须有且仅有一位“本人”', at: '/members', clause: '办法 第五条' },
    { when: 'scope = "single"', must: 'count(members) = 1', say: '按单人申请只填一人' },
  ],
}

export const facts: Facts = { scope: 'family', hardship: 'none', villages: [{ value: '220102001001', label: '东社区' }, { value: '220102001002', label: '西社区' }] }

export const answers: Answers = {
  applicant: { name: '王小明', identityNumber: '229901199001011234' },
  members: [{ name: '王小明', relation: '本人', income: 3000 }, { name: '李红', relation: '配偶', income: 3240.5 }],
  income: 0, village: '220102001001', promise: true, hasSupporter: false,
}

export function published(form: Form = allowance): PublishedForm {
  const found = publishForm(form, surroundings)
  assert.ok(found.ok, found.ok ? '' : JSON.stringify(found.problems))
  return found.value
}

export async function checker(form: Form = allowance): Promise<(given: Answers, known?: Facts) => ReturnType<typeof check>> {
  const ready = published(form)
  const validate: Validate = await loadValidator(emitValidator(ready), formats)
  return (given, known = facts) => check(ready, validate, given, known)
}
