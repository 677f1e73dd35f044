import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '性别', group: 'people',
  use: '户籍登记的性别，只在法律或业务确实要区分时问；有身份号码的由号码推出，不要再问。',
  access: '两个单选，默认都不选。',
  examples: [{ title: '性别', good: ['1', '2'], bad: [{ value: '男', code: 'enum' }] }],
})
