import assert from 'node:assert/strict'
import test from 'node:test'
import { toJson } from '@xiangyun/feel'
import type { Context } from '@xiangyun/feel'
import { decide, readDmn, workOut } from '../index.ts'
import { decisionOf, definitions, inputOf, knowledgeOf, literal } from './models.ts'

const TYPES = `
  <itemDefinition name="月额"><typeRef>number</typeRef><allowedValues><text>[0..1000]</text></allowedValues></itemDefinition>
  <itemDefinition name="月额表" isCollection="true"><typeRef>月额</typeRef></itemDefinition>
  <itemDefinition name="三项" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) = 3</text></typeConstraint></itemDefinition>
  <itemDefinition name="人"><itemComponent name="姓名"><typeRef>string</typeRef></itemComponent><itemComponent name="生日"><typeRef>date</typeRef></itemComponent></itemDefinition>
  <itemDefinition name="计算"><functionItem outputTypeRef="number"><parameters name="x" typeRef="number"/></functionItem></itemDefinition>`

function valueOf(text: string, type: string, lenient = true, inputs: Context = {}): unknown {
  const read = readDmn(definitions(`${TYPES}${inputOf('某人', '人')}${decisionOf('d', literal(text), ['data:某人'], type)}`), { lenient })
  assert.ok(read.ok)
  const found = workOut(read.value, 'd', inputs)
  return found.ok ? toJson(found.value.value) : found.problems.map((one) => one.code)
}

/** Expression, declared type, value as the standard has it, and what a rule of an office is told. */
const HELD: readonly (readonly [sentence: string, text: string, type: string, lenient: unknown, strict: unknown])[] = [
  ['a result of its type stays', '600', '月额', 600, 600],
  ['a result of another type is null', '"六百"', '月额', null, ['result-wrong-type']],
  ['a result outside the allowed values is null', '1001', '月额', null, ['result-not-allowed']],
  ['a list of one is its item', '[600]', '月额', 600, 600],
  ['an item is a list of one', '600', '月额表', [600], [600]],
  ['a list with one wrong item is null as a whole', '[600, "x"]', '月额表', null, ['result-wrong-type']],
  ['allowed values of a collection are those of its items', '[1, 2000]', '月额表', null, ['result-not-allowed']],
  ['a type constraint is held against the whole list', '[1, 2, 3]', '三项', [1, 2, 3], [1, 2, 3]],
  ['a type constraint that does not hold is null', '[1, 2]', '三项', null, ['result-not-allowed']],
  ['a date is its midnight in UTC', 'date("2026-11-22")', 'date and time', '2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z'],
  ['a context may have more than its type asks', '{姓名: "甲", 生日: date("2000-01-01"), 备注: 1}', '人', { 姓名: '甲', 生日: '2000-01-01', 备注: 1 }, { 姓名: '甲', 生日: '2000-01-01', 备注: 1 }],
  ['a context may not have less', '{姓名: "甲"}', '人', null, ['result-wrong-type']],
  ['null is of every type', 'null', '人', null, null],
  ['a function with other parameters does not fit', '(function() 1)', '计算', null, ['result-wrong-type']],
  ['Any takes everything', '[1, "x"]', 'Any', [1, 'x'], [1, 'x']],
  ['a type of FEEL may hold others', '["a"]', 'list<string>', ['a'], ['a']],
]

for (const [sentence, text, type, lenient, strict] of HELD) {
  test(`${sentence}: ${text} as ${type}`, () => {
    assert.deepEqual(valueOf(text, type), lenient)
    assert.deepEqual(valueOf(text, type, false), strict)
  })
}

test('instance of asks for the shape of an item definition, not for its allowed values', () => {
  assert.equal(valueOf('2000 instance of 月额', 'boolean'), true)
  assert.equal(valueOf('[2000] instance of 月额', 'boolean'), false)
  assert.equal(valueOf('[1] instance of 月额表', 'boolean'), true)
  assert.equal(valueOf('某人 instance of 人', 'boolean', true, { 某人: { 姓名: '甲', 生日: '2000-01-01' } }), true)
  assert.equal(valueOf('{姓名: 1} instance of 人', 'boolean'), false)
  assert.equal(valueOf('1 instance of 没有这种类型', 'boolean'), null)
})

test('an input that does not fit is null to the standard and a failure to an office', () => {
  assert.equal(valueOf('某人 = null', 'boolean', true, { 某人: 5 }), true)
  assert.deepEqual(valueOf('某人 = null', 'boolean', false, { 某人: 5 }), ['wrong-type'])
})

test('a business knowledge model is called only with arguments of its types, and gives only what it declares', () => {
  const read = (call: string) => readDmn(definitions(`${knowledgeOf('倍', ['x: number'], literal('if x > 5 then "多" else x * 2'), 'number')}${decisionOf('d', literal(call), ['knowledge:倍'])}`), { lenient: true })
  const value = (call: string): unknown => {
    const found = read(call)
    assert.ok(found.ok)
    const decided = decide(found.value, 'd', {})
    return decided.ok && decided.value.value
  }
  assert.deepEqual(['倍(2)', '倍([2])', '倍(x: 2)', '倍("2")', '倍(9)', '倍()', '倍(1, 2)'].map(value), [4, 4, 4, null, null, null, null])
})

test('a business knowledge model may call itself, but not for ever', () => {
  const run = (logic: string): unknown => {
    const read = readDmn(definitions(`${knowledgeOf('阶乘', ['n'], literal(logic))}${decisionOf('d', literal('阶乘(20)'), ['knowledge:阶乘'])}`))
    assert.ok(read.ok)
    const found = decide(read.value, 'd', {})
    return found.ok ? found.value.value : found.code
  }
  assert.equal(run('if n = 0 then 1 else n * 阶乘(n - 1)'), '2432902008176640000')
  assert.equal(run('阶乘(n) + 阶乘(n)'), 'too-many-rounds')
})

test('read leniently, what is wrong is null and told as a fault', () => {
  const read = readDmn(definitions(`${decisionOf('a', literal('1 +'))}${decisionOf('b', literal('未连接 = null'))}<decision id="c" name="c"/>`), { lenient: true })
  assert.ok(read.ok)
  assert.deepEqual(read.value.faults?.map((one) => one.code), ['bad-expression', 'missing'])
  assert.deepEqual(['a', 'b', 'c'].map((id) => ((found) => found.ok && found.value.value)(decide(read.value, id, {}))), [null, true, null])
})

test('read leniently, decisions and types in a circle end', () => {
  const circle = definitions(`<itemDefinition name="T"><typeRef>T</typeRef></itemDefinition>${decisionOf('a', literal('1'), ['decision:b'], 'T')}${decisionOf('b', literal('a'), ['decision:a'])}`)
  const read = readDmn(circle, { lenient: true })
  assert.ok(read.ok)
  assert.equal(((found) => found.ok && found.value.value)(decide(read.value, 'a', {})), 1)
})
