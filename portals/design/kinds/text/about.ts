import { LENGTHS, describeKind } from '../about.ts'

export const about = describeKind({
  title: '一行文字', group: 'words',
  use: '答案是几个字到一两句话时用。有专门问法的（姓名、号码、地址）不要用它。',
  access: '一个普通文本框，题目就是它的名字；提示和错误由读屏接着念出。',
  settings: [...LENGTHS, { at: 'unit', title: '后面的单位', as: 'text' }],
  examples: [{ title: '犬只昵称', good: ['小黄'], bad: [{ value: 'x'.repeat(201), code: 'maxLength' }, { value: 5, code: 'type' }] }],
})
