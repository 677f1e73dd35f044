import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readRegisters } from '../definitions.ts'

const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** What is wrong with a register of which forms may ask this. */
function wrong(asked: string): string[] {
  const root = mkdtempSync(join(tmpdir(), 'registers-'))
  folders.push(root)
  mkdirSync(join(root, 'registers', 'dogs'), { recursive: true })
  writeFileSync(join(root, 'registers', 'dogs', 'register.yaml'), `name: 犬只库\none: 犬只\nkey: tag\nowner: public-security\nfields:\n  tag: { name: 牌号, type: text, find: exact }\n  name: { name: 名字, type: text, find: exact }\n  owner: { name: 主人, type: citizen-identity-number, secrecy: sensitive, find: exact }\n${asked}`)
  return readRegisters([root]).problems.map((one) => one.rule)
}

test('a register says what forms may ask of it: by its key alone, and nothing that is sensitive', () => {
  assert.deepEqual(wrong('asked: { by: [tag], tells: [name], has: [owner] }\n'), [])
  assert.deepEqual(wrong(''), [])
  assert.deepEqual(wrong('asked: { by: [name], tells: [name] }\n'), ['registers/asked-by'])
  assert.deepEqual(wrong('asked: { by: [tag], tells: [colour], has: [age] }\n'), ['registers/asked-field', 'registers/asked-field'])
  assert.deepEqual(wrong('asked: { by: [tag], tells: [owner] }\n'), ['registers/asked-sensitive'])
})

test('of the province, forms may ask three registers', () => {
  const { registers, problems } = readRegisters([join(import.meta.dirname, '..', '..', '..', '..', 'catalogue')])
  assert.deepEqual(problems, [])
  assert.deepEqual([...registers].filter(([, one]) => one.asked).map(([id]) => id).sort(), ['legal-persons', 'people', 'real-estate'])
})
