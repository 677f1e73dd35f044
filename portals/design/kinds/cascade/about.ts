import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '逐级选择', group: 'choice',
  use: '分级的代码表：国民经济行业、学科专业。从大类一级一级选到最细的一级。地区用“行政区划”。',
  access: '逐级出现的下拉框，组成一组，名字是“第几级”；换上级时下级清空；查不了时可以再试。',
  settings: [{ at: 'accepts', title: '哪张代码表', as: 'words', from: 'dictionaries', hint: '要分级的代码表' }],
  examples: [{ title: '所属行业', ask: { accepts: ['industry'] }, good: [[{ code: 'H', name: '住宿和餐饮业' }, { code: '62', name: '餐饮业' }, { code: '621', name: '正餐服务', last: true }]], bad: [{ value: [{ code: 'H', name: '住宿和餐饮业' }], code: 'kind' }, { value: [{ code: 'H' }], code: 'required' }, { value: 'H', code: 'type' }] }],
})
