import { LENGTHS, describeKind } from '../about.ts'

export const about = describeKind({
  title: '多行文字', group: 'words',
  use: '要人用自己的话说明情况、理由时用。能用选择题问的，不要让人写。',
  access: '随内容长高的文本框；还能写多少字用文字告诉，不只靠颜色。',
  settings: LENGTHS,
  examples: [{ title: '申请理由', good: ['家中住房紧张。\n申请调整。'], bad: [{ value: 'x'.repeat(5001), code: 'maxLength' }] }],
})
