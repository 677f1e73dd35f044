import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '亲属关系', group: 'people',
  use: '与申请人（户主）的关系，按国家标准的代码保存。题目里说清是谁与谁的关系。',
  access: '原生下拉框，在多行表格里也一样用。',
  examples: [{ title: '与申请人的关系', good: ['10', '50'], bad: [{ value: '妻子', code: 'enum' }] }],
})
