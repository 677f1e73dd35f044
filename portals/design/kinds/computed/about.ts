import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '自动算出', group: 'figures',
  use: '由别的答案算出来的数或字，填表人只看不填，服务器会再算一遍。',
  access: '输出区，算出后会被念到；不在 Tab 次序里。',
  settings: [{ at: 'compute', title: '算式', as: 'text' }, { at: 'unit', title: '单位', as: 'text' }],
  examples: [{ title: '月人均收入', ask: { compute: '1200 / 12', unit: '元' }, good: [100], bad: [] }],
})
