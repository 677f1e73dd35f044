import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '年月', group: 'time',
  use: '只要哪年哪月：参保起始月、发证月份。日子不重要时不要逼人填日。',
  access: '两个各有名字的数字框，合成一组；整个“2026年3月”可以粘贴进来。',
  examples: [{ title: '首次参保年月', good: ['2026-03', '1998-12'], bad: [{ value: '2026-13', code: 'kind' }, { value: '2026-', code: 'kind' }] }],
})
