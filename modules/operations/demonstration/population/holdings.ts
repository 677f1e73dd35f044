import type { Keys } from '@xiangyun/kernel/keys'
import type { StateHeld } from '#modules/capabilities/licences/contract.ts'
import type { Organisations, Unit } from '#modules/data/organisations/contract.ts'
import type { Record_ } from '#modules/data/registers/contract.ts'
import { dayOf, isoOf } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Firm } from './firms.ts'
import type { Marriage, Person } from './people.ts'

/** The licences that the state holds of people and firms, as they would stand on their faces. */
export type Holdings = {
  readonly idCard: (chance: Chance, person: Person) => StateHeld
  readonly businessLicence: (firm: Firm) => StateHeld
  readonly marriage: (marriage: Marriage) => readonly StateHeld[]
  readonly drivingLicence: (person: Person, record: Record_) => StateHeld
  readonly vehicleLicence: (person: Person, record: Record_) => StateHeld
}

export function holdingsOf(keys: Keys, organisations: Organisations, today: string): Holdings {
  const units = new Map<string, Unit>()
  const unit = (department: string, division: string): Unit => {
    const key = `${department}@${division}`
    const own = units.get(key) ?? organisations.unit(department, division)
    if (!own) throw new Error(`no unit ${key}`)
    units.set(key, own)
    return own
  }
  const now = dayOf(today)
  const holderOf = (person: Person): StateHeld['holder'] => ({ kind: 'person', key: keys.index('subject', person.number), name: person.name })
  const longTerm = (issuedOn: string) => ({ issuedOn, validFrom: issuedOn, validUntil: null })
  const personal = (person: Person, type: string, department: string, values: Record<string, unknown>) => ({ type, unit: unit(department, person.place.county), holder: holderOf(person), values: { ...values, identityNumber: person.number } })
  return {
    idCard: (chance, p) => {
      const issued = Math.max(dayOf(p.birth) + 30, now - 20 - chance.whole(9 * 365))
      const years = p.age < 16 ? 5 : p.age < 26 ? 10 : p.age < 46 ? 20 : 0
      const from = years === 5 ? Math.max(issued, now - 4 * 365) : issued
      return {
        ...personal(p, 'id-card', 'public-security', {}), issuedOn: isoOf(from), validFrom: isoOf(from), validUntil: years ? isoOf(from + Math.floor(years * 365.25)) : null,
        fields: [{ label: '姓名', value: p.name }, { label: '性别', value: p.sex }, { label: '民族', value: p.nation }, { label: '出生', value: p.birth }, { label: '住址', value: p.address }, { label: '公民身份号码', value: p.number }],
      }
    },
    businessLicence: (f) => ({
      type: 'business-licence', unit: unit('market-supervision', f.county), holder: { kind: 'firm', key: f.creditCode, name: f.name }, values: { creditCode: f.creditCode }, ...longTerm(f.founded), state: f.state === '吊销' ? 'revoked' : 'valid',
      fields: [
        { label: '统一社会信用代码', value: f.creditCode }, { label: '名称', value: f.name }, { label: '类型', value: f.kind }, { label: '法定代表人', value: f.representative.name }, { label: '注册资本', value: `${f.capital}万元人民币` },
        { label: '成立日期', value: f.founded }, { label: '营业期限', value: '长期' }, { label: '经营范围', value: f.scope }, { label: '住所', value: f.address },
      ],
    }),
    marriage: ({ husband, wife, registered, number }) => [husband, wife].map((p) => ({
      ...personal(p, 'marriage-certificate', 'civil-affairs', {}), unit: unit('civil-affairs', husband.place.county), number, ...longTerm(registered),
      fields: [
        { label: '持证人', value: p.name }, { label: '登记日期', value: registered }, { label: '结婚证字号', value: number }, { label: '男方姓名', value: husband.name }, { label: '男方身份号码', value: husband.number },
        { label: '女方姓名', value: wife.name }, { label: '女方身份号码', value: wife.number },
      ],
    })),
    drivingLicence: (p, r) => ({
      ...personal(p, 'driving-licence', 'public-security', {}), issuedOn: String(r['first']), validFrom: String(r['first']), validUntil: String(r['validUntil']),
      fields: [{ label: '证号', value: p.number }, { label: '姓名', value: p.name }, { label: '准驾车型', value: String(r['class']) }, { label: '初次领证日期', value: String(r['first']) }, { label: '档案编号', value: String(r['fileNumber']) }],
    }),
    vehicleLicence: (p, r) => ({
      ...personal(p, 'vehicle-licence', 'public-security', { plate: r['plate'] }), ...longTerm(String(r['registered'])),
      fields: [{ label: '号牌号码', value: String(r['plate']) }, { label: '所有人', value: p.name }, { label: '车辆类型', value: String(r['kind']) }, { label: '使用性质', value: '非营运' }, { label: '注册日期', value: String(r['registered']) }],
    }),
  }
}
