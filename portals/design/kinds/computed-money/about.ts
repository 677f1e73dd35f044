import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '自动算出的金额', group: 'figures',
  use: '应缴、应补、合计金额：由别的答案算出来，带大写。填表人只看不填，服务器会再算一遍。',
  access: '输出区，算出后会被念到；不在 Tab 次序里。',
  settings: [{ at: 'compute', title: '算式', as: 'text' }],
  examples: [{ title: '应缴费用', ask: { compute: '3 * 35.5' }, good: [106.5], bad: [] }],
})
