import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '手机或固定电话', group: 'people',
  use: '能打通就行的联系电话。要收短信的用“手机号码”。',
  access: '拨号键盘，浏览器可以自动填入；+86 会自动去掉。',
  examples: [{ title: '联系电话', good: ['19900000008', '0431-88880000'], bad: [{ value: '12345678901', code: 'kind' }, { value: '8888', code: 'kind' }] }],
})
