import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '家庭成员', group: 'people',
  use: '为家里人办、要家里人信息的：从户籍登记的家庭成员里选，没有的再手工填。',
  access: '单选卡片：姓名和关系都是文字；“不在上面，手工填写”也是一个单选，选了才出现要填的框。',
  examples: [{ title: '为谁申请', good: [{ name: '王小红', relation: '女儿', identityNumber: '229901199003077771' }, { name: '王小红', relation: '女儿' }], bad: [{ value: { name: '王小红' }, code: 'required' }, { value: { name: '王小红', relation: '女儿', identityNumber: '1' }, code: 'format' }] }],
})
