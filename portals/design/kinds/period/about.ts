import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '起止日期', group: 'time',
  use: '从哪天到哪天：施工期、休假、培训期间。没有结束日期或可能长期的用“有效期”。',
  access: '两组年、月、日，各有名字；结束早于开始时在题目下说明。',
  examples: [{ title: '施工起止日期', good: [{ from: '2026-03-01', to: '2026-06-30' }, { from: '2026-03-01', to: '2026-03-01' }], bad: [{ value: { from: '2026-06-30', to: '2026-03-01' }, code: 'kind' }, { value: { from: '2026-03-01' }, code: 'required' }, { value: { from: '2026-02-30', to: '2026-03-01' }, code: 'format' }] }],
})
