import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { table } from './kind.ts'
import type { PublishedAsk } from '@xiangyun/forms/form'
import { cellsOf, isSheet, pasteInto } from '../../form/paste-cells.ts'
import { leaves } from './moves.ts'
import { columnTotal, totalWords } from './totals.ts'

testKind(table, about)

test('amounts in cents add up exactly, whatever their order', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9_999_999 }), { maxLength: 60 }), (cents) => {
    const rows = cents.map((one) => ({ amount: one / 100 }))
    const whole = cents.reduce((sum, one) => sum + one, 0) / 100
    assert.equal(columnTotal(rows, { path: ['amount'] }), whole)
    return columnTotal([...rows].reverse(), { path: ['amount'] }) === whole
  }))
})

test('what is not yet a number counts for nothing, and money is read as money', () => {
  assert.equal(columnTotal([{ amount: 1.5 }, { amount: '两千' }, {}], { path: ['amount'] }), 1.5)
  assert.equal(totalWords({ kind: 'money' }, 1234.5), '¥1,234.50')
  assert.equal(totalWords({ kind: 'number', unit: '台' }, 1234), '1,234 台')
})

test('Enter and up and down leave a cell always, left and right only at its edge', () => {
  const box = (value: string, at: number) => ({ value, selectionStart: at, selectionEnd: at })
  assert.equal(leaves('Enter', box('冷藏柜', 1)), 'next')
  assert.equal(leaves('ArrowUp', box('', 0)), 'up')
  assert.equal(leaves('ArrowRight', box('冷藏柜', 1)), undefined)
  assert.equal(leaves('ArrowRight', box('冷藏柜', 3)), 'right')
  assert.equal(leaves('ArrowLeft', box('冷藏柜', 0)), 'left')
  assert.equal(leaves('ArrowRight', { value: '6400', selectionStart: 0, selectionEnd: 4 }), 'right', 'a figure chosen whole')
  assert.equal(leaves('a', box('', 0)), undefined)
})

test('lines of a sheet fill cells by the rules of their kinds, as far as there is room', () => {
  assert.deepEqual(cellsOf('冷藏柜\t2\r\n"甲""型\n乙型"\t\r\n'), [['冷藏柜', '2'], ['甲"型\n乙型', '']])
  assert.ok(isSheet('a\tb') && isSheet('a\nb') && !isSheet('a\n') && !isSheet('a\nb', true))
  const column = (name: string, title: string, schema: object, more = {}) => ({ at: `/${name}`, path: [name], title, kind: 'text', schema, ...more })
  const columns = [column('name', '名称', { type: 'string' }), column('amount', '金额', { type: 'number' }, { kind: 'money' }), column('day', '购置日期', { type: 'string', format: 'date' }), column('kind', '种类', {}, { role: 'choice' }), column('own', '自有', { type: 'boolean' })]
  const form = { boundsOf: (ask: { schema?: object }) => ({ most: 3, schema: ask.schema }), optionsOf: () => [{ value: 'cold', label: '冷藏' }] } as unknown as Parameters<typeof pasteInto>[0]
  const ask = { at: '/things', columns } as unknown as PublishedAsk
  const sheet = '名称\t金额\t购置日期\t种类\t自有\n冷藏柜\t¥6,400.50\t2026年3月5日\t冷藏\t是\n消毒柜\t一千二\t昨天\t热\t否\n'
  assert.deepEqual(pasteInto(form, ask, '/things', [{ name: '旧' }], { row: 0, column: 0 }, sheet), {
    rows: [{ name: '冷藏柜', amount: 6400.5, day: '2026-03-05', kind: 'cold', own: true }, { name: '消毒柜', amount: '一千二', own: false }],
    words: '粘贴了 2 行；有 2 格认不出，请自己填',
  })
  assert.deepEqual(pasteInto(form, ask, '/things', [{}, {}], { row: 1, column: 1 }, '1\n2\n3'), { rows: [{}, { amount: 1 }, { amount: 2 }], words: '粘贴了 2 行；另有 1 行没放下，最多 3 行' })
})
