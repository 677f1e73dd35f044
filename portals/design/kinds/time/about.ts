import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '时刻', group: 'time',
  use: '一天里的几点几分：营业开始、预约到场。按 24 小时填。',
  access: '两个数字框；填完念出“下午 2:30”，免得上下午弄反。',
  examples: [{ title: '开门时间', good: ['08:30', '14:05', '00:00'], bad: [{ value: '24:00', code: 'kind' }, { value: '8:', code: 'kind' }] }],
})
