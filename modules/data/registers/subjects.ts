import type { Entry, RegisterDefinition } from './contract.ts'

/** Whose data an entry is: found again under this name by the person who asks who read it. */
export const subjectOf = (definition: RegisterDefinition, entry: Pick<Entry, 'values'>): string =>
  String(entry.values[definition.subject ?? definition.key] ?? entry.values[definition.key])
