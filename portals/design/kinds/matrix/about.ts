import { describeKind } from '../about.ts'

import type { Option } from '@xiangyun/forms/form'

const scale: readonly Option[] = [{ value: 'good', label: '满意' }, { value: 'fair', label: '一般' }, { value: 'poor', label: '不满意' }]
const things = [['attitude', '服务态度'], ['speed', '办理速度'], ['place', '大厅环境']] as const

export const about = describeKind({
  title: '逐项评价（矩阵）', group: 'many',
  use: '几件事用同一把尺子选：满意度、危险程度。事情不过七件，尺子不过五格。',
  access: '每件事是一组单选，名字就是那件事，方向键可选；窄屏和大字时各自成块，不用横着拖。',
  settings: [{ at: 'columns', title: '各件事（选项都用同一把尺子）', as: 'columns' }],
  examples: [{
    title: '请评价这次办理', ask: { columns: things.map(([name, title]) => ({ name, title, kind: 'choose-one', options: scale })) },
    schema: { type: 'array', maxItems: 1, items: { type: 'object', required: ['attitude'], properties: Object.fromEntries(things.map(([name]) => [name, {}])) } },
    good: [[{ attitude: 'good', speed: 'fair', place: 'good' }]], bad: [{ value: [{ attitude: 'bad' }], code: 'not-an-option' }, { value: [{ speed: 'good' }], code: 'required' }, { value: 'good', code: 'type' }],
  }],
})
