import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '已有的证照', group: 'papers',
  use: '办事要凭的、国家已经发过的证照：从名下的证照里选，不用上传、不用打号码。过期、注销的列出来但不能选，并说明原因。',
  access: '单选卡片：证名、编号、有效期都是文字；在查、查不了、一张都没有，各有说明和下一步，查不了时可以再试。',
  settings: [{ at: 'accepts', title: '哪几种证照', as: 'words', from: 'licences', hint: '可以选几种，填表人有其中一种就行' }],
  examples: [{ title: '营业执照', ask: { accepts: ['business-licence'] }, good: [{ id: 'l1', type: 'business-licence', name: '营业执照', number: '91220102TTX0000A7U' }], bad: [{ value: { name: '营业执照' }, code: 'required' }, { value: '91220102TTX0000A7U', code: 'type' }] }],
})
