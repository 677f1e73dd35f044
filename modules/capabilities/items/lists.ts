import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'

export type Listed = { readonly id: string; readonly name: string }
type Lists = { readonly dictionaries: readonly Listed[]; readonly licenceTypes: readonly Listed[] }

const cache = new Map<string, Lists>()

/** Dictionaries and types of licences of the catalogue, by name, for whoever builds a form. */
export function catalogueLists(roots: readonly string[]): Lists {
  const key = roots.join(':')
  const known = cache.get(key) ?? {
    dictionaries: named(roots.flatMap((root) => inFolder(join(root, 'dictionaries')))),
    licenceTypes: named([...roots.flatMap((root) => inFolder(join(root, 'licence-types'))), ...roots.flatMap((root) => ofItems(join(root, 'items')))]),
  }
  cache.set(key, known)
  return known
}

type Found = readonly [id: string, file: string]

const inFolder = (folder: string): Found[] => (existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.yaml')).map((file) => [basename(file, '.yaml'), join(folder, file)] as const) : [])

/** An item may bring the type of the licence that it grants. */
const ofItems = (folder: string): Found[] => (existsSync(folder) ? readdirSync(folder).map((item) => [item, join(folder, item, 'licence.yaml')] as const).filter(([, file]) => existsSync(file)) : [])

/** A later root's takes the place of an earlier one's. */
const named = (found: readonly Found[]): Listed[] => [...new Map(found)].map(([id, file]) => ({ id, name: nameIn(file) ?? id })).sort((left, right) => left.name.localeCompare(right.name, 'zh'))

function nameIn(file: string): string | undefined {
  const { name } = (parse(readFileSync(file, 'utf8')) ?? {}) as { name?: unknown }
  return typeof name === 'string' ? name.replace(/（.*$/, '') : undefined
}
