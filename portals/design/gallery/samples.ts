import { formKinds } from '../kinds/kinds.ts'
import type { Division } from '../addresses.ts'
import type { Form, PublishedForm } from '@xiangyun/forms/form'
import { publishForm } from '@xiangyun/forms/publish'
import type { Known } from '../form/published.ts'
import type { KeptFile, SendOptions } from '../uploads.ts'

const tree: Record<string, Division[]> = {
  220000: [{ code: '220100', name: '长春市' }, { code: '220200', name: '吉林市' }, { code: '222400', name: '延边朝鲜族自治州' }],
  220100: [{ code: '220102', name: '南关区' }, { code: '220103', name: '宽城区' }, { code: '220182', name: '榆树市' }],
  220102: [{ code: '220102001', name: '南岭街道' }, { code: '220102002', name: '自强街道' }],
  220102001: [{ code: '220102001001', name: '南岭社区' }, { code: '220102001002', name: '平阳社区' }],
}

export const loadDivisions = (parent: string) => Promise.resolve(tree[parent] ?? [])

/** Answers at once, fails for names with “坏”, and never ends for names with “慢”. */
export function send(file: File, { progress }: SendOptions): Promise<KeptFile> {
  progress(0.6)
  if (file.name.includes('坏')) return Promise.reject(new Error('网络断开，没有传上去'))
  if (file.name.includes('慢')) return new Promise(() => undefined)
  return Promise.resolve({ id: file.name, name: file.name, size: file.size })
}

const source: Form = {
  id: 'food-business-licence',
  title: '食品经营许可',
  schema: {
    type: 'object', required: ['name', 'business', 'premises', 'area', 'phone', 'layout', 'promise', 'signature', 'staff'],
    properties: {
      name: { title: '单位名称' }, creditCode: { title: '统一社会信用代码' }, phone: { title: '联系手机' },
      premises: { title: '经营场所地址' }, area: { title: '场所面积', type: 'number', exclusiveMinimum: 0 }, capital: { title: '投资金额' }, openDate: { title: '计划开业日期' },
      business: { title: '主体业态' }, projects: { title: '经营项目' }, online: { title: '是否网络经营' }, site: { title: '网店地址' },
      staff: { title: '从业人员', type: 'array', minItems: 1, maxItems: 200, items: { type: 'object', required: ['name', 'identityNumber'], properties: {
        name: { title: '姓名', type: 'string', format: 'person-name' }, identityNumber: { title: '身份证号', type: 'string', format: 'citizen-number' }, post: { title: '岗位', enum: ['厨师', '服务员', '采购', '食品安全员', '洗消', '收银', '配送', '其他'] },
      } } },
      total: { title: '应缴费用', type: 'number', readOnly: true },
      layout: { title: '经营场所平面图' }, remark: { title: '补充说明', type: 'string', maxLength: 200 }, promise: { title: '我已阅读并承诺所填内容真实' }, signature: { title: '签名' },
    },
  },
  ui: [
    { section: '经营者', note: '这些内容国家已有登记，您核对就行。', ask: [
      { at: '/name', kind: 'text', prefill: 'operator.name', correctable: false },
      { at: '/creditCode', kind: 'credit-code', prefill: 'operator.creditCode', correctable: false },
      { at: '/phone', kind: 'mobile', help: '办理进度会发到这个手机', prefill: 'operator.phone' },
    ] },
    { section: '经营场所', ask: [
      { at: '/premises', kind: 'address', clause: '食品经营许可和备案管理办法 第十二条' },
      { at: '/area', kind: 'number', unit: '平方米' }, { at: '/capital', kind: 'money' }, { at: '/openDate', kind: 'date' },
    ] },
    { section: '经营项目', ask: [
      { at: '/business', kind: 'choose-one', options: [{ value: 'restaurant', label: '餐饮服务经营者' }, { value: 'retail', label: '食品销售经营者' }, { value: 'canteen', label: '单位食堂' }] },
      { at: '/projects', kind: 'choose-many', options: [{ value: 'hot', label: '热食类食品制售' }, { value: 'cold', label: '冷食类食品制售' }, { value: 'drink', label: '自制饮品制售' }] },
      { at: '/online', kind: 'yes-no' }, { at: '/site', kind: 'text', when: 'online = true', require: 'online = true' },
    ] },
    { section: '从业人员', ask: [
      { at: '/staff', kind: 'rows', help: '直接接触食品的人员都要填', columns: ['name', 'identityNumber', { name: 'post', kind: 'choose-one' }] },
      { at: '/total', compute: 'count(staff) * 10', unit: '元' },
    ] },
    { section: '材料和承诺', ask: [
      { at: '/layout', kind: 'file', accepts: ['pdf', 'image'], help: '标出操作间、清洗消毒区的位置' },
      { at: '/remark', kind: 'long-text' },
      { kind: 'note', title: '填写说明', text: '签名与手写签名有同等效力。' },
      { at: '/promise', kind: 'statement', text: '本人承诺：所提交的材料真实、合法、有效；如有虚假，愿依法承担责任。' },
      { at: '/signature', kind: 'signature-typed' },
    ] },
  ],
}

function published(): PublishedForm {
  const result = publishForm(source, { concepts: {}, formats: { 'citizen-number': () => true, 'credit-code': () => true }, kinds: formKinds })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

export const form = published()

export const known: Record<string, Known> = {
  '/name': { value: '长春市南关区松江小馆', source: '法人库（市场监管）', since: '2026-10-08', contact: '南关区市场监督管理局 0431-00000000' },
  '/creditCode': { value: '92220102MA0000010C', source: '法人库（市场监管）', since: '2026-10-08' },
  '/phone': { value: '13800000000', source: '实名账户', since: '2026-11-02' },
}
