import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export type DemoPerson = { readonly identityNumber: string; readonly name: string; readonly note: string; readonly agentFor?: string }

const read = new Map<string, readonly DemoPerson[]>()

/** Synthetic residents with a story, shown at sign-in; the rest of the province is generated around them. Read once. */
export function demoPeople(roots: readonly string[]): readonly DemoPerson[] {
  const key = roots.join(':')
  const found = read.get(key) ?? readPeople(roots)
  read.set(key, found)
  return found
}

function readPeople(roots: readonly string[]): DemoPerson[] {
  return roots.map((root) => join(root, 'organisations', 'demo-people.yaml')).filter((p) => existsSync(p))
    .flatMap((path) => (parse(readFileSync(path, 'utf8')) as { people: (DemoPerson & { shown?: boolean })[] }).people).filter((p) => (p as { shown?: boolean }).shown !== false)
}
