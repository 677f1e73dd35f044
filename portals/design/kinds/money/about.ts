import { BOUNDS, describeKind } from '../about.ts'

export const about = describeKind({
  title: '金额', group: 'figures',
  use: '以元为单位的钱，最多到分。输入时下面同时显示大写。',
  access: '数字键盘；大写金额是会被念出的输出，填错一位听得出来。',
  settings: BOUNDS,
  examples: [{ title: '其他年收入', good: [0, 1234.56], bad: [{ value: -1, code: 'minimum' }, { value: 1.234, code: 'multipleOf' }] }],
})
