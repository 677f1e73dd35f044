import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '邮政编码', group: 'places',
  use: '只在真要寄信时问；地址能推出的不要再问。',
  access: '数字键盘，浏览器可以自动填入。',
  examples: [{ title: '邮政编码', good: ['130000'], bad: [{ value: '13000', code: 'kind' }, { value: '13000a', code: 'kind' }] }],
})
