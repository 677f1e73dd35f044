import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '行政区划', group: 'places',
  use: '只要哪个市、县、乡镇或村，不要门牌：户籍地、服务范围。要门牌的用“地址”。',
  access: '逐级出现的下拉框，组成一组；换上级时下级清空。',
  settings: [{ at: 'schema/pattern', title: '选到哪一级', as: 'choose', choices: [{ value: '^22\\d{2}00$', label: '市（州）' }, { value: '^22\\d{4}$', label: '县（市、区）' }, { value: '^22\\d{7}$', label: '乡镇（街道）' }, { value: '^22\\d{10}$', label: '村（社区）' }] }],
  examples: [
    { title: '户籍所在村（社区）', good: ['220102001001'], bad: [{ value: '220102', code: 'pattern' }, { value: '110101001001', code: 'pattern' }] },
    { title: '服务的县（市、区）', schema: { pattern: '^22\\d{4}$' }, good: ['220102'], bad: [{ value: '220102001', code: 'pattern' }] },
  ],
})
