import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readDmn } from '../index.ts'
import { answerLine } from '../line.ts'
import type { Answer } from '../line.ts'
import { fail } from '@xiangyun/feel/result'
import { decisionOf, definitions, inputOf, literal } from './models.ts'

const MODEL = definitions(`${inputOf('x', 'Any')}${decisionOf('同', literal('x'), ['data:x'])}${decisionOf('三分之一', literal('1 / 3'))}${decisionOf('到期', literal('x + duration("P1M")'), ['data:x'])}
  ${decisionOf('数', literal('1'), [], 'string')}
  <decisionService id="s" name="服务"><outputDecision href="#到期"/><inputData href="#x"/></decisionService>`)

const answer = (request: unknown): Answer => answerLine(request, (path) => (path === '规则.dmn' ? readDmn(MODEL) : fail([{ element: path, code: 'no-such-model', message: '没有这个模型' }])))
const same = (x: unknown): Answer => answer({ model: '规则.dmn', decision: '同', input: { x } })

test('a decision and a service are answered with typed values', () => {
  assert.deepEqual(answer({ model: '规则.dmn', decision: '到期', input: { x: { $date: '2026-01-31' } } }), { value: { $date: '2026-02-28' } })
  assert.deepEqual(answer({ model: '规则.dmn', service: '服务', input: { x: { $dateTime: '2026-01-31T08:00:00+08:00' } } }), { value: { $dateTime: '2026-02-28T08:00:00+08:00' } })
  assert.deepEqual(answer('{"model": "规则.dmn", "decision": "同", "input": {"x": [1, "a", true, null]}}'), { value: [1, 'a', true, null] })
})

test('every type goes through and comes back', () => {
  for (const value of [{ $date: '2026-11-22' }, { $time: '08:30:00Z' }, { $time: '08:30:00@Asia/Shanghai' }, { $dateTime: '2026-11-22T08:30:00' }, { $dayTimeDuration: 'P1DT2H' }, { $yearMonthDuration: '-P1Y2M' }, { $range: '[1..2)' }, { $number: '12345678901234567890' }, { a: { $date: '2026-11-22' }, b: [{ $number: '0.12345678901234567891' }] }]) {
    assert.deepEqual(same(value), { value })
  }
})

test('a number is a JSON number when that says exactly the same', () => {
  assert.deepEqual(same({ $number: '0.50' }), { value: 0.5 })
  assert.deepEqual(answer({ model: '规则.dmn', decision: '三分之一' }), { value: { $number: '0.3333333333333333333333333333333333' } })
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
    const found = same(x)
    return 'value' in found && found.value === x + 0
  }))
})

test('what cannot be answered is told with a code and why', () => {
  const codes = [[], '{', { model: '规则.dmn' }, { model: '规则.dmn', decision: '同', service: '服务' }, { model: '规则.dmn', decision: '同', input: [] }, { model: '别的.dmn', decision: '同' }, { model: '规则.dmn', decision: '没有' }, { model: '规则.dmn', service: '没有' }, { model: '规则.dmn', decision: '数' }]
    .map((request) => answer(request)).map((found) => ('error' in found ? found.error : found.value))
  assert.deepEqual(codes, ['bad-request', 'bad-request', 'bad-request', 'bad-request', 'bad-request', 'no-such-model', 'no-such-decision', 'no-such-service', 'result-wrong-type'])
  const wrong = same({ $date: '2026-02-30' })
  assert.ok('error' in wrong && wrong.error === 'bad-value' && /\p{Script=Han}/u.test(wrong.message))
})
