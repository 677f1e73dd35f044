import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '手写签名', group: 'saying',
  use: '要留下笔迹的签署：协议、笔录、领取单。只要确认身份的用“签名（输入姓名）”。',
  access: '手写用笔、手指或鼠标；不方便手写的输入姓名，一样有效，显示成签名。撤回、清除都有按钮和念出的结果。',
  examples: [{ title: '申请人签名', good: [{ strokes: [[60, 60, 200, 64, 330, 50], [190, 20, 186, 180]] }, { typed: '王小明' }], bad: [{ value: {}, code: 'kind' }, { value: { typed: '王小明', strokes: [[1, 1]] }, code: 'kind' }, { value: { strokes: [[1, 1, 9000, 1]] }, code: 'maximum' }] }],
})
