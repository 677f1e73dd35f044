import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '小标题', group: 'saying',
  use: '一节里的问题多时分成几段。能另起一节的，另起一节更好。',
  access: '三级标题，读屏可以按标题跳到这里；横线只是装饰。',
  settings: [{ at: 'text', title: '标题下的一句话', as: 'text' }],
  examples: [{ title: '共同居住的人', ask: { text: '不住在一起的不用填。' }, good: [], bad: [] }],
})
