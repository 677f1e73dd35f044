const samples = ['220100', '220102', '220102001', '220102001001']

/** How far down one chooses, by the codes that the schema's pattern takes: 1 city … 4 village. */
export function depthOf(pattern: string | undefined): number {
  if (!pattern) return samples.length
  const taken = new RegExp(pattern, 'u')
  const at = samples.findLastIndex((code, level) => taken.test(code) && !(level === 0 && taken.test('220102')))
  const first = samples.findIndex((code, level) => taken.test(code) && !(level === 0 && taken.test('220102')))
  return at < 0 ? samples.length : first + 1
}
