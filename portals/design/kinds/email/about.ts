import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '电子邮箱', group: 'people',
  use: '只在确实要发邮件时问；办理进度发手机就够了。',
  access: '手机上出带 @ 的键盘，浏览器可以自动填入；全角符号自动转半角。',
  examples: [{ title: '电子邮箱', good: ['xiaoming@example.cn'], bad: [{ value: 'xiaoming', code: 'kind' }, { value: 'a@b', code: 'kind' }, { value: 'a b@c.cn', code: 'kind' }] }],
})
