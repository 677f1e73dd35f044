import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Organisations } from '#modules/data/organisations/contract.ts'
import { weighted } from './chance.ts'
import type { Chance } from './chance.ts'

type NameFile = {
  surnames: [string, number][]; surnamesKorean: [string, number][]
  given: Record<'male' | 'female', Record<string, string[]>>; popular: Record<'male' | 'female', Record<string, string[]>>; doubleShare: Record<string, number>
}
type CensusFile = { urbanShare: number; regions: [string, number][]; ages: [string, number][]; nations: Record<string, number> }

export type Place = { readonly village: string; readonly county: string; readonly address: string; readonly region: string; readonly isUrban: boolean }

/** What people are made from: places weighted by census, ages, nations, names. */
export type Sources = {
  readonly place: (chance: Chance) => Place
  readonly placeAt: (village: string) => Place
  /** Share of each five-year group, 0–4 first, 85 and over last. */
  readonly ages: readonly number[]
  readonly nation: (chance: Chance, region: string) => string
  readonly surname: (chance: Chance, nation: string) => string
  readonly givenName: (chance: Chance, sex: '男' | '女', birthYear: number) => string
}

const YANBIAN = '222400'

export function readSources(catalogue: string, organisations: Organisations): Sources {
  const names = JSON.parse(readFileSync(join(catalogue, 'population', 'names.json'), 'utf8')) as NameFile
  const census = JSON.parse(readFileSync(join(catalogue, 'population', 'census.json'), 'utf8')) as CensusFile
  const region = weighted(census.regions)
  const villages = villagesByRegion(organisations, census.regions.map(([code]) => code))
  const [surname, korean] = [weighted(names.surnames), weighted(names.surnamesKorean)]
  const placeAt = placeFinder(organisations)
  return {
    placeAt,
    place: (chance) => {
      const own = villages.get(region(chance))!
      const wanted = chance.happens(census.urbanShare / 100) ? own.urban : own.rural
      return placeAt(chance.pick(wanted.length > 0 ? wanted : own.rural))
    },
    ages: census.ages.map(([, share]) => share / 100),
    nation: nationBy(census.nations),
    surname: (chance, nation) => (nation === '朝鲜族' ? korean(chance) : surname(chance)),
    givenName: (chance, sex, birthYear) => givenName(names, chance, sex === '男' ? 'male' : 'female', birthYear),
  }
}

function villagesByRegion(organisations: Organisations, regions: readonly string[]): Map<string, { urban: string[]; rural: string[] }> {
  const found = new Map(regions.map((r) => [r, { urban: [] as string[], rural: [] as string[] }]))
  for (const { code, name } of organisations.divisions('village')) {
    const own = found.get(code.slice(0, 6)) ?? found.get(`${code.slice(0, 4)}00`)
    if (!own || !organisations.division(code.slice(0, 6))) continue
    if (name.includes('村')) own.rural.push(code)
    else own.urban.push(code)
  }
  return found
}

function placeFinder(organisations: Organisations): (village: string) => Place {
  const known = new Map<string, Place>()
  return (village) => {
    const place = known.get(village) ?? {
      village, county: village.slice(0, 6), region: village.startsWith('220581') ? '220581' : `${village.slice(0, 4)}00`, address: `吉林省${organisations.nameOf(village)}`, isUrban: !(organisations.division(village)?.name ?? '').includes('村'),
    }
    known.set(village, place)
    return place
  }
}

/** Half or more of Yanbian's share of Korean people would exceed the census; a third fits it. */
function nationBy(shares: Readonly<Record<string, number>>): Sources['nation'] {
  const others = ['锡伯族', '达斡尔族', '壮族', '苗族']
  const list = (korean: number): [string, number][] => [
    ['朝鲜族', korean], ...Object.entries(shares).filter(([n]) => n !== '朝鲜族' && n !== '其他').map(([n, s]): [string, number] => [n, s]), ...others.map((n): [string, number] => [n, shares['其他']! / others.length]),
  ]
  const [home, elsewhere] = [weighted(list(52)), weighted(list(1.1))]
  return (chance, region) => (region === YANBIAN ? home(chance) : elsewhere(chance))
}

function givenName(names: NameFile, chance: Chance, sex: 'male' | 'female', year: number): string {
  const cohort = year < 1960 ? '1940-1959' : year < 1980 ? '1960-1979' : year < 2000 ? '1980-1999' : '2000-2020'
  if (chance.happens(0.06)) {
    const decade = names.popular[sex][year >= 2020 ? '2020' : `${Math.max(1950, Math.floor(year / 10) * 10)}s`]
    if (decade) return chance.pick(decade)
  }
  const characters = names.given[sex][cohort]!
  const first = chance.pick(characters)
  if (!chance.happens(names.doubleShare[cohort]!)) return first
  const second = chance.pick(characters)
  return second === first ? first : first + second
}
