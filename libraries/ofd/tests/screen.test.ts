import assert from 'node:assert/strict'
import { test } from 'node:test'
import { create } from 'qrcode'
import { drawSeal, pageToSvg, qrPath } from '../index.ts'
import { readXml } from '../xml-read.ts'
import type { XmlNode } from '../xml-read.ts'
import { licence } from './example.ts'

const picture = drawSeal({ name: '示例县市场监督管理局', purpose: '行政审批专用章' })
const svg = pageToSvg(licence.layout, { title: licence.title, seals: [{ name: '示例县市场监督管理局', picture, at: [140, 230] }] })
const read = readXml(Buffer.from(svg))
assert.ok(read.ok)
const all = (node: XmlNode): XmlNode[] => [node, ...node.children.flatMap(all)]
const nodes = all(read.value)

test('a page on a screen has a name, and its text stays text', () => {
  assert.equal(read.ok && read.value.attributes['aria-label'], licence.title)
  const texts = nodes.filter((node) => node.name === 'text').map((node) => node.text)
  assert.ok(texts.includes('法定代表人：𠮷㛃'))
  assert.ok(texts.includes('住所：示例县<解放>大街 1 号 & 2 号'))
})

test('every drawing is named or hidden from screen readers', () => {
  for (const node of nodes.filter(({ name }) => ['path', 'rect', 'line', 'image'].includes(name))) {
    assert.ok(node.attributes['aria-hidden'] === 'true' || node.attributes['aria-label'], node.name)
  }
  assert.ok(nodes.some((node) => node.attributes['aria-label'] === '印章：示例县市场监督管理局'))
})

test('nothing in it needs a style, a script or an id', () => {
  assert.ok(nodes.every(({ name, attributes }) => name !== 'style' && name !== 'script' && !('style' in attributes) && !('id' in attributes)))
})

test('the seal carries every character of the name within its ring', () => {
  for (const name of ['局', '示例县市场监督管理局', '吉林省示例自治州示例市人力资源和社会保障局行政审批办公室']) {
    const { items, width } = drawSeal({ name })
    const letters = items.filter((item) => item.kind === 'text')
    assert.equal(letters.map((item) => item.text).join(''), name)
    for (const { at: [x, y], size } of letters) assert.ok(Math.hypot(x - width / 2, y - width / 2) + size <= width / 2 + 0.5 && size > 1.2, `${name} ${size}`)
  }
})

test('the drawn code has exactly the dark modules of the code', () => {
  const text = '1.2.156.3005.2'
  const path = qrPath({ text, at: [0, 0], size: 30 })
  const { modules } = create([{ data: Buffer.from(text), mode: 'byte' }], { errorCorrectionLevel: 'M' })
  const step = 30 / modules.size
  let area = 0
  for (let index = 0; index < path.commands.length; index += 5) {
    const [start, , corner] = path.commands.slice(index, index + 3)
    if (start?.[0] === 'M' && corner?.[0] === 'L') area += (corner[1] - start[1]) * (corner[2] - start[2])
  }
  assert.equal(Math.round(area / (step * step)), modules.data.reduce((sum, dark) => sum + dark, 0))
})
