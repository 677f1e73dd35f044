import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

/** A mistake in the shape of the project: where, which rule, what. */
export type ShapeProblem = { readonly file: string; readonly rule: string; readonly message: string }

export type Source = { readonly file: string; readonly text: string; readonly imports: readonly string[] }

/** Every file that belongs to the project: tracked, and new ones that are not ignored. */
export function projectFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return listed.split('\n').filter((f) => f !== '' && existsSync(join(root, f)) && statSync(join(root, f)).isFile())
}

const importing = /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s+'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'|import\('([^']+)'\)/g

/** TypeScript and Vue sources with what they import, as paths from the root where they are ours. */
export function readSources(files: readonly string[]): Source[] {
  return files.filter((f) => /\.(ts|vue|mjs)$/.test(f)).map((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const imports = [...text.matchAll(importing)].map((m) => placed(file, m[1] ?? m[2] ?? m[3]!))
    return { file, text, imports }
  })
}

function placed(from: string, name: string): string {
  if (name.startsWith('.')) return relative(root, resolve(root, dirname(from), name))
  if (name.startsWith('#design/')) return `portals/design/${name.slice('#design/'.length)}`
  if (name.startsWith('#kinds/')) return `portals/design/kinds/${name.slice('#kinds/'.length)}`
  if (name.startsWith('#')) return name.slice(1)
  if (name.startsWith('@xiangyun/kernel')) return `kernel${name.slice('@xiangyun/kernel'.length)}`
  if (name.startsWith('@xiangyun/')) return `libraries/${name.slice('@xiangyun/'.length)}`
  return name
}

export const isTest = (file: string): boolean => /(^|\/)tests\/|\.test\.ts$|(^|\/)examples\.ts$/.test(file)
