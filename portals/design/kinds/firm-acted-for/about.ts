import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '代表的单位', group: 'people',
  use: '替单位办事：从您是法定代表人或被授权的单位里选，名称和代码由登记带出。没有列出的可以手工填，办件时核对授权。',
  access: '单选卡片，名称、代码都是文字；手工填写也是一个单选，选了才出现要填的框。',
  examples: [{ title: '代表哪个单位', good: [{ name: '长春市小明餐饮有限公司', creditCode: '91220102TTX0000A7U' }], bad: [{ value: { name: '长春市小明餐饮有限公司' }, code: 'required' }, { value: { name: '小明餐饮', creditCode: '91220102TTX0000A70' }, code: 'format' }] }],
})
