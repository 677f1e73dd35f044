import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { measureText } from '@xiangyun/ofd'
import type { LayoutItem } from '@xiangyun/ofd'
import { getDocumentProxy } from 'unpdf'
import { licence, png } from '../../ofd/tests/example.ts'
import { writePdf } from '../index.ts'

/** Judged by another's reader: Mozilla's pdf.js. */
async function read(items: readonly LayoutItem[], pages = 1) {
  const bytes = await writePdf({ ...licence, layout: { pages: Array.from({ length: pages }, () => ({ width: 210, height: 297, items })) } })
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  const page = await document.getPage(1)
  const content = await page.getTextContent()
  return { bytes, document, page, texts: content.items.filter((one) => 'str' in one), whole: content.items.map((one) => ('str' in one ? one.str : '')).join('') }
}

const text = (words: string, more: Partial<Extract<LayoutItem, { kind: 'text' }>> = {}): LayoutItem => ({ kind: 'text', text: words, at: [20, 40], size: 5, ...more })
const POINTS = 72 / 25.4

/** What the pages are drawn by, unpacked. */
function streamsOf(bytes: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = bytes.indexOf('stream\n'); at !== -1; at = bytes.indexOf('stream\n', at + 1)) {
    if (bytes.subarray(at - 3, at).toString() === 'end') continue
    try {
      found.push(inflateSync(bytes.subarray(at + 7)))
    } catch {
      // not packed
    }
  }
  return found
}

test('the same document gives the same bytes', async () => {
  assert.ok((await writePdf(licence)).equals(await writePdf(licence)))
})

test('text is text where the layout has it, in the size and width the layout gives it', async () => {
  for (const words of ['经营者名称：示例食品有限公司', 'JY22299010000012', '解放大街 1 号 & 2 号（A 座）', 'WWWWWW', 'iiiiii', '阿不都·买买提']) {
    const { texts, whole } = await read([text(words)])
    assert.equal(whole.replaceAll(/\s/g, ''), words.replaceAll(/\s/g, ''))
    const [first] = texts
    assert.ok(Math.abs(first!.transform[4] - 20 * POINTS) < 0.5 && Math.abs(first!.transform[5] - (297 - 40) * POINTS) < 0.5, words)
    const ends = Math.max(...texts.filter((one) => one.str.trim() !== '').map((one) => one.transform[4] + one.width))
    assert.ok(Math.abs(ends - (20 + measureText(words, 5)) * POINTS) < 3, `${words} ends at ${ends}`)
  }
})

test('text stands at its middle or its end where the layout asks so', async () => {
  const width = measureText('申请表', 5) * POINTS
  for (const [align, share] of [['start', 0], ['middle', 0.5], ['end', 1]] as const) {
    const { texts } = await read([text('申请表', { align })])
    assert.ok(Math.abs(texts[0]!.transform[4] - (20 * POINTS - width * share)) < 0.5, align)
  }
})

test('only what is used of the face is embedded, and a rare character of a name with it', async () => {
  const { bytes, whole } = await read([text('王䶮龘㐱𬌗')])
  assert.equal(whole, '王䶮龘㐱𬌗')
  assert.ok(bytes.length < 40_000, `${bytes.length} bytes`)
})

test('a character the face lacks is drawn as a missing sort and read as itself', async () => {
  const bytes = await writePdf({ ...licence, layout: { pages: [{ width: 210, height: 297, items: [text('王𠮷')] }] } })
  const { whole } = await read([text('王𠮷'), text('甲')])
  assert.equal(whole, '王〓甲')
  const itself = `feff${Buffer.from('王𠮷', 'utf16le').swap16().toString('hex')}`
  assert.ok(streamsOf(bytes).some((stream) => stream.includes('/ActualText') && stream.toString('hex').includes(itself)))
})

test('a reader who cannot see it is told what is there: paragraphs in order, figures by name, no decoration', async () => {
  const { page, document } = await read([
    { kind: 'rect', at: [10, 10], size: [190, 277], stroke: '#8b0000' }, text('第一'), { kind: 'image', at: [150, 60], size: [30, 40], png, alt: '照片' },
    { kind: 'path', commands: [['M', 0, 0], ['L', 10, 10]], stroke: '#000000', alt: '手写签名' }, { kind: 'path', commands: [['M', 0, 0], ['C', 1, 1, 2, 2, 3, 3], ['Z']], fill: '#eeeeee', stroke: '#000000' }, text('第二'),
  ])
  const roles: string[] = []
  const walk = (node: { role?: string; alt?: string; children?: readonly object[] }): void => {
    if (node.role) roles.push(node.role + (node.alt ? `:${node.alt}` : ''))
    node.children?.forEach(walk)
  }
  walk(await page.getStructTree() as object)
  assert.deepEqual(roles, ['Root', 'Document', 'Sect', 'P', 'Figure:照片', 'Figure:手写签名', 'P'])
  const { info } = await document.getMetadata()
  assert.equal((info as { Language?: string }).Language, 'zh-CN')
  assert.equal((info as { Title?: string }).Title, '食品经营许可证 ＆ ＜样例＞')
})

test('a document has as many pages as its layout, each of its size; without pages there is none', async () => {
  const { document, page } = await read([text('一')], 3)
  assert.equal(document.numPages, 3)
  assert.deepEqual(page.view.map(Math.round), [0, 0, 595, 842])
  assert.throws(() => writePdf({ ...licence, layout: { pages: [] } }), RangeError)
})

test('a text that turns, an empty one and one of spaces do no harm', async () => {
  const { whole } = await read([text('加注：仅用于银行开户', { rotate: 45 }), text(''), text('   ')])
  assert.equal(whole.trim(), '加注：仅用于银行开户')
})
