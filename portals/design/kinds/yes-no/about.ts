import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '是或否', group: 'choice',
  use: '答案只有“是”和“否”。需要同意的承诺用“承诺”，不用它。',
  access: '两个单选，默认都不选，免得没看就过。',
  examples: [{ title: '是否已绝育', good: [true, false], bad: [{ value: '是', code: 'type' }] }],
})
