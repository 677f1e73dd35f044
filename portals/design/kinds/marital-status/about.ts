import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '婚姻状况', group: 'people',
  use: '登记、救助、住房等要看婚姻状况的事项。能由婚姻登记带出的不要问。',
  access: '四个单选，默认都不选。',
  examples: [{ title: '婚姻状况', good: ['10', '20'], bad: [{ value: '已婚', code: 'enum' }] }],
})
