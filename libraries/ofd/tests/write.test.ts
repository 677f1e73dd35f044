import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { measureText, unzipFiles, wrapText, writeOfd } from '../index.ts'
import { mapPackage } from '../package-map.ts'
import { readXml } from '../xml-read.ts'
import type { XmlNode } from '../xml-read.ts'
import { licence, png } from './example.ts'

function filesOf(ofd: Uint8Array) {
  const files = unzipFiles(ofd)
  assert.ok(files.ok)
  return files.value
}

function xmlOf(bytes: Uint8Array | undefined): XmlNode {
  const read = readXml(bytes ?? new Uint8Array())
  assert.ok(read.ok)
  return read.value
}

const withName = (node: XmlNode, name: string): XmlNode[] => [...(node.name === name ? [node] : []), ...node.children.flatMap((child) => withName(child, name))]
const textsOf = (text: string) => {
  const item = { kind: 'text' as const, text, at: [10, 20] as const, size: 4 }
  const files = filesOf(writeOfd({ ...licence, layout: { pages: [{ width: 210, height: 297, items: [item] }] } }))
  return withName(xmlOf(files.get('Doc_0/Pages/Page_0/Content.xml')), 'TextCode')
}

test('the same document gives the same bytes', () => {
  assert.deepEqual(writeOfd(licence), writeOfd(licence))
  assert.notDeepEqual(writeOfd(licence), writeOfd({ ...licence, title: '另一份' }))
})

test('title, author, dates and custom data read back, whatever characters they hold', () => {
  const anyText = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() === text && !/[\x00-\x1f\ufffe\uffff]/.test(text))
  fc.assert(fc.property(anyText, anyText, (title, value) => {
    const map = mapPackage(filesOf(writeOfd({ ...licence, title, customData: { [title]: value } })))
    assert.ok(map.ok)
    assert.equal(map.value.information.title, title)
    assert.equal(map.value.information.creationDate, '2026-03-02')
    assert.deepEqual(map.value.information.customData, { [title]: value })
  }), { numRuns: 30 })
})

test('a character XML forbids is replaced, not written', () => {
  const map = mapPackage(filesOf(writeOfd({ ...licence, title: 'a\u0000b\ud800c' })))
  assert.ok(map.ok)
  assert.equal(map.value.information.title, 'a\ufffdb\ufffdc')
})

test('a rare character stands alone, and the text after it keeps its place', () => {
  const codes = textsOf('王𠮷㛃安')
  assert.deepEqual(codes.map((code) => code.text), ['王', '𠮷', '㛃安'])
  assert.deepEqual(codes.map((code) => code.attributes['X']), ['0', '4', '8'])
  assert.deepEqual(codes.map((code) => code.attributes['DeltaX']), [undefined, undefined, '4'])
})

test('a plain text is one run with one advance less than characters', () => {
  const [code, ...rest] = textsOf('许可证 A1')
  assert.equal(rest.length, 0)
  assert.equal(code?.attributes['DeltaX'], '4 4 4 2 2')
})

test('every id of the document is unique, and references point to what exists', () => {
  const files = filesOf(writeOfd(licence))
  const xml = [...files].filter(([name]) => name.endsWith('.xml')).map(([, bytes]) => xmlOf(bytes))
  const everyNode = xml.flatMap((root) => ['Page', 'Layer', 'TextObject', 'PathObject', 'ImageObject', 'Font', 'MultiMedia'].flatMap((name) => withName(root, name)))
  const ids = everyNode.flatMap((node) => (node.attributes['ID'] ? [Number(node.attributes['ID'])] : []))
  assert.equal(new Set(ids).size, ids.length)
  const most = Number(xml.flatMap((root) => withName(root, 'MaxUnitID'))[0]?.text)
  assert.ok(ids.every((id) => id <= most))
  for (const node of everyNode) {
    for (const reference of [node.attributes['Font'], node.attributes['ResourceID']]) assert.ok(reference === undefined || ids.includes(Number(reference)))
  }
  assert.deepEqual(files.get('Doc_0/Res/Image_0.png'), png)
})

test('one picture used twice is kept once', () => {
  const image = { kind: 'image' as const, at: [0, 0] as const, size: [5, 5] as const, png, alt: '' }
  const files = filesOf(writeOfd({ ...licence, layout: { pages: [{ width: 10, height: 10, items: [image, image] }] } }))
  assert.equal([...files.keys()].filter((name) => name.endsWith('.png')).length, 1)
})

test('impossible values are refused', () => {
  const item = { kind: 'rect' as const, at: [0, Number.NaN] as const, size: [1, 1] as const }
  assert.throws(() => writeOfd({ ...licence, layout: { pages: [{ width: 10, height: 10, items: [item] }] } }), RangeError)
  assert.throws(() => writeOfd({ ...licence, id: 'short' }), RangeError)
  assert.throws(() => writeOfd({ ...licence, layout: { pages: [] } }), RangeError)
})

test('lines keep to their width, lose nothing and never open with closing punctuation', () => {
  assert.deepEqual(wrapText('食品销售，餐饮服务。', 5, 20), ['食品销', '售，餐饮', '服务。'])
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('食', '品', 'a', ' ', '，', '𠮷') }), (text) => {
    const lines = wrapText(text, 5, 20)
    return lines.join('') === text && lines.every((line) => measureText(line, 5) <= 20.001)
  }))
})
