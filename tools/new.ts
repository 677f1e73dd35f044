import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { newItem } from './new/item.ts'
import { newModule } from './new/module.ts'
import { newRegister } from './new/register.ts'

const root = join(import.meta.dirname, '..')

/** A folder to be written: where, its files, and what to tell whoever asked for it. */
export type Made = { readonly folder: string; readonly files: Readonly<Record<string, string>>; readonly next: string }

export type Refused = { readonly refused: string }

const usage = `用法：
  npm run new -- item parking-permit [--name 停车许可] [--in my-items]
  npm run new -- register parking-places [--name 停车位库] [--in my-catalogue]
  npm run new -- module applications/parking [--name 停车管理]
`

/** What is to be made for these arguments; refused with a reason that a person can act on. */
export function make(arguments_: readonly string[], from = root): Made | Refused {
  const { values, positionals } = parseArgs({ args: [...arguments_], allowPositionals: true, options: { name: { type: 'string' }, in: { type: 'string' } } })
  const [kind, id] = positionals
  if (!kind || !id || !['item', 'register', 'module'].includes(kind)) return { refused: usage }
  const plain = kind === 'module' ? /^(data|capabilities|applications|operations)\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/ : /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
  if (!plain.test(id)) return { refused: kind === 'module' ? `模块写成“层/名字”，层是 data、capabilities、applications 或 operations，名字用小写字母和连字符：${id}` : `名字只能用小写字母、数字和连字符，以字母开头：${id}` }
  const made = kind === 'item' ? newItem(id, values.name, from, values.in) : kind === 'register' ? newRegister(id, values.name, from, values.in) : newModule(id, values.name, from)
  if (!('refused' in made) && existsSync(made.folder)) return { refused: `已经有了：${made.folder}。换一个名字，或直接改它。` }
  return made
}

export function write(made: Made): void {
  for (const [name, text] of Object.entries(made.files)) {
    const path = join(made.folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  const made = make(process.argv.slice(2))
  if ('refused' in made) {
    process.stderr.write(`${made.refused}\n`)
    process.exit(2)
  }
  write(made)
  process.stdout.write(`写好了 ${made.folder}\n${Object.keys(made.files).map((f) => `  ${f}\n`).join('')}\n${made.next}\n`)
}
