import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '有效期', group: 'time',
  use: '证件、合同、授权的有效期：从哪天起，到哪天止，或者长期。',
  access: '两组年、月、日和一个“长期”复选框；勾了长期，截止日期收起并清空，读屏会说明。',
  examples: [{ title: '证件有效期', good: [{ from: '2020-01-01', to: '2040-01-01' }, { from: '2020-01-01', forever: true }], bad: [{ value: { from: '2020-01-01' }, code: 'kind' }, { value: { from: '2020-01-01', to: '2019-01-01' }, code: 'kind' }, { value: { to: '2040-01-01' }, code: 'required' }, { value: { from: '2020-01-01', to: '2040-01-01', forever: true }, code: 'kind' }] }],
})
