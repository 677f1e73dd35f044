import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isUnfinished, readCondition, takesOperand, writeCondition, wrongFeel, type Condition, type Operand, type Sign, type Test } from '../conditions.ts'

const path = fc.constantFrom('breed', 'owner.name', 'applicant.birthDate', 'days', '年龄')
const literal = fc.oneof(fc.string({ maxLength: 12 }).filter((text) => !/[\u0000-\u001f\u2028\u2029]/.test(text)), fc.integer({ min: -9999, max: 9999 }), fc.boolean()).map((value): Operand => ({ literal: value }))
const operand = fc.oneof(literal, path.map((one): Operand => ({ path: one })))
const sign = fc.constantFrom<Sign>('=', '!=', '<', '<=', '>', '>=', 'has', 'lacks', 'filled', 'empty')
const sentence = fc.tuple(path, sign, operand).map(([own, how, what]): Test => ({ path: own, sign: how, ...takesOperand(how) ? { operand: what } : {} }))
/** What is not is said of yes and no by the other word. */
const plain = sentence.filter((one) => !(one.operand && 'literal' in one.operand && typeof one.operand.literal === 'boolean' && (one.sign === 'lacks')))
const condition = fc.tuple(fc.constantFrom<'and' | 'or'>('and', 'or'), fc.array(plain, { minLength: 1, maxLength: 4 })).map(([join, tests]): Condition => ({ join: tests.length > 1 ? join : 'and', tests }))

test('a condition built in sentences is read back as it was built', () => {
  fc.assert(fc.property(condition, (built) => {
    const feel = writeCondition(built)
    assert.equal(wrongFeel(feel), undefined, feel)
    assert.deepEqual(readCondition(feel), built, feel)
  }))
})

test('conditions that people write by hand are shown as sentences', () => {
  for (const [feel, expected] of [
    ['useName', { path: 'useName', sign: '=', operand: { literal: true } }],
    ['not(byPromise)', { path: 'byPromise', sign: '=', operand: { literal: false } }],
    ['list contains(changes, "equity")', { path: 'changes', sign: 'has', operand: { literal: 'equity' } }],
    ['not(list contains(changes, "equity"))', { path: 'changes', sign: 'lacks', operand: { literal: 'equity' } }],
    ['rooms != null', { path: 'rooms', sign: 'filled' }],
    ['(born <= today)', { path: 'born', sign: '<=', operand: { path: 'today' } }],
  ] as const) assert.deepEqual(readCondition(feel), { join: 'and', tests: [expected] }, feel)
  assert.equal(readCondition('buyerLoan = "bank" or buyerLoan = "fund"')?.join, 'or')
})

test('what says more than sentences can stays an expression', () => {
  for (const feel of ['a = 1 and (b = 2 or c = 3)', 'count(members) = 1', 'days between(a, today) <= 365', '"x" = a', 'some x in xs satisfies x = 1', 'a = 1 +']) assert.equal(readCondition(feel), undefined, feel)
  assert.match(wrongFeel('a = 1 +') ?? '', /\p{Script=Han}/u)
})

test('a sentence that waits for its answer stays, and cannot be read as an expression', () => {
  for (const built of [{ join: 'and', tests: [{ path: 'breed', sign: '=' }] }, { join: 'or', tests: [{ path: 'breed', sign: '=', operand: { literal: '犬…' } }, { path: 'owner.name', sign: 'has' }, { path: 'days', sign: 'empty' }] }] satisfies Condition[]) {
    const feel = writeCondition(built)
    assert.ok(isUnfinished(feel) && wrongFeel(feel), feel)
    assert.deepEqual(readCondition(feel), built, feel)
  }
  assert.ok(!isUnfinished('breed = "犬…"'))
})
