import type { Division } from '../addresses.ts'
import type { Known, PublishedForm } from '../form/published.ts'
import type { KeptFile, SendOptions } from '../uploads.ts'

const tree: Record<string, Division[]> = {
  220000: [{ code: '220100', name: '长春市' }, { code: '220200', name: '吉林市' }, { code: '222400', name: '延边朝鲜族自治州' }],
  220100: [{ code: '220102', name: '南关区' }, { code: '220103', name: '宽城区' }, { code: '220182', name: '榆树市' }],
  220102: [{ code: '220102001', name: '南岭街道' }, { code: '220102002', name: '自强街道' }],
  220102001: [{ code: '220102001001', name: '南岭社区' }],
}

export const loadDivisions = (parent: string) => Promise.resolve(tree[parent] ?? [])

/** Answers at once, fails for names with “坏”, and never ends for names with “慢”. */
export function send(file: File, { progress }: SendOptions): Promise<KeptFile> {
  progress(0.6)
  if (file.name.includes('坏')) return Promise.reject(new Error('网络断开，没有传上去'))
  if (file.name.includes('慢')) return new Promise(() => undefined)
  return Promise.resolve({ id: file.name, name: file.name, size: file.size })
}

export const form: PublishedForm = {
  title: '食品经营许可',
  schema: {
    type: 'object', required: ['name', 'business', 'premises', 'area', 'phone', 'layout', 'promise', 'signature'],
    properties: { staff: { type: 'array', minItems: 1, maxItems: 200 } },
  },
  ui: [
    { section: '经营者', hint: '这些内容国家已有登记，您核对就行。', ask: [
      { at: '/name', kind: 'text', title: '单位名称', prefill: 'operator.name' },
      { at: '/creditCode', kind: 'credit-code', title: '统一社会信用代码', prefill: 'operator.creditCode' },
      { at: '/phone', kind: 'mobile', title: '联系手机', hint: '办理进度会发到这个手机', prefill: 'operator.phone', correctable: true },
    ] },
    { section: '经营场所', ask: [
      { at: '/premises', kind: 'address', title: '经营场所地址', clause: '食品经营许可和备案管理办法 第十二条' },
      { at: '/area', kind: 'number', title: '场所面积', unit: '平方米' },
      { at: '/capital', kind: 'money', title: '投资金额' },
      { at: '/openDate', kind: 'date', title: '计划开业日期' },
    ] },
    { section: '经营项目', ask: [
      { at: '/business', kind: 'choose-one', title: '主体业态', options: [{ value: 'restaurant', title: '餐饮服务经营者' }, { value: 'retail', title: '食品销售经营者' }, { value: 'canteen', title: '单位食堂', hint: '学校、医院、机关等内部食堂' }] },
      { at: '/projects', kind: 'choose-many', title: '经营项目', options: [{ value: 'hot', title: '热食类食品制售' }, { value: 'cold', title: '冷食类食品制售' }, { value: 'drink', title: '自制饮品制售' }] },
      { at: '/online', kind: 'yes-no', title: '是否网络经营' },
    ] },
    { section: '从业人员', ask: [
      { at: '/staff', kind: 'rows', title: '从业人员', one: '从业人员', hint: '直接接触食品的人员都要填', columns: [
        { at: 'name', kind: 'person-name', title: '姓名', required: true },
        { at: 'identityNumber', kind: 'identity-number', title: '身份证号', required: true },
        { at: 'post', kind: 'choose-one', title: '岗位', options: ['厨师', '服务员', '采购', '食品安全员', '洗消', '收银', '配送', '其他'].map((title) => ({ value: title, title })) },
      ] },
      { at: '/total', kind: 'computed', title: '应缴费用', unit: '元' },
    ] },
    { section: '材料和承诺', ask: [
      { at: '/layout', kind: 'file', title: '经营场所平面图', accepts: ['pdf', 'image'], hint: '标出操作间、清洗消毒区的位置' },
      { at: '/remark', kind: 'long-text', title: '补充说明', longest: 200 },
      { at: '/rule', kind: 'note', title: '填写说明', text: '签名与手写签名有同等效力。' },
      { at: '/promise', kind: 'statement', title: '我已阅读并承诺所填内容真实', text: '本人承诺：所提交的材料真实、合法、有效；如有虚假，愿依法承担责任。' },
      { at: '/signature', kind: 'signature-typed', title: '签名' },
    ] },
  ],
}

export const known: Record<string, Known> = {
  '/name': { value: '长春市南关区松江小馆', source: '法人库（市场监管）', since: '2026-10-08', contact: '南关区市场监督管理局 0431-00000000' },
  '/creditCode': { value: '92220102TEST00001X', source: '法人库（市场监管）', since: '2026-10-08' },
  '/phone': { value: '13800000000', source: '实名账户', since: '2026-11-02' },
}
