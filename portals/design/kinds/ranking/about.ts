import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '排出先后', group: 'choice',
  use: '几样东西按先后排：志愿、优先解决的问题。三到七样为好。',
  access: '每一项有“上移”“下移”按钮，焦点跟着走；也可以在项上按上下方向键，或用鼠标拖。移动后念出到了第几。',
  settings: [{ at: 'options', title: '要排的项', as: 'options' }],
  examples: [{ title: '最希望先改造什么', ask: { options: [{ value: 'road', label: '小区道路' }, { value: 'lift', label: '加装电梯' }, { value: 'park', label: '停车位' }, { value: 'light', label: '楼道照明' }] }, schema: { minItems: 4 }, good: [['lift', 'road', 'light', 'park']], bad: [{ value: ['lift', 'lift', 'road', 'park'], code: 'uniqueItems' }, { value: ['lift', 'pool', 'road', 'park'], code: 'not-an-option' }, { value: ['lift'], code: 'minItems' }] }],
})
