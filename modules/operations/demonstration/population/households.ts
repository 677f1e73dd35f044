import type { Chance } from './chance.ts'

export type Sex = '男' | '女'
export type Role = 'head' | 'spouse' | 'child' | 'elder'
export type Marital = '未婚' | '已婚' | '离婚' | '丧偶'
/** A member before they have a name: whole years and what they are to the head. */
export type Member = { readonly role: Role; readonly sex: Sex; readonly age: number; readonly marital: Marital }
/** Two households when a couple parted: then the first members of both were married to each other. */
export type Sketch = { readonly households: readonly (readonly Member[])[]; readonly parted: boolean }

const OLDEST = 99

/** Sketches households whose people together follow the census' age groups: of a few candidates the one that fits best is taken. */
export function householdSketcher(shares: readonly number[]): (chance: Chance) => Sketch {
  const counts = shares.map(() => 0)
  let total = 0
  const group = (age: number) => Math.min(Math.floor(age / 5), shares.length - 1)
  const fit = (sketch: Sketch): number => {
    let [sum, people] = [0, 0]
    for (const member of sketch.households.flat()) {
      const at = group(member.age)
      sum += shares[at]! - (counts[at]! + 1) / (total + 1)
      people++
    }
    return sum / people
  }
  return (chance) => {
    let best = sketch(chance)
    let bestFit = fit(best)
    for (let i = 0; i < 5; i++) {
      const other = sketch(chance)
      const value = fit(other)
      if (value > bestFit) [best, bestFit] = [other, value]
    }
    for (const member of best.households.flat()) counts[group(member.age)]!++
    total += best.households.flat().length
    return best
  }
}

function sketch(chance: Chance): Sketch {
  const kind = chance.unit()
  if (kind < 0.2) return one([alone(chance)])
  if (kind < 0.26) return parted(chance)
  if (kind < 0.31) return one(widowed(chance))
  const couple = coupleOf(chance, kind < 0.55 ? chance.between(48, 88) : chance.between(24, 60))
  const children = kind < 0.55 ? [] : childrenOf(chance, couple[1]!.age, chance.happens(0.22) ? 2 : 1)
  const elders = chance.happens(kind < 0.55 ? 0.03 : 0.12) ? elderOf(chance, couple[0]!.age) : []
  return one([...couple, ...children, ...elders])
}

const one = (members: readonly Member[]): Sketch => ({ households: [members], parted: false })

/** A legal age for marriage: 22 and 20 (民法典 第一千零四十七条). */
function coupleOf(chance: Chance, age: number): Member[] {
  const wife = Math.max(21, age - chance.between(-3, 6))
  return [{ role: 'head', sex: '男', age, marital: '已婚' }, { role: 'spouse', sex: '女', age: wife, marital: '已婚' }]
}

function alone(chance: Chance): Member {
  const age = chance.between(18, 62)
  return { role: 'head', sex: chance.happens(0.52) ? '男' : '女', age, marital: '未婚' }
}

function widowed(chance: Chance): Member[] {
  const age = chance.between(58, 92)
  return [{ role: 'head', sex: chance.happens(0.3) ? '男' : '女', age, marital: '丧偶' }]
}

function parted(chance: Chance): Sketch {
  const age = chance.between(28, 66)
  const woman: Member = { role: 'head', sex: '女', age: Math.max(24, age - chance.between(-3, 6)), marital: '离婚' }
  const children = chance.happens(0.6) ? childrenOf(chance, woman.age, 1) : []
  return { households: [[{ role: 'head', sex: '男', age, marital: '离婚' }], [woman, ...children]], parted: true }
}

function childrenOf(chance: Chance, mother: number, count: number): Member[] {
  const children: Member[] = []
  for (let i = 0; i < count; i++) {
    const age = mother - chance.between(21, 37)
    if (age >= 0 && age < 30) children.push({ role: 'child', sex: chance.happens(0.52) ? '男' : '女', age, marital: '未婚' })
  }
  return children
}

function elderOf(chance: Chance, head: number): Member[] {
  const age = head + chance.between(21, 36)
  return age > OLDEST ? [] : [{ role: 'elder', sex: chance.happens(0.35) ? '男' : '女', age, marital: '丧偶' }]
}
