import type { Facts, Form } from '@xiangyun/forms/form'
import type { Source } from '#design/designer/designing.ts'

/** The server shows a generated form as a note; it stays generated until somebody writes one. */
export const isGenerated = (text: string): boolean => text.trim() === '' || text.includes('由平台按对象生成')

/** A form to begin with: who asks, and nothing asked yet. */
export const blankForm: Form = { id: '', title: '', schema: { type: 'object', properties: {} }, ui: [{ section: '申请人', ask: [] }] }

const people: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'person': { name: '王小明', identityNumber: '229901199003077771', sex: '男', birthDate: '1990-03-07', nation: '汉族', phone: '19900000008', maritalState: '已婚' },
  'firm': { name: '松江小馆', creditCode: '91220102TTX0000A7U', kind: '个体工商户', representativeName: '王小明', phone: '19900000008' },
}

/** Believable people to try a form with. */
export const sampleFacts = (sources: readonly Source[], today: string): Facts => ({ today, ...Object.fromEntries(sources.map((one) => [one.name, people[one.concept ?? ''] ?? {}])) })
