import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '承诺（勾选同意）', group: 'saying',
  use: '要人看过并同意的一段话。必须勾选才能提交时，在结构里写成必填。',
  access: '复选框和整段文字相连；不预先勾选。',
  settings: [{ at: 'text', title: '承诺的内容', as: 'long-text' }],
  examples: [{ title: '真实性承诺', ask: { text: '本人承诺所填内容真实。' }, good: [true], bad: [{ value: '同意', code: 'type' }] }],
})
