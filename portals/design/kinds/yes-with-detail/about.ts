import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '是否（选是要说明）', group: 'choice',
  use: '有了才要细说的事：是否有过敏史、是否受过处罚。选“否”就不再问。',
  access: '两个单选；选“是”后紧跟着出现要写的框，读屏按次序念到。',
  examples: [{ title: '是否受过行政处罚', good: [{ yes: false }, { yes: true, reason: '2024 年因未公示价格被警告' }], bad: [{ value: { yes: true }, code: 'kind' }, { value: { yes: true, reason: ' ' }, code: 'kind' }, { value: { reason: '有' }, code: 'required' }] }],
})
