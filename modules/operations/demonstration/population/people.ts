import { makeCitizenNumber } from '@xiangyun/identifiers'
import { dayOf, isoOf } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Marital, Member, Sex, Sketch } from './households.ts'
import type { Place, Sources } from './sources.ts'

export type Person = {
  readonly number: string; readonly name: string; readonly sex: Sex; readonly birth: string; readonly age: number; readonly nation: string; readonly place: Place; readonly address: string
  readonly householdNumber: string; readonly relation: string; readonly hukou: '城镇' | '农村'; readonly phone: string | null; readonly education: string; readonly marital: Marital
}
/** Two people who are or were married, the man first. */
export type Marriage = { readonly husband: Person; readonly wife: Person; readonly registered: string; readonly number: string; readonly state: '已登记' | '已离婚' }
export type Household = { readonly place: Place; readonly people: readonly Person[] }
export type Made = { readonly households: readonly Household[]; readonly marriages: readonly Marriage[] }

const FIRST_DAY = dayOf('1900-01-01')
/** Synthetic counties 10 to 99 are counted through; 00 to 09 are left to people made by hand. */
const FIRST_COUNTY = 10

/** Numbers in the synthetic range, each given once: counted by birthday and sex, so memory stays the same for any population. */
export function numberGiver(today: number): (birth: number, sex: Sex) => string {
  const given = new Uint16Array((today - FIRST_DAY + 1) * 2)
  return (birth, sex) => {
    const at = (birth - FIRST_DAY) * 2 + (sex === '男' ? 1 : 0)
    const count = given[at]!++
    const county = FIRST_COUNTY + Math.floor(count / 500)
    if (county > 99) throw new Error('the synthetic range is used up for one birthday')
    return makeCitizenNumber({ county, birthDate: isoOf(birth), sequence: (count % 500) * 2 + (sex === '男' ? 1 : 0) })
  }
}

export type PeopleMaker = (chance: Chance, sketch: Sketch) => Made

export function peopleMaker(sources: Sources, today: number): PeopleMaker {
  const number = numberGiver(today)
  let households = 0
  let phones = 0
  let marriages = 0
  const nextPhone = () => `1990${String(phones++ % 10_000_000).padStart(7, '0')}`
  const household = (chance: Chance, members: readonly Member[]): Household => {
    const place = sources.place(chance)
    const householdNumber = `${place.county}${String(++households).padStart(9, '0')}`
    const nation = sources.nation(chance, place.region)
    const detail = place.isUrban ? `${chance.between(1, 60)}栋${chance.between(1, 6)}单元${chance.between(1, 18)}0${chance.between(1, 4)}室` : `${chance.between(1, 9)}组${chance.between(1, 120)}号`
    const family = sources.surname(chance, nation)
    const people = members.map((member) => {
      const birth = birthOf(chance, member.age, today)
      const own = member.role === 'spouse' && chance.happens(0.12) ? sources.nation(chance, place.region) : nation
      const surname = member.role === 'spouse' || (member.role === 'elder' && member.sex === '女') ? sources.surname(chance, own) : family
      return {
        number: number(birth, member.sex), name: surname + sources.givenName(chance, member.sex, Number(isoOf(birth).slice(0, 4))), sex: member.sex, birth: isoOf(birth), age: member.age, nation: own, place,
        address: place.address + detail, householdNumber, relation: relationOf(member), hukou: place.isUrban ? '城镇' as const : '农村' as const, phone: member.age >= 14 ? nextPhone() : null,
        education: educationOf(chance, member.age), marital: member.marital,
      }
    })
    return { place, people }
  }
  const marry = (chance: Chance, husband: Person, wife: Person, state: Marriage['state']): Marriage => {
    const earliest = Math.max(dayOf(husband.birth) + 22 * 365.25 + 1, dayOf(wife.birth) + 20 * 365.25 + 1)
    const day = Math.min(today - 1, Math.floor(earliest + chance.whole(8 * 365)))
    const registered = isoOf(day)
    return { husband, wife, registered, state, number: `J${husband.place.county}-${registered.slice(0, 4)}-${String(++marriages).padStart(6, '0')}` }
  }
  return (chance, sketch) => {
    const made = sketch.households.map((members) => household(chance, members))
    if (sketch.parted) return { households: made, marriages: [marry(chance, made[0]!.people[0]!, made[1]!.people[0]!, '已离婚')] }
    const [husband, wife] = made[0]!.people
    return { households: made, marriages: wife?.relation === '配偶' ? [marry(chance, husband!, wife, '已登记')] : [] }
  }
}

/** A birthday that gives exactly so many full years today. */
function birthOf(chance: Chance, age: number, today: number): number {
  const [year, month, day] = isoOf(today).split('-').map(Number) as [number, number, number]
  const latest = Date.UTC(year - age, month - 1, month === 2 && day === 29 ? 28 : day) / 86_400_000
  return Math.max(FIRST_DAY, latest - chance.whole(364))
}

function relationOf(member: Member): string {
  if (member.role === 'head') return '户主'
  if (member.role === 'spouse') return '配偶'
  if (member.role === 'child') return member.sex === '男' ? '子' : '女'
  return member.sex === '男' ? '父亲' : '母亲'
}

function educationOf(chance: Chance, age: number): string {
  if (age < 6) return '未上学'
  if (age < 12) return '小学'
  if (age < 15) return '初中'
  if (age < 18) return '高中'
  const at = chance.unit() + Math.max(0, age - 30) / 90
  if (at < 0.08) return '研究生'
  if (at < 0.34) return '大学本科'
  if (at < 0.52) return '大学专科'
  if (at < 0.72) return '高中'
  return at < 1.1 ? '初中' : '小学'
}
