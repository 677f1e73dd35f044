import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayWords, fill } from '../words.ts'

test('a day is said as people say it', () => {
  assert.equal(dayWords('2026-11-23'), '2026年11月23日（周一）')
  assert.equal(dayWords(null), '')
})

test('words in brackets stand only when their names are known', () => {
  assert.equal(fill('请[在 {until} 前]一次补齐“{item}”。', { item: '护照', until: '12月1日' }), '请在 12月1日 前一次补齐“护照”。')
  assert.equal(fill('请[在 {until} 前]一次补齐“{item}”。', { item: '护照', until: '' }), '请一次补齐“护照”。')
})
