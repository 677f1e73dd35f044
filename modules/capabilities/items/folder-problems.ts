import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DefinitionProblem } from '@xiangyun/kernel/definitions'

const files = ['item.yaml', 'form.json', 'rules.dmn', 'process.bpmn', 'licence.yaml', 'cases.yaml']
const kinds = ['items', 'licence-types', 'parameters', 'claims', 'processes', 'registers', 'concepts', 'organisations', 'templates', 'calendar', 'divisions', 'roles']

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

const problem = (file: string, rule: string, message: string): DefinitionProblem => ({ file, line: 1, key: '', rule, message })

/** What lies in a catalogue root where it is never read: a wrong path, an item without `item.yaml`, a file with another name. */
export function folderProblems(roots: readonly string[]): DefinitionProblem[] {
  return roots.flatMap((root) => {
    if (!isFolder(root)) return [problem(root, 'catalogue/no-folder', 'CATALOGUE_PATH 里的这个文件夹不存在')]
    if (existsSync(join(root, 'item.yaml'))) return itemFolder(root, root)
    const loose = readdirSync(root).filter((name) => isFolder(join(root, name)) && !kinds.includes(name)).map((name) => join(root, name))
    const inside = isFolder(join(root, 'items')) ? readdirSync(join(root, 'items')).map((name) => join(root, 'items', name)).filter(isFolder) : []
    const own = [...loose.filter(looksLikeItem), ...inside]
    if (own.length === 0 && !kinds.some((kind) => isFolder(join(root, kind)))) return [problem(root, 'catalogue/empty', '这个文件夹里没有事项，也没有目录的任何一类；看看 CATALOGUE_PATH 是否写对')]
    return own.flatMap((folder) => itemFolder(root, folder))
  })
}

const looksLikeItem = (folder: string): boolean => readdirSync(folder).some((name) => files.includes(name) || name === 'item.yml')

function itemFolder(root: string, folder: string): DefinitionProblem[] {
  const shown = folder === root ? '' : `${folder.slice(resolve(root).length + 1)}/`
  const id = resolve(folder).split('/').at(-1)!
  const listed = readdirSync(folder)
  return [
    ...(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) ? [] : [problem(`${shown}item.yaml`, 'items/folder-name', `文件夹名 ${id} 就是事项的编号，只能用小写字母、数字和连字符，以字母开头`)]),
    ...(listed.includes('item.yaml') ? [] : [problem(`${shown}item.yaml`, 'items/no-item', '这个文件夹没有 item.yaml，不会当作事项读')]),
    ...listed.filter((name) => !files.includes(name) && !name.startsWith('.') && !/\.md$/.test(name)).map((name) => problem(`${shown}${name}`, 'items/unknown-file', `不认识的文件，可放：${files.join('、')}`)),
  ]
}
