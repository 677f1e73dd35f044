import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { LineCounter, isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import type { TSchema } from 'typebox'
import { compile, fieldErrors } from '../http/validation.ts'

/** A mistake in a definition: where it stands, which rule it breaks, and where that rule comes from. */
export type DefinitionProblem = { readonly file: string; readonly line: number; readonly key: string; readonly rule: string; readonly message: string; readonly source?: string }

export type Definition<T> = {
  /** The file's name without its ending, or its folder's name. */
  readonly id: string
  readonly value: T
  readonly file: string
  readonly folder: string
  readonly text: string
  /** The line on which a key (JSON pointer) stands. */
  readonly lineOf: (pointer: string) => number
}

export type Loaded<T> = { readonly definitions: ReadonlyMap<string, Definition<T>>; readonly problems: readonly DefinitionProblem[] }

type Place = { id: string; file: string; folder: string }

/**
 * Reads all definitions of one kind below the roots: `<root>/<kind>/<id>.yaml`, or `<root>/<kind>/<id>/<main>` when `main` is
 * given. A folder with `main` may also lie directly in a root, or be one. A later root adds, and replaces what has the same id.
 * All mistakes are gathered; none stops the reading.
 */
export function loadDefinitions<T>(roots: readonly string[], kind: string, schema: TSchema, main?: string): Loaded<T> {
  const validate = compile(schema)
  const definitions = new Map<string, Definition<T>>()
  const problems: DefinitionProblem[] = []
  for (const root of roots) {
    for (const place of [...placesIn(join(root, kind), main), ...(main ? loosePlaces(root, main) : [])]) {
      const read = readDefinition(place, relative(root, place.file))
      problems.push(...read.problems)
      if (!read.definition) continue
      if (!validate(read.definition.value)) {
        problems.push(...fieldErrors(validate.errors ?? []).map((e) => ({
          file: relative(root, place.file), line: read.definition!.lineOf(e.at), key: e.at, rule: `definitions/${e.code}`, message: e.message,
        })))
        continue
      }
      definitions.set(place.id, read.definition as Definition<T>)
    }
  }
  return { definitions, problems }
}

function placesIn(folder: string, main: string | undefined): Place[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).sort().flatMap((entry) => {
    const path = join(folder, entry)
    if (main) return existsSync(join(path, main)) ? [{ id: entry, file: join(path, main), folder: path }] : []
    if (statSync(path).isDirectory() || !/\.(yaml|json)$/.test(entry)) return []
    return [{ id: basename(entry).replace(/\.(yaml|json)$/, ''), file: path, folder }]
  })
}

/** Definition folders that somebody hands over without a catalogue around them. */
function loosePlaces(root: string, main: string): Place[] {
  return existsSync(join(root, main)) ? [{ id: basename(root), file: join(root, main), folder: root }] : placesIn(root, main)
}

/** Where the folder of one definition may lie below a root. */
export const definitionFolders = (root: string, kind: string, id: string): string[] => [join(root, kind, id), join(root, id), ...(basename(root) === id ? [root] : [])]

function readDefinition(place: Place, shown: string): { definition?: Definition<unknown>; problems: DefinitionProblem[] } {
  return parseDefinition(readFileSync(place.file, 'utf8'), place, shown)
}

/** Reads one definition from its text, as the loader does from a file. */
export function parseDefinition(text: string, place: Place, shown: string): { definition?: Definition<unknown>; problems: DefinitionProblem[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, schema: 'core' })
  if (document.errors.length > 0) {
    return { problems: document.errors.map((e) => ({ file: shown, line: e.linePos?.[0].line ?? 1, key: '', rule: 'definitions/yaml', message: `不是有效的 YAML：${e.message.split('\n')[0]}` })) }
  }
  const lineOf = (pointer: string) => lineAt(document, lines, pointer)
  try {
    return { definition: { ...place, text, value: document.toJS() as unknown, lineOf }, problems: [] }
  } catch {
    // Aliases of aliases that unfold without end.
    return { problems: [{ file: shown, line: 1, key: '', rule: 'definitions/yaml', message: '不是有效的 YAML：引用（*）展开后太大' }] }
  }
}

function lineAt(document: Document, lines: LineCounter, pointer: string): number {
  let node: unknown = document.contents
  let offset = 0
  for (const part of pointer.split('/').filter(Boolean)) {
    const inner = step(node, part)
    if (!inner) break
    offset = inner.offset
    node = inner.node
  }
  return lines.linePos(offset).line
}

function step(node: unknown, part: string): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((p) => isPair(p) && isScalar(p.key) && String(p.key.value) === part)
    return pair && isScalar(pair.key) ? { node: pair.value, offset: pair.key.range?.[0] ?? 0 } : undefined
  }
  if (!isSeq(node)) return undefined
  const item = node.items[Number(part)] as { range?: [number, number, number] } | undefined
  return item ? { node: item, offset: item.range?.[0] ?? 0 } : undefined
}

/** One line for a terminal or an editor's problem list. */
export const problemLine = (p: DefinitionProblem): string => `${p.file}:${p.line} ${p.key || '/'} [${p.rule}] ${p.message}${p.source ? `（${p.source}）` : ''}`
