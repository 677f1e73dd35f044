import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import { problemLine } from '@xiangyun/kernel/definitions'
import type { DefinitionProblem } from '@xiangyun/kernel/definitions'
import { readConfig } from '@xiangyun/kernel/config'
import { readCatalogue, textIn } from '#modules/capabilities/items/catalogue.ts'
import { fileProblems } from '#modules/capabilities/items/file-problems.ts'
import { plainProblems } from '#modules/capabilities/items/plain-problems.ts'
import { LicenceType } from '#modules/capabilities/licences/definition.ts'
import { readLicenceTypes } from '#modules/capabilities/licences/types.ts'
import { readRegisters } from '#modules/data/registers/definitions.ts'
import { shapeProblems } from './architecture/check.ts'

const root = join(import.meta.dirname, '..')

const roots = readConfig(process.env, root).catalogue

const catalogueProblems = (): string[] => {
  const readable = roots.filter((folder) => existsSync(folder))
  const licences = plainProblems(readLicenceTypes(readable).problems, LicenceType, textIn(readable))
  return [...readCatalogue(readable).problems, ...fileProblems(roots, true), ...licences, ...readRegisters(readable).problems].map((problem) => problemLine({ ...problem, file: placeOf(problem) }))
}

/** Where the file lies, so that it can be opened from the line: below the project, or the whole path. */
function placeOf({ file }: DefinitionProblem): string {
  const loose = file.replace(/^items\//, '')
  const places = [...roots].reverse().flatMap((folder) => [join(folder, file), join(folder, loose), ...(folder.endsWith(`/${loose.split('/')[0]}`) ? [join(folder, loose.split('/').slice(1).join('/'))] : [])])
  const own = isAbsolute(file) ? file : (places.find((path) => existsSync(path)) ?? places.find((path) => existsSync(join(path, '..'))) ?? file)
  return own.startsWith(`${root}/`) ? relative(root, own) : own
}

/** What was looked at, so that a folder that nobody read is noticed. */
function counted(): string {
  const { items } = readCatalogue(roots)
  return `（${items.size} 个事项${roots.slice(1).map((folder) => `，其中 ${folder}：${[...items.values()].filter((item) => item.folder.startsWith(folder)).map((item) => item.id).join('、') || '没有'}`).join('')}）`
}

/** Types, shape and catalogue; every mistake at once, each with its place and rule. `npm run check -- catalogue` looks at definitions only. */
function check(): number {
  const isCatalogueOnly = process.argv[2] === 'catalogue'
  const shape = isCatalogueOnly ? [] : shapeProblems().map((p) => `${p.file} [${p.rule}] ${p.message}`)
  const catalogue = catalogueProblems()
  const types = isCatalogueOnly ? [] : [['tsc', '-p', 'tsconfig.json'], ['vue-tsc', '--noEmit', '-p', 'portals/tsconfig.json']].flatMap(([tool, ...args]) => {
    const ran = spawnSync(join(root, 'node_modules', '.bin', tool!), args, { cwd: root, encoding: 'utf8' })
    return ran.status === 0 ? [] : ran.stdout.split('\n').filter(Boolean)
  })
  for (const [title, lines] of [['类型', types], ['结构', shape], ['目录', catalogue]] as const) {
    if (isCatalogueOnly && title !== '目录') continue
    process.stdout.write(lines.length === 0 ? `✓ ${title}${title === '目录' ? counted() : ''}\n` : `✗ ${title}：${lines.length} 处\n${lines.map((l) => `  ${l}`).join('\n')}\n`)
  }
  return types.length + shape.length + catalogue.length
}

process.exitCode = check() === 0 ? 0 : 1
