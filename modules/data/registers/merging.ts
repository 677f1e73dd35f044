import type { Entry, Record_, RegisterDefinition } from './contract.ts'

export type Merged = { readonly values: Record_; readonly sources: Readonly<Record<string, string>>; readonly changed: readonly string[] }

/** A source's word is taken for a field when no source of higher rank has spoken (the order of `sources` in the definition). */
export function merge(definition: RegisterDefinition, known: Entry, values: Record_, department: string): Merged {
  const result: Record<string, Record_[string]> = { ...known.values }
  const sources: Record<string, string> = { ...known.sources }
  const changed: string[] = []
  for (const [field, value] of Object.entries(values)) {
    if (rank(definition, field, department) > rank(definition, field, known.sources[field])) continue
    sources[field] = department
    if (JSON.stringify(value) === JSON.stringify(known.values[field] ?? null)) continue
    result[field] = value
    changed.push(field)
  }
  return { values: result, sources, changed }
}

/** 0 is the highest; a department that the definition does not name for the field ranks last. */
function rank(definition: RegisterDefinition, field: string, department: string | undefined): number {
  if (department === undefined) return Number.POSITIVE_INFINITY
  const givers = (definition.sources ?? []).filter((s) => s.gives.includes(field)).map((s) => s.department)
  const at = givers.indexOf(department)
  return at === -1 ? givers.length : at
}
