import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '公民身份号码', group: 'people',
  use: '18 位公民身份号码，核对出生日期和校验码。读回时中间遮住。',
  access: '自动去掉空格、全角转半角、x 变 X；遮住的号码改之前不算错。',
  examples: [{ title: '公民身份号码', good: ['229901199003077771'], bad: [{ value: '229901199003077770', code: 'format' }, { value: '1', code: 'format' }] }],
})
