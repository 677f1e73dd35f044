import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '是否（选否要说明）', group: 'choice',
  use: '本应做到、没做到要说原因的事：是否按图施工、是否同意公开。',
  access: '两个单选；选“否”后紧跟着出现要写的框，读屏按次序念到。',
  examples: [{ title: '是否同意公开申请内容', good: [{ yes: true }, { yes: false, reason: '涉及商业秘密' }], bad: [{ value: { yes: false }, code: 'kind' }, { value: '否', code: 'type' }] }],
})
