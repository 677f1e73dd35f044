import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '代码表里选一项', group: 'choice',
  use: '全省统一的代码表，项多，靠输入几个字来找：国家和地区、疾病、专业。分级的用“逐级选择”。',
  access: '带候选列表的文本框，上下键和回车可选；在等、没找到、查不了都有文字，查不了时可以再试。',
  settings: [{ at: 'accepts', title: '哪张代码表', as: 'words', from: 'dictionaries' }],
  examples: [{ title: '国籍（地区）', ask: { accepts: ['country'] }, good: [{ code: '156', name: '中国' }], bad: [{ value: { code: '156' }, code: 'required' }, { value: '中国', code: 'type' }] }],
})
