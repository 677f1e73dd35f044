import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '统一社会信用代码', group: 'people',
  use: '法人和其他组织的 18 位代码（GB 32100），核对校验码。',
  access: '自动转大写、去空格；错在校验位时说“请核对 18 位代码”。',
  examples: [{ title: '统一社会信用代码', good: ['91220102TTX0000A7U'], bad: [{ value: '91220102TTX0000A70', code: 'format' }] }],
})
