import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '说明文字', group: 'saying',
  use: '告诉填表人一件他需要知道的事，可以带依据的条款。没有要填的内容。',
  access: '普通段落，按次序被念到；标题是小标题。',
  settings: [{ at: 'text', title: '内容', as: 'long-text' }],
  examples: [{ title: '以家庭为单位申请', ask: { text: '共同生活的家庭成员一起申请，不用每人各填一份。' }, good: [], bad: [] }],
})
