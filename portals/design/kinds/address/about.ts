import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '地址', group: 'places',
  use: '省内的地址：逐级选到村（社区），再写门牌。办件据此找到管辖的单位。',
  access: '四个逐级出现的下拉框和一个文本框，组成一组；换上级时下级清空并说明。',
  examples: [{ title: '经营场所', good: [{ division: '220102001001', detail: '人民大街1号' }], bad: [{ value: { division: '220102', detail: '1号' }, code: 'pattern' }, { value: { division: '220102001001' }, code: 'required' }] }],
})
