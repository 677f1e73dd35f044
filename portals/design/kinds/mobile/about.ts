import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '手机号码', group: 'people',
  use: '11 位手机号码，办理进度会发到这里。',
  access: '手机上出拨号键盘，浏览器可以自动填入；+86 会自动去掉。',
  examples: [{ title: '手机号码', good: ['19900000008'], bad: [{ value: '12345', code: 'format' }] }],
})
