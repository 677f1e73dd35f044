import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '固定电话', group: 'people',
  use: '单位的座机，可以带分机。个人联系用手机号码。',
  access: '拨号键盘；括号和空格自动改成“-”。',
  examples: [{ title: '单位电话', good: ['0431-88880000', '043188880000-802', '010-66660000', '400-888-0000'], bad: [{ value: '88880000', code: 'kind' }, { value: '19900000008', code: 'kind' }] }],
})
