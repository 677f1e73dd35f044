import assert from 'node:assert/strict'
import test from 'node:test'
import type { PublishedAsk, PublishedForm } from '@xiangyun/forms'
import { drawPages } from '../paper.ts'
import type { Heading, Sealed } from '../port.ts'
import { readBack } from '../reading.ts'

const ask: PublishedAsk = { at: '/sign', path: ['sign'], kind: 'signature-drawn', title: '申请人签名', required: true, correctable: true }
const form: PublishedForm = { format: 2, id: 'signed', title: '领取单', example: false, schema: { type: 'object' }, sections: [{ title: '签名', asks: [ask] }], rules: [], order: [] } as PublishedForm
const heading: Heading = { issuer: '示例县市场监督管理局', number: '1', demonstration: false }

function drawn(value: unknown) {
  const sealed = { form, answers: { sign: value }, facts: {}, asked: ['/sign'], at: new Date('2026-11-26T08:00:00Z'), whoName: '王小明', digest: 'a'.repeat(64) } as unknown as Sealed
  return drawPages(readBack(sealed, () => ''), sealed, heading).flat()
}

test('a signature that was drawn stands on the paper as its strokes, within its box', () => {
  const items = drawn({ strokes: [[0, 0, 600, 220], [300, 110]] })
  const [path] = items.filter((one) => one.kind === 'path')
  assert.equal(path?.kind === 'path' && path.alt, '申请人签名：手写签名')
  const commands = path?.kind === 'path' ? path.commands : []
  assert.deepEqual(commands.map(([letter]) => letter).join(''), 'MLML')
  const box = items.find((one) => one.kind === 'rect' && one.at[0] === 62 && one.size[0] === 128)
  assert.ok(box?.kind === 'rect')
  for (const [, x, y] of commands as readonly (readonly [string, number, number])[]) {
    assert.ok(x >= box.at[0] && x <= box.at[0] + box.size[0] && y >= box.at[1] && y <= box.at[1] + box.size[1], `${x}, ${y}`)
  }
  assert.ok(!items.some((one) => one.kind === 'text' && one.text.includes('笔）')))
})

test('a name that was typed instead of drawn is words on the paper', () => {
  const items = drawn({ typed: '王小明' })
  assert.ok(!items.some((one) => one.kind === 'path'))
  assert.ok(items.some((one) => one.kind === 'text' && one.text === '王小明（输入姓名签署）'))
})
