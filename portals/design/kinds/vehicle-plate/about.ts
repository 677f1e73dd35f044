import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '机动车号牌', group: 'figures',
  use: '汽车、挂车的号牌，新能源车多一位。',
  access: '自动转大写，去掉空格和间隔点；离开后按“吉A·12345”显示。',
  examples: [{ title: '号牌号码', good: ['吉A12345', '吉AD12345', '吉A12345D', '吉A1234挂'], bad: [{ value: '吉A1234', code: 'kind' }, { value: '吉A1234O', code: 'kind' }, { value: 'A12345', code: 'kind' }] }],
})
