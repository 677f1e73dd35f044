import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '网址', group: 'words',
  use: '网站、网店的地址。',
  access: '网址键盘；没写 https:// 的，离开时自动补上。',
  examples: [{ title: '网店地址', good: ['https://www.example.cn/shop', 'http://example.com.cn'], bad: [{ value: 'www.example.cn', code: 'kind' }, { value: 'https://本店', code: 'kind' }] }],
})
