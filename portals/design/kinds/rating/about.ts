import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '星级评价', group: 'choice',
  use: '一到五星的满意度。几件事用同一把尺子评的用“逐项评价”。',
  access: '五个单选，方向键可选；每颗星都有文字，不靠颜色和数星星。',
  examples: [{ title: '这次办理您满意吗', good: [1, 5], bad: [{ value: 0, code: 'minimum' }, { value: 6, code: 'maximum' }, { value: 2.5, code: 'type' }] }],
})
