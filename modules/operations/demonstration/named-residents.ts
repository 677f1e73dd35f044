import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { parseCitizenNumber } from '@xiangyun/identifiers'
import { addDays } from '@xiangyun/kernel/time'
import type { Record_ } from '#modules/data/registers/contract.ts'
import { testFirmCode } from './population/firms.ts'
import type { Firm, FirmKind } from './population/firms.ts'
import type { Marital } from './population/households.ts'
import type { Marriage, Person } from './population/people.ts'
import type { Sources } from './population/sources.ts'

/** How `catalogue/organisations/demo-people.yaml` says a resident; identity reads the first three. */
type Named = {
  identityNumber: string; name: string; note: string; shown?: boolean; village: string; detail: string; household: string; relation: string; marital: Marital; education: string; phone: string; nation?: string
  income?: number; deposits?: number; insurance?: string; firm?: { serial: number; kind: FirmKind; name: string; scope: string; capital: number; founded: string }; driving?: { class: string; first: string; expiresInDays: number }; spouse?: string; married?: string
}

export type NamedRecords = { readonly people: readonly Person[]; readonly firms: readonly Firm[]; readonly marriages: readonly Marriage[]; readonly extra: Readonly<Record<'driving-licences' | 'income' | 'social-insurance', readonly Record_[]>> }

/** The residents with a story, in the same form as the generated ones. */
export function namedResidents(roots: readonly string[], sources: Pick<Sources, 'placeAt'>, today: string): NamedRecords {
  const all = roots.map((root) => join(root, 'organisations', 'demo-people.yaml')).filter((p) => existsSync(p)).flatMap((path) => (parse(readFileSync(path, 'utf8')) as { people: Named[] }).people)
  const people = new Map(all.map((own) => [own.identityNumber, personOf(own, sources, today)]))
  const firms = all.flatMap((own) => (own.firm ? [firmOf(own.firm, people.get(own.identityNumber)!)] : []))
  const marriages = all.flatMap((own): Marriage[] => {
    const [husband, wife] = [people.get(own.identityNumber), people.get(own.spouse ?? '')]
    return husband?.sex === '男' && wife ? [{ husband, wife, registered: own.married!, state: '已登记', number: `J${husband.place.county}-${own.married!.slice(0, 4)}-9${own.identityNumber.slice(12, 17)}` }] : []
  })
  return { people: [...people.values()], firms, marriages, extra: extrasOf(all, people, today) }
}

function personOf(own: Named, sources: Pick<Sources, 'placeAt'>, today: string): Person {
  const read = parseCitizenNumber(own.identityNumber, { today })
  if (!read.ok || !read.value.synthetic) throw new Error(`demo-people: ${own.name} ${own.identityNumber}: ${read.ok ? '不在合成号段' : read.message}`)
  const { birthDate, sex } = read.value
  const place = sources.placeAt(own.village)
  const age = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (today.slice(5) < birthDate.slice(5) ? 1 : 0)
  return {
    number: own.identityNumber, name: own.name, sex: sex === 'male' ? '男' : '女', birth: birthDate, age, nation: own.nation ?? '汉族', place, address: place.address + own.detail, householdNumber: `${place.county}9${own.household.padStart(8, '0')}`,
    relation: own.relation, hukou: place.isUrban ? '城镇' : '农村', phone: own.phone, education: own.education, marital: own.marital,
  }
}

function firmOf(own: NonNullable<Named['firm']>, representative: Person): Firm {
  const { county } = representative.place
  return { ...own, creditCode: testFirmCode(own.kind, county, own.serial), representative, county, address: `${representative.place.address}商业街1号`, state: '存续' }
}

function extrasOf(all: readonly Named[], people: ReadonlyMap<string, Person>, today: string): NamedRecords['extra'] {
  const adults = all.filter((own) => people.get(own.identityNumber)!.age >= 18)
  return {
    'driving-licences': all.flatMap((own) => (own.driving ? [{
      person: own.identityNumber, fileNumber: `220100${own.identityNumber.slice(-6, -1)}9`, class: own.driving.class, first: own.driving.first, validUntil: addDays(today, own.driving.expiresInDays), points: 0, state: '正常', unpaidOffences: 0, medicalReport: null,
    }] : [])),
    income: adults.map((own) => ({ person: own.identityNumber, monthlyIncome: own.income ?? 3000, deposits: own.deposits ?? 20_000, asOf: addDays(today, -30) })),
    'social-insurance': adults.map((own) => ({
      person: own.identityNumber, employer: null, pensionMonths: 60, unemploymentMonths: 48, medicalState: '参保', base: Math.max(3000, own.income ?? 3000), housingFundBalance: 0, housingFundMonths: 0, state: own.insurance ?? '在缴',
    })),
  }
}
