import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { formalMoney } from '../../words/money.ts'
import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { moneyInCapitals } from './kind.ts'

testKind(moneyInCapitals, about)

const digits = '零壹贰叁肆伍陆柒捌玖'
const places: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1000 }

/** Reads capitals back to cents, independently of how they are written. */
function cents(words: string): number {
  let [total, section, digit] = [0, 0, 0]
  for (const sign of words.replace('整', '')) {
    if (digits.includes(sign)) digit = digits.indexOf(sign)
    else if (places[sign]) [section, digit] = [section + digit * places[sign]!, 0]
    else if (sign === '万') [section, digit] = [(section + digit) * 1e4, 0]
    else if (sign === '亿') [total, section, digit] = [(total + section + digit) * 1e8, 0, 0]
    else if (sign === '元') [total, section, digit] = [(total + section + digit) * 100, 0, 0]
    else if (sign === '角') [total, digit] = [total + digit * 10, 0]
    else if (sign === '分') [total, digit] = [total + digit, 0]
  }
  return total
}

test('capitals read back to the very figure', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (amount) => cents(formalMoney(amount / 100)) === amount))
  assert.equal(cents('壹拾万柒仟元伍角叁分'), 10_700_053)
})
