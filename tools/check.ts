import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { problemLine } from '@xiangyun/kernel/definitions'
import { readConfig } from '@xiangyun/kernel/config'
import { readCatalogue } from '#modules/capabilities/items/catalogue.ts'
import { readRegisters } from '#modules/data/registers/definitions.ts'
import { shapeProblems } from './architecture/check.ts'

const root = join(import.meta.dirname, '..')

/** Types, shape and catalogue; every mistake at once, each with its place and rule. */
function check(): number {
  const config = readConfig(process.env, root)
  const shape = shapeProblems().map((p) => `${p.file} [${p.rule}] ${p.message}`)
  const catalogue = [...readCatalogue(config.catalogue).problems, ...readRegisters(config.catalogue).problems].map(problemLine)
  const types = [['tsc', '-p', 'tsconfig.json'], ['vue-tsc', '--noEmit', '-p', 'portals/tsconfig.json']].flatMap(([tool, ...args]) => {
    const ran = spawnSync(join(root, 'node_modules', '.bin', tool!), args, { cwd: root, encoding: 'utf8' })
    return ran.status === 0 ? [] : ran.stdout.split('\n').filter(Boolean)
  })
  for (const [title, lines] of [['类型', types], ['结构', shape], ['目录', catalogue]] as const) {
    process.stdout.write(lines.length === 0 ? `✓ ${title}\n` : `✗ ${title}：${lines.length} 处\n${lines.map((l) => `  ${l}`).join('\n')}\n`)
  }
  return types.length + shape.length + catalogue.length
}

process.exitCode = check() === 0 ? 0 : 1
