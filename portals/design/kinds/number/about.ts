import { BOUNDS, describeKind } from '../about.ts'

export const about = describeKind({
  title: '数字', group: 'figures',
  use: '数量、面积、人数等要比较或计算的数。编号不是数字，用“一行文字”。',
  access: '手机上出数字键盘；没有上下箭头，免得滚动时误改。',
  settings: [{ at: 'unit', title: '单位', as: 'text' }, ...BOUNDS, { at: 'schema/multipleOf', title: '须是多少的整数倍', as: 'number', hint: '填 1 就是只收整数' }],
  examples: [{ title: '建筑面积', ask: { unit: '平方米' }, schema: { minimum: 0 }, good: [0, 89.5], bad: [{ value: -1, code: 'minimum' }, { value: '八十', code: 'type' }] }],
})
