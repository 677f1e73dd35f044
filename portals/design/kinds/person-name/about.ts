import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '姓名', group: 'people',
  use: '人的姓名，可以带间隔号“·”；各种圆点自动换成规范的间隔号。',
  access: '浏览器可以自动填入；少数民族姓名不限长短到 50 字。',
  examples: [{ title: '姓名', good: ['王小明', '阿依古丽·买买提'], bad: [{ value: '1', code: 'format' }] }],
})
