import { reactive } from 'vue'

const names = reactive(new Map<string, string>())
const asked = new Set<string>()

/** 长春市南关区南岭街道: the division's name below the province; empty until it is known. */
export function placeName(code: string): string {
  if (!code || asked.has(code)) return names.get(code) ?? ''
  asked.add(code)
  import('./divisions.ts').then(({ findDivision }) => findDivision(code)).then(({ division, path }) => {
    const line = path.some((one) => one.code === division.code) ? path : [...path, division]
    names.set(code, line.filter(({ level }) => level !== 'province').map(({ name }) => name).join(''))
  }, () => asked.delete(code))
  return names.get(code) ?? ''
}

/** Tells a name that is known already, so that nobody asks for it. */
export function rememberPlace(code: string, line: readonly string[]) {
  asked.add(code)
  names.set(code, line.join(''))
}
