import { describeKind, BOUNDS } from '../about.ts'

export const about = describeKind({
  title: '年份', group: 'time',
  use: '只要哪一年：毕业年份、建成年代、申报年度。',
  access: '一个四位数字框，“年”写在框外。',
  settings: BOUNDS,
  examples: [{ title: '建成年份', good: [1998, 2026], bad: [{ value: 98, code: 'minimum' }, { value: '去年', code: 'type' }] }],
})
