import { describeKind, BOUNDS } from '../about.ts'

export const about = describeKind({
  title: '百分比', group: 'figures',
  use: '占比、比例、折扣率。填的是百分之几：12.5 就是 12.5%。超过 100% 的另设上限。',
  access: '小数键盘；百分号写在框外，读屏时随题目念出。',
  settings: BOUNDS,
  examples: [{ title: '持股比例', good: [0, 12.5, 100], bad: [{ value: -1, code: 'minimum' }, { value: 100.5, code: 'maximum' }, { value: '一半', code: 'type' }] }],
})
