import assert from 'node:assert/strict'
import test from 'node:test'
import { toJson } from '@xiangyun/feel'
import type { Context } from '@xiangyun/feel'
import { askService, decide, readDmn } from '../index.ts'
import { decisionOf, definitions, inputOf, literal, model } from './models.ts'

const service = (name: string, lines: readonly string[]): string => `<decisionService id="${name}" name="${name}"><variable name="${name}"/>${lines.map((line) => line.split(':')).map(([kind, id]) => `<${kind} href="#${id}"/>`).join('')}</decisionService>`

/** 月额 is worked out from 标准 (itself decided) and 人数. */
const FAMILY = definitions(`${inputOf('人数', 'number')}
  ${decisionOf('标准', literal('600'), [], 'number')}
  ${decisionOf('月额', literal('标准 * 人数'), ['decision:标准', 'data:人数'], 'number')}
  ${decisionOf('年额', literal('月额 * 12'), ['decision:月额'])}
  ${service('核算', ['outputDecision:月额', 'inputDecision:标准', 'inputData:人数'])}
  ${service('全部', ['outputDecision:月额', 'outputDecision:年额', 'inputData:人数'])}
  ${decisionOf('比较', literal('{现在: 月额, 假设: 核算(2, 100), 按名: 核算(标准: 100, 人数: 3), 少: 核算(2)}'), ['decision:月额', 'knowledge:核算'])}
  ${decisionOf('错类', literal('核算("二", 100)'), ['knowledge:核算'])}`)

const ask = (name: string, inputs: Context): unknown => {
  const found = askService(model(FAMILY), name, inputs)
  return found.ok ? toJson(found.value.value) : found.problems.map((one) => one.code)
}

test('a service with one output decision gives its value, with several a context of them', () => {
  assert.equal(ask('核算', { 标准: 410, 人数: 3 }), 1230)
  assert.deepEqual(ask('全部', { 人数: 2 }), { 月额: 1200, 年额: 14400 })
})

test('an input decision that was handed over is not decided again', () => {
  assert.equal(ask('核算', { 标准: 1, 人数: 1 }), 1)
})

test('a service asked with a value of the wrong type is not run', () => {
  assert.deepEqual(ask('核算', { 标准: '六百', 人数: 1 }), ['argument-wrong-type'])
  assert.deepEqual(ask('没有', {}), ['no-such-service'])
})

test('as a function a service takes input data first, then input decisions, and leaves the world as it is', () => {
  const found = decide(model(FAMILY), '比较', { 人数: 5 })
  assert.deepEqual(found.ok && found.value.value, { 现在: 3000, 假设: 200, 按名: 300, 少: null })
})

test('as a function called with a value of the wrong type it gives null to the standard and a failure to an office', () => {
  const strict = decide(model(FAMILY), '错类', {})
  assert.deepEqual(!strict.ok && strict.code, 'argument-wrong-type')
  const read = readDmn(FAMILY, { lenient: true })
  assert.ok(read.ok)
  const lenient = decide(read.value, '错类', {})
  assert.deepEqual(lenient.ok && lenient.value.value, null)
})
