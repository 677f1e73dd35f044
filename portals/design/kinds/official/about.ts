import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '机关和经办人', group: 'people',
  use: '要指明哪个机关、哪个岗位的人：移送单位、联系人、要评价的工作人员。按名称查找。',
  access: '带候选列表的文本框，上下键和回车可选；查不了时可以再试，也可以手工写单位和岗位。',
  examples: [{ title: '移送单位', good: [{ unit: 'u1', unitName: '南关区市场监督管理局', post: '审批科' }, { unitName: '南关区应急管理局' }], bad: [{ value: { post: '审批科' }, code: 'required' }, { value: '南关区市场监督管理局', code: 'type' }] }],
})
