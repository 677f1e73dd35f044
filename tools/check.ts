import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { problemLine } from '@xiangyun/kernel/definitions'
import { readConfig } from '@xiangyun/kernel/config'
import { readCatalogue } from '#modules/capabilities/items/catalogue.ts'
import { fileProblems } from '#modules/capabilities/items/file-problems.ts'
import { readLicenceTypes } from '#modules/capabilities/licences/types.ts'
import { readRegisters } from '#modules/data/registers/definitions.ts'
import { shapeProblems } from './architecture/check.ts'

const root = join(import.meta.dirname, '..')

const catalogueProblems = (): string[] => {
  const { catalogue } = readConfig(process.env, root)
  return [...readCatalogue(catalogue).problems, ...fileProblems(catalogue), ...readLicenceTypes(catalogue).problems, ...readRegisters(catalogue).problems].map(problemLine)
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
    process.stdout.write(lines.length === 0 ? `✓ ${title}\n` : `✗ ${title}：${lines.length} 处\n${lines.map((l) => `  ${l}`).join('\n')}\n`)
  }
  return types.length + shape.length + catalogue.length
}

process.exitCode = check() === 0 ? 0 : 1
