import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_ZIP_LIMITS, unzipFiles } from '../index.ts'
import type { ZipLimits } from '../index.ts'
import { readXml } from '../xml-read.ts'
import { zipFiles } from '../zip-write.ts'

const codeOf = (bytes: Uint8Array, limits?: ZipLimits) => {
  const result = unzipFiles(bytes, limits)
  return result.ok ? 'ok' : result.code
}
const zipOf = (...names: string[]) => zipFiles(new Map(names.map((name) => [name, Buffer.from(name)])))

/** Replaces one name by another of the same length, everywhere in the package. */
function rename(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1')
}

test('names that climb, start at the root or hide a drive are refused', () => {
  for (const name of ['../a', 'a/../../b', '/etc/x', 'a//b', './a', 'a\\b', 'C:x']) assert.equal(codeOf(zipOf(name)), 'unsafe-name', name)
  assert.equal(codeOf(zipOf('a/b', 'a/c.xml')), 'ok')
})

test('two files of one name are refused', () => {
  assert.equal(codeOf(rename(zipOf('aa', 'bb'), 'bb', 'aa')), 'unsafe-name')
})

test('a package that grows beyond the limits is refused before it is unpacked', () => {
  const bomb = zipFiles(new Map([['a', Buffer.alloc(20 << 20)]]))
  assert.ok(bomb.length < 100_000)
  assert.equal(codeOf(bomb), 'too-large')
  assert.equal(codeOf(zipOf('a', 'b', 'c'), { ...DEFAULT_ZIP_LIMITS, files: 2 }), 'too-large')
  assert.equal(codeOf(Buffer.alloc(100), { ...DEFAULT_ZIP_LIMITS, packageBytes: 50 }), 'too-large')
})

test('a directory that announces less than the data hold does not make them grow', () => {
  const bomb = zipFiles(new Map([['a', Buffer.alloc(4 << 20)]]))
  const size = Buffer.alloc(4)
  size.writeUInt32LE(4 << 20)
  const small = Buffer.alloc(4)
  small.writeUInt32LE(100)
  assert.equal(codeOf(Buffer.from(bomb.toString('latin1').replaceAll(size.toString('latin1'), small.toString('latin1')), 'latin1')), 'damaged')
})

test('a local name that contradicts the directory and a wrong checksum are damage', () => {
  const zip = zipOf('name-one')
  const place = zip.indexOf('name-one')
  const twofold = Buffer.from(zip)
  twofold.write('name-two', place)
  assert.equal(codeOf(twofold), 'damaged')
  const stored = zipFiles(new Map([['a.png', Buffer.from('picture bytes')]]))
  stored.write('P', stored.indexOf('picture'))
  assert.equal(codeOf(stored), 'damaged')
})

test('an XML file with a document type, broken bytes or endless depth is refused', () => {
  const refused = ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '<a><b></a>', '', 'text', '<a>'.repeat(100) + '</a>'.repeat(100)]
  for (const text of refused) assert.equal(readXml(Buffer.from(text)).ok, false, text.slice(0, 40))
  assert.equal(readXml(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])).ok, false)
  assert.equal(readXml(Buffer.from('<x:a xmlns:x="u"><x:b/></x:a>')).ok, true)
})
