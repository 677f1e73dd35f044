import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '数量和单位', group: 'figures',
  use: '面积、重量、容积等可以用不同单位说的量：填数，再选单位。只有一个单位的用“数”。',
  access: '一个数字框和一个下拉框，各有名字，合成一组。',
  settings: [{ at: 'unit', title: '可选的单位', as: 'text', hint: '用顿号隔开：平方米、亩、公顷' }],
  examples: [
    { title: '用地面积', good: [{ amount: 12.5, unit: '亩' }], bad: [{ value: { amount: 12.5 }, code: 'required' }, { value: { amount: -1, unit: '亩' }, code: 'minimum' }] },
    { title: '年产量', ask: { unit: '吨、万件' }, good: [{ amount: 300, unit: '吨' }], bad: [{ value: 300, code: 'type' }] },
  ],
})
