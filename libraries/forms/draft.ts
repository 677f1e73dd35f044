import type { Answers, Json } from './form.ts'

type Inside = Record<string, Json>

const asObject = (value: Json | undefined): Inside | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Inside) : undefined)

/** A copy of answers that is changed in place; every object in it is copied at most once, what was given stays as it is. */
export class Draft {
  private root: Inside
  private readonly owned = new Set<object>()

  constructor(given: Answers) {
    this.root = { ...given }
    this.owned.add(this.root)
  }

  /** As it stands; later changes no longer reach it. */
  snapshot(): Answers {
    this.owned.clear()
    return this.root
  }

  get(name: string): Json | undefined {
    return Object.hasOwn(this.root, name) ? this.root[name] : undefined
  }

  has(name: string): boolean {
    return Object.hasOwn(this.root, name)
  }

  /** Sets a value at a path; objects on the way are made. */
  put(path: readonly string[], value: Json): void {
    let at = this.own()
    for (const part of path.slice(0, -1)) at = this.ownInside(at, part)
    at[path.at(-1)!] = value
  }

  /** Takes a value away; an object emptied by that goes too. */
  drop(path: readonly string[]): void {
    const last = path.at(-1)!
    let looked: Inside | undefined = this.root
    for (const part of path.slice(0, -1)) looked = looked && Object.hasOwn(looked, part) ? asObject(looked[part]) : undefined
    if (!looked || !Object.hasOwn(looked, last)) return
    const chain = [this.own()]
    for (const part of path.slice(0, -1)) chain.push(this.ownInside(chain.at(-1)!, part))
    for (let depth = path.length - 1; depth >= 0; depth--) {
      delete chain[depth]![path[depth]!]
      if (!isEmpty(chain[depth]!)) return
    }
  }

  private own(): Inside {
    if (this.owned.has(this.root)) return this.root
    this.root = { ...this.root }
    this.owned.add(this.root)
    return this.root
  }

  private ownInside(at: Inside, part: string): Inside {
    const inside = Object.hasOwn(at, part) ? asObject(at[part]) : undefined
    if (inside && this.owned.has(inside)) return inside
    const copy = { ...inside }
    this.owned.add(copy)
    at[part] = copy
    return copy
  }
}

function isEmpty(object: object): boolean {
  for (const name in object) if (Object.hasOwn(object, name)) return false
  return true
}
