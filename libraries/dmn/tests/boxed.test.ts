import assert from 'node:assert/strict'
import test from 'node:test'
import { decide } from '../index.ts'
import { decisionOf, definitions, inputOf, literal, model } from './models.ts'

const inside = (name: string, logic: string): string => `<${name}>${logic}</${name}>`
const families = [{ name: '甲', income: 300 }, { name: '乙', income: 900 }]

/** The value of one boxed expression over 户 (families) and n. */
function valueOf(logic: string, n: unknown = 1): unknown {
  const found = decide(model(definitions(`${inputOf('户', 'Any')}${inputOf('n', 'Any')}${decisionOf('d', logic, ['data:户', 'data:n'])}`)), 'd', { 户: families, n })
  return found.ok ? found.value.value : found.problems.map((one) => one.code)
}

test('a boxed list gives its items in order', () => {
  assert.deepEqual(valueOf(`<list>${literal('n')}${literal('n + 1')}<list>${literal('"x"')}</list></list>`), [1, 2, ['x']])
})

test('a relation gives one context a row', () => {
  const relation = `<relation><column name="档"/><column name="月额" typeRef="number"/><row>${literal('"A"')}${literal('600')}</row><row>${literal('"B"')}${literal('n * 100')}</row></relation>`
  assert.deepEqual(valueOf(relation), [{ 档: 'A', 月额: 600 }, { 档: 'B', 月额: 100 }])
})

test('a relation whose rows are shorter than its columns is refused', () => {
  assert.throws(() => valueOf(`<relation><column name="a"/><column name="b"/><row>${literal('1')}</row></relation>`), /wrong-cells/)
})

test('a boxed function is called with arguments of its types', () => {
  const context = (argument: string): string => `<context><contextEntry><variable name="加倍"/><functionDefinition><formalParameter name="x" typeRef="number"/>${literal('x * 2 + n')}</functionDefinition></contextEntry><contextEntry>${literal(`加倍(${argument})`)}</contextEntry></context>`
  assert.equal(valueOf(context('20')), 41)
  assert.equal(valueOf(context('[20]')), 41)
  assert.deepEqual(valueOf(context('"20"')), ['argument-wrong-type'])
})

test('an invocation binds parameters by name, whatever the order', () => {
  const context = `<context><contextEntry><variable name="f"/><functionDefinition><formalParameter name="a"/><formalParameter name="b"/>${literal('a - b')}</functionDefinition></contextEntry><contextEntry><invocation>${literal('f')}<binding><parameter name="b"/>${literal('1')}</binding><binding><parameter name="a"/>${literal('10')}</binding></invocation></contextEntry></context>`
  assert.equal(valueOf(context), 9)
})

test('a boxed conditional takes one branch, and none when its condition is no boolean', () => {
  const conditional = `<conditional>${inside('if', literal('n'))}${inside('then', literal('"是"'))}${inside('else', literal('"否"'))}</conditional>`
  assert.deepEqual([true, false, null, 'x'].map((n) => valueOf(conditional, n)), ['是', '否', '否', null])
})

test('a boxed filter keeps what matches, and sees the entries of an item', () => {
  const filter = (match: string): string => `<filter>${inside('in', literal('户'))}${inside('match', literal(match))}</filter>`
  assert.deepEqual(valueOf(filter('income < 600')), [families[0]])
  assert.deepEqual(valueOf(filter('item.name = "乙"')), [families[1]])
  assert.deepEqual(valueOf(filter('-1')), families[1])
  assert.equal(valueOf(filter('"x"')), null)
})

test('a boxed for goes through a list or a range, and knows what came before', () => {
  const each = (list: string, give: string): string => `<for iteratorVariable="one">${inside('in', literal(list))}${inside('return', literal(give))}</for>`
  assert.deepEqual(valueOf(each('户', 'one.income / 100')), [3, 9])
  assert.deepEqual(valueOf(each('[1..4]', 'if one = 1 then 1 else one * partial[-1]')), [1, 2, 6, 24])
  assert.equal(valueOf(each('null', 'one')), null)
})

test('boxed some and every ask of each item', () => {
  const quantified = (kind: string, condition: string): string => `<${kind} iteratorVariable="one">${inside('in', literal('户'))}${inside('satisfies', literal(condition))}</${kind}>`
  assert.deepEqual(['some', 'every'].map((kind) => valueOf(quantified(kind, 'one.income > 600'))), [true, false])
  assert.deepEqual(['some', 'every'].map((kind) => valueOf(quantified(kind, 'one.income > 0'))), [true, true])
  assert.deepEqual(['some', 'every'].map((kind) => valueOf(quantified(kind, 'one.name'))), [null, null])
})

test('boxed loops end, however they are nested', () => {
  const loop = (inner: string): string => `<for iteratorVariable="i">${inside('in', literal('1..3000'.replace('..', ' .. ').replace(/^/, '[').concat(']')))}${inside('return', inner)}</for>`
  assert.deepEqual(valueOf(loop(loop(literal('1')))), ['too-many-rounds'])
  assert.deepEqual(valueOf(loop(literal('count(partial) + count(partial)'))), ['too-many-rounds'])
})

test('boxed expressions stand inside each other', () => {
  const inner = `<conditional>${inside('if', literal('one.income < 600'))}${inside('then', `<list>${literal('one.name')}</list>`)}${inside('else', literal('[]'))}</conditional>`
  assert.deepEqual(valueOf(`<for iteratorVariable="one">${inside('in', literal('户'))}${inside('return', inner)}</for>`), [['甲'], []])
})
