import type { Json } from '@xiangyun/forms/form'
import type { Division } from '../addresses.ts'
import type { FormSources, Offer } from '../form/sources.ts'
import type { KeptFile, SendOptions } from '../uploads.ts'

/** How sources answer on the kinds' page: at once, never, or not at all. */
export type SourceMood = 'ready' | 'slow' | 'down'

const offer = (value: Json, label: string, more: Partial<Offer> = {}): Offer => ({ value, label, ...more })
const entry = (code: string, name: string) => offer({ code, name }, name, { hint: code })

const dictionaries: Readonly<Record<string, Readonly<Record<string, readonly Offer[]>>>> = {
  country: { '': [entry('156', '中国'), entry('410', '韩国'), entry('392', '日本'), entry('643', '俄罗斯'), entry('496', '蒙古国'), entry('840', '美国'), entry('826', '英国'), entry('250', '法国')] },
  industry: {
    '': [entry('A', '农、林、牧、渔业'), entry('F', '批发和零售业'), entry('H', '住宿和餐饮业')],
    'A': [entry('01', '农业'), entry('03', '畜牧业')], 'F': [entry('52', '零售业')], 'H': [entry('61', '住宿业'), entry('62', '餐饮业')],
    '62': [entry('621', '正餐服务'), entry('622', '快餐服务'), entry('623', '饮料及冷饮服务')],
  },
}
const licences = [
  offer({ id: 'l1', type: 'business-licence', name: '营业执照', number: '91220102TTX0000A7U' }, '营业执照', { hint: '91220102TTX0000A7U　长期有效　长春市南关区市场监督管理局' }),
  offer({ id: 'l2', type: 'business-licence', name: '营业执照', number: '91220103TTX0000B3K' }, '营业执照', { hint: '91220103TTX0000B3K　长春市宽城区市场监督管理局', refused: '2025年3月1日已注销' }),
]
const family = [
  offer({ name: '王小红', identityNumber: '229901199003077771', relation: '女儿' }, '王小红', { hint: '女儿　2299**********7771' }),
  offer({ name: '李秀英', relation: '配偶' }, '李秀英', { hint: '配偶' }),
]
const firms = [offer({ name: '长春市小明餐饮有限公司', creditCode: '91220102TTX0000A7U' }, '长春市小明餐饮有限公司', { hint: '91220102TTX0000A7U　您是法定代表人' })]
const officials = [
  offer({ unit: 'u1', unitName: '南关区市场监督管理局', post: '审批科' }, '南关区市场监督管理局 审批科'),
  offer({ unit: 'u1', unitName: '南关区市场监督管理局', post: '审批科', name: '赵敏' }, '南关区市场监督管理局 审批科 赵敏'),
  offer({ unit: 'u2', unitName: '南关区应急管理局' }, '南关区应急管理局'),
]

/** Made-up answers, so that every kind can be tried without a register. */
export function sampleSources(mood: () => SourceMood): FormSources {
  const tell = <Value>(value: Value): Promise<Value> => {
    if (mood() === 'slow') return new Promise(() => undefined)
    return mood() === 'down' ? Promise.reject(new Error('登记系统暂时没有回应，请稍后再试')) : Promise.resolve(value)
  }
  return {
    dictionary: (name, { parent = '', text = '' } = {}) => tell((dictionaries[name]?.[parent] ?? []).filter((one) => one.label.includes(text))),
    licences: () => tell(licences), family: () => tell(family), firms: () => tell(firms),
    officials: (text) => tell(officials.filter((one) => one.label.includes(text))),
  }
}

const places: Readonly<Record<string, readonly Division[]>> = {
  220000: [{ code: '220100', name: '长春市' }, { code: '220200', name: '吉林市' }],
  220100: [{ code: '220102', name: '南关区' }, { code: '220103', name: '宽城区' }],
  220102: [{ code: '220102001', name: '南岭街道' }],
  220102001: [{ code: '220102001001', name: '平阳社区' }],
}
export const samplePlaces = (parent: string) => Promise.resolve(places[parent] ?? [])

export function sampleSend(file: File, { progress }: SendOptions): Promise<KeptFile> {
  progress(1)
  return Promise.resolve({ id: file.name, name: file.name, size: file.size, type: file.type })
}
