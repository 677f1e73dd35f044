import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

type Dictionary = { readonly name: string; readonly certainty: string; readonly codes: Readonly<Record<string, string | { readonly name: string; readonly parent?: string }>> }

const known = new Map<string, Dictionary | null>()
/** A dictionary of the catalogue; a later root's takes the place of an earlier one's. */
export function dictionary(name: string, roots: readonly string[]): Dictionary | null {
  if (!/^[a-z0-9-]{1,60}$/.test(name)) return null
  const key = `${name}@${roots.join(':')}`
  const found = known.get(key)
  if (found !== undefined) return found
  const file = [...roots].reverse().map((root) => join(root, 'dictionaries', `${name}.yaml`)).find((path) => existsSync(path))
  const read = file ? (parse(readFileSync(file, 'utf8')) as Dictionary) : null
  if (read) known.set(key, read)
  return read
}
