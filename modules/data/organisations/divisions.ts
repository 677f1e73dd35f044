import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Division } from './contract.ts'

export type Divisions = {
  readonly get: (code: string) => Division | undefined
  readonly children: (code: string) => readonly Division[]
  readonly all: () => readonly Division[]
}

const lengths = { province: 6, prefecture: 6, county: 6, township: 9, village: 12 } as const

/** Province to village from two CSV files of statistical division codes (国家统计局 2023). */
export function readDivisions(root: string): Divisions {
  const byCode = new Map<string, Division>()
  const below = new Map<string, Division[]>()
  const add = (statCode: string, name: string, level: Division['level'], parentStat: string) => {
    const code = statCode.slice(0, lengths[level])
    const parent = parentStat ? trimmed(parentStat) : null
    const division = { code, name, level, parent, hasChildren: false }
    byCode.set(code, division)
    if (parent) below.set(parent, [...(below.get(parent) ?? []), division])
  }
  for (const [statCode, , name, level, parent] of rows(join(root, 'divisions', 'divisions.csv'))) add(statCode!, name!, level as Division['level'], parent!)
  const villages = new Map<string, Division[]>()
  for (const [statCode, name, parent] of rows(join(root, 'divisions', 'villages.csv'))) {
    const own = trimmed(parent!)
    const division: Division = { code: statCode!, name: name!, level: 'village', parent: own, hasChildren: false }
    byCode.set(statCode!, division)
    const list = villages.get(own)
    if (list) list.push(division)
    else villages.set(own, [division])
  }
  for (const [code, list] of villages) below.set(code, list)
  for (const code of below.keys()) {
    const division = byCode.get(code)
    if (division) byCode.set(code, Object.assign(division, { hasChildren: true }))
  }
  return { get: (code) => byCode.get(code), children: (code) => below.get(code) ?? [], all: () => [...byCode.values()] }
}

/** The shortest form of a 12-digit statistical code. */
export function trimmed(statCode: string): string {
  if (statCode.endsWith('000000')) return statCode.slice(0, 6)
  return statCode.endsWith('000') ? statCode.slice(0, 9) : statCode
}

const rows = (file: string): string[][] => readFileSync(file, 'utf8').split('\n').slice(1).filter(Boolean).map((line) => line.trim().split(','))
