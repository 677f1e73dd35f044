import type { Record_ } from '#modules/data/registers/contract.ts'
import { dayOf, isoOf } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Firm } from './firms.ts'
import type { Portion } from './generate.ts'
import type { Person } from './people.ts'

export type Records = Record<'people' | 'legal-persons' | 'marriages' | 'driving-licences' | 'vehicles' | 'real-estate' | 'income' | 'social-insurance', Record_[]>

/** What the registers know of a portion of the province; shares are believable, not measured. */
export function recordsOf(portion: Portion, chance: Chance, today: string): Records {
  const records: Records = { people: [], 'legal-persons': portion.firms.map(firmRecord), marriages: [], 'driving-licences': [], vehicles: [], 'real-estate': [], income: [], 'social-insurance': [] }
  for (const { husband, wife, registered, state, number } of portion.marriages) {
    const common = { state, registered }
    records.marriages.push(
      { ...common, number: `${number}-1`, person: husband.number, personName: husband.name, spouse: wife.number, spouseName: wife.name },
      { ...common, number: `${number}-2`, person: wife.number, personName: wife.name, spouse: husband.number, spouseName: husband.name },
    )
  }
  const employers = portion.firms.filter((f) => f.state === '存续')
  let serial = 0
  for (const household of portion.households) {
    for (const person of household.people) {
      records.people.push(personRecord(person))
      if (person.age < 18) continue
      const tail = `${portion.number}`.padStart(5, '0') + `${++serial}`.padStart(4, '0')
      const income = incomeOf(chance, person)
      records.income.push({ person: person.number, monthlyIncome: income, deposits: Math.round(income * chance.unit() * 24), asOf: isoOf(dayOf(today) - 30) })
      records['social-insurance'].push(insuranceRecord(chance, person, income, employers))
      if (person.age <= 72 && chance.happens(0.36)) records['driving-licences'].push(drivingRecord(chance, person, tail, today))
      if (person.age <= 70 && chance.happens(0.18)) records.vehicles.push(vehicleRecord(chance, person, tail, today))
      if (person.relation === '户主' && chance.happens(0.62)) records['real-estate'].push(propertyRecord(chance, person, tail))
    }
  }
  return records
}

export const personRecord = (p: Person): Record_ => ({
  identityNumber: p.number, name: p.name, sex: p.sex, birthDate: p.birth, nation: p.nation, household: p.place.village, address: p.address, residence: p.place.village, householdNumber: p.householdNumber,
  relation: p.relation, hukouKind: p.hukou, phone: p.phone, education: p.education, maritalState: p.marital,
})

export const firmRecord = (f: Firm): Record_ => ({
  creditCode: f.creditCode, name: f.name, kind: f.kind, representative: f.representative.number, representativeName: f.representative.name, division: f.county, address: f.address, capital: f.capital, scope: f.scope,
  founded: f.founded, until: null, state: f.state, phone: f.representative.phone,
})

function incomeOf(chance: Chance, person: Person): number {
  const base = person.hukou === '城镇' ? 3200 : 1500
  return Math.round(base * (0.2 + chance.unit() * 1.8) * (person.age > 60 ? 0.7 : 1))
}

function insuranceRecord(chance: Chance, person: Person, income: number, employers: readonly Firm[]): Record_ {
  const isRetired = person.age >= 60
  const fate = chance.unit()
  const state = isRetired ? '退休' : fate < 0.72 ? '在缴' : fate < 0.93 ? '中断' : '失业'
  const months = Math.max(0, Math.min((person.age - 22) * 12, 420))
  const paid = Math.round(months * (0.5 + chance.unit() / 2))
  const isFunded = state === '在缴' && person.hukou === '城镇' && chance.happens(0.6)
  return {
    person: person.number, employer: state === '在缴' && employers.length > 0 && chance.happens(0.7) ? chance.pick(employers).creditCode : null, pensionMonths: paid, unemploymentMonths: Math.round(paid * 0.7), medicalState: chance.happens(0.96) ? '参保' : '未参保',
    base: Math.max(3000, income), housingFundBalance: isFunded ? Math.round(income * 0.24 * chance.between(6, 80)) : 0, housingFundMonths: isFunded ? chance.between(6, 160) : 0, state,
  }
}

function drivingRecord(chance: Chance, person: Person, tail: string, today: string): Record_ {
  const now = dayOf(today)
  const first = Math.max(dayOf(person.birth) + 18 * 366, now - chance.whole(20 * 365) - 60)
  const term = now - first < 6 * 365 ? 6 : now - first < 16 * 365 ? 16 : 100
  const validUntil = Math.min(first + Math.floor(term * 365.25), now + 30 * 365)
  return {
    person: person.number, fileNumber: `22${person.place.county.slice(2, 4)}${tail.slice(-8)}`, class: chance.pick(['C1', 'C1', 'C1', 'C1', 'C2', 'B2', 'D']), first: isoOf(first), validUntil: isoOf(validUntil), points: chance.happens(0.8) ? 0 : chance.between(1, 11),
    state: validUntil < now ? '逾期未换' : '正常', unpaidOffences: chance.happens(0.94) ? 0 : 1, medicalReport: null,
  }
}

const plateLetters: Readonly<Record<string, string>> = { '220100': 'A', '220200': 'B', '220300': 'C', '220400': 'D', '220500': 'E', '220581': 'E', '220600': 'F', '220700': 'J', '220800': 'G', '222400': 'H' }

/** Seven characters after the letter: longer than any real plate, so no real one is met. */
function vehicleRecord(chance: Chance, person: Person, tail: string, today: string): Record_ {
  return { plate: `吉${plateLetters[person.place.region] ?? 'A'}T${tail.slice(-8)}`, owner: person.number, kind: chance.happens(0.88) ? '小型轿车' : '轻型货车', registered: isoOf(dayOf(today) - 30 - chance.whole(12 * 365)), state: '正常', unpaidOffences: chance.happens(0.93) ? 0 : chance.between(1, 3) }
}

function propertyRecord(chance: Chance, person: Person, tail: string): Record_ {
  const year = chance.between(2016, 2025)
  return {
    certificate: `吉（${year}）示例不动产权第${tail}号`, unit: `${person.place.county}TT${tail}F0001`, owner: person.number, ownerName: person.name, share: 100, address: person.address, division: person.place.county,
    area: Math.round(45 + chance.unit() * 90), usage: '住宅', mortgaged: chance.happens(0.22), sealedOff: chance.happens(0.005), state: '现势',
  }
}
