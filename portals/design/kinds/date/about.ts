import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '日期', group: 'time',
  use: '一个确定的日子。直接输入年、月、日，不用翻日历；整个日期可以粘贴进来。',
  access: '三个各有名字的数字框，合成一组；写完后念出星期几。',
  examples: [{ title: '出生日期', good: ['2000-02-29'], bad: [{ value: '2001-02-29', code: 'format' }, { value: '2026-', code: 'format' }] }],
})
