import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '日期和时刻', group: 'time',
  use: '某天的几点几分：事故发生时间、活动开始时间。都按北京时间。',
  access: '五个各有名字的数字框，合成一组；填完念出星期几。',
  examples: [{ title: '活动开始时间', good: ['2026-11-23T14:05'], bad: [{ value: '2026-02-30T09:00', code: 'kind' }, { value: '2026-11-23T', code: 'kind' }] }],
})
