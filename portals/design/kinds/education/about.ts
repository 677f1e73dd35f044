import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '学历', group: 'people',
  use: '最高学历，按国家标准的代码保存。',
  access: '原生下拉框，输入首字可以跳到那一项。',
  examples: [{ title: '最高学历', good: ['21', '90'], bad: [{ value: '本科', code: 'enum' }] }],
})
