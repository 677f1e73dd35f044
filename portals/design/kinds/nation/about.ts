import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '民族', group: 'people',
  use: '56 个民族，按 GB/T 3304 的代码保存。本省人数多的排在前面，其余按国家标准的次序。',
  access: '原生下拉框，输入首字可以跳到那一项。',
  examples: [{ title: '民族', good: ['01', '10', '56'], bad: [{ value: '57', code: 'enum' }, { value: '汉族', code: 'enum' }] }],
})
