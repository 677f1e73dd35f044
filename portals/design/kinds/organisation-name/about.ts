import { describeKind, LENGTHS } from '../about.ts'

export const about = describeKind({
  title: '单位名称', group: 'people',
  use: '企业、个体工商户、机关事业单位、社会组织的全称。已登记的优先由登记带出。',
  access: '浏览器可以自动填入；半角括号自动改成全角，与登记一致。',
  settings: LENGTHS,
  examples: [{ title: '单位名称', good: ['长春市南关区小明餐饮店（个体工商户）'], bad: [{ value: '12345', code: 'kind' }, { value: '小明餐饮店！', code: 'kind' }, { value: '店', code: 'minLength' }] }],
})
