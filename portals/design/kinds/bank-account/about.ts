import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '银行账号', group: 'figures',
  use: '发放补贴、退款的账号。每四位隔开显示，存的是连着的数字。',
  access: '数字键盘；离开后每四位一隔，念起来也分组。',
  examples: [{ title: '社保卡账号', good: ['6222020000000000000'], bad: [{ value: 'abc', code: 'format' }] }],
})
