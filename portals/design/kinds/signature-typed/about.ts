import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '签名（输入姓名）', group: 'saying',
  use: '输入姓名表示本人签名，用于已经实名登录的人：与登录的人或申请人的姓名不一致不能提交。要手写样子的用“手写签名”。',
  access: '普通文本框，只是字体不同。',
  examples: [{ title: '申请人签名', good: ['王小明'], bad: [{ value: 'x'.repeat(51), code: 'maxLength' }] }],
})
