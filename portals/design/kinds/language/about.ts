import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '使用的语言', group: 'people',
  use: '要安排翻译、手语或双语文书时问；不用来猜别的。',
  access: '单选，一列排开；选项写汉语名称，读屏念得准。',
  examples: [{ title: '希望用哪种语言办理', good: ['zh', 'ko'], bad: [{ value: '方言', code: 'enum' }] }],
})
