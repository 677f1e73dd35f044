import { describeKind } from '../about.ts'

export const about = describeKind({
  title: '几条短文字', group: 'many',
  use: '数目不定的短文字：曾用名、经营品牌、检测项目。每条有几样内容的用“多行”。',
  access: '每条一个文本框，名字带序号；回车加一条，焦点跟到新的一条；移除后念出移除了哪一条。',
  settings: [{ at: 'schema/minItems', title: '至少几条', as: 'number' }, { at: 'schema/maxItems', title: '最多几条', as: 'number' }],
  examples: [{ title: '曾用名', good: [['王小民'], ['王小民', '王晓明']], bad: [{ value: ['王小民', '王小民'], code: 'uniqueItems' }, { value: ['  '], code: 'kind' }, { value: '王小民', code: 'type' }] }],
})
