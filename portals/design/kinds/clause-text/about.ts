import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '条款原文', group: 'saying',
  use: '让人看到法律怎么说：条款的名称和原文，一字不改。自己的解释用“说明文字”。',
  access: '引文，读屏会说出是引用；条款名在前，原文在后。',
  settings: [{ at: 'clause', title: '哪部法的哪一条', as: 'text' }, { at: 'text', title: '原文', as: 'long-text' }],
  examples: [{ title: '为什么要问这些', ask: { clause: '中华人民共和国行政许可法 第三十一条', text: '申请人申请行政许可，应当如实向行政机关提交有关材料和反映真实情况，并对其申请材料实质内容的真实性负责。' }, good: [], bad: [] }],
})
