import { describeKind, BOUNDS } from '../about.ts'

export const about = describeKind({
  title: '个数（整数）', group: 'figures',
  use: '多少人、多少间、多少台。只能是整数；有小数的量用“数”或“数量和单位”。',
  access: '可以直接输入，也可以按“少一”“多一”，上下方向键同样加减；两个按钮都念得出是哪一题。',
  settings: [...BOUNDS, { at: 'unit', title: '单位', as: 'text', hint: '人、间、台' }],
  examples: [{ title: '从业人数', ask: { unit: '人' }, good: [0, 12], bad: [{ value: 1.5, code: 'kind' }, { value: -1, code: 'minimum' }, { value: '三个', code: 'type' }] }],
})
