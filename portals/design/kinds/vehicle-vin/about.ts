import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '车辆识别代号', group: 'figures',
  use: '机动车的 17 位车辆识别代号（GB 16735），核对第九位校验位。',
  access: '自动转大写、去空格；等宽数字，便于逐位核对。',
  examples: [{ title: '车辆识别代号', good: ['11111111111111111', 'LSVAA49JX32037048'], bad: [{ value: '11111111211111111', code: 'kind' }, { value: 'LSVAA49J23203704', code: 'kind' }] }],
})
