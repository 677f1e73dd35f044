import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '选一项', group: 'choice',
  use: '只能选一个时用。七项以内全部摆出来，更多的收进下拉框。',
  access: '单选组或原生下拉框，方向键可选；选项文字就是可点的地方。',
  settings: [{ at: 'options', title: '选项', as: 'options' }],
  examples: [
    { title: '犬只性别', ask: { options: [{ value: 'male', label: '公' }, { value: 'female', label: '母' }] }, good: ['male'], bad: [{ value: '公', code: 'not-an-option' }] },
    { title: '关系', schema: { enum: ['本人', '配偶', '子女', '父母', '祖父母', '孙子女', '兄弟姐妹', '其他'] }, good: ['本人'], bad: [{ value: '朋友', code: 'enum' }] },
  ],
})
