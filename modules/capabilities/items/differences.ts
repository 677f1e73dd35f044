export type Difference = { readonly at: string; readonly before: string; readonly after: string }

/** What differs between two definitions, element by element, as a citizen or a manager would be told. */
export function changesBetween(before: unknown, after: unknown, at = ''): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (!isGroup(before) || !isGroup(after)) return [{ at: at || '/', before: said(before), after: said(after) }]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => changesBetween((before as Record<string, unknown>)[key], (after as Record<string, unknown>)[key], `${at}/${key}`))
}

const isGroup = (value: unknown): value is object => typeof value === 'object' && value !== null

const said = (value: unknown): string => (value === undefined ? '（无）' : typeof value === 'string' ? value : JSON.stringify(value))
