import { test } from 'node:test'
import assert from 'node:assert/strict'
import { dateWords, isDay, timeWords } from './dates.ts'
import { lampOf, limitWords } from './limits.ts'
import { formalMoney, moneyWords } from './money.ts'
import { readDay } from './read-day.ts'
import { recordWords } from './records.ts'
import { maskedIdentity, maskedName } from './masks.ts'
import { isAccepted } from './sizes.ts'

test('a date is read with its weekday', () => {
  assert.equal(dateWords('2026-11-23'), '2026年11月23日（周一）')
  assert.equal(timeWords('2026-11-22T16:05:00Z'), '2026年11月23日（周一）00:05')
  assert.equal(dateWords(undefined), '')
})

test('only days of the calendar are days', () => {
  assert.ok(isDay('2024-02-29'))
  for (const text of ['2023-02-29', '2026-13-01', '2026-1-1', '2026-00-10', '']) assert.ok(!isDay(text), text)
})

test('a date is read as papers and tables write it', () => {
  const parts = (text: string) => Object.values(readDay(text) ?? {}).join('-')
  const cases: Record<string, string> = { '民国113年3月5日': '2024-3-5', '民国一百一十三年十二月二十五日': '2024-12-25', '民国元年1月1日': '1912-1-1', '二〇二六年三月五日': '2026-3-5', '二零二六年十月三十一日': '2026-10-31', '2026.3.5': '2026-3-5', '20260305': '2026-03-05', '2026年2月30日': '2026-2-30', ' ２０２６/03/05 ': '2026-03-05' }
  for (const [text, day] of Object.entries(cases)) assert.equal(parts(text).replaceAll('-0', '-'), day.replaceAll('-0', '-'), text)
  for (const text of ['2026', '3.5', '2026-3', '12345678901', '三月五日']) assert.equal(readDay(text), undefined, text)
})

test('a limit says how long is left and until when', () => {
  assert.equal(limitWords({ until: '2026-12-04', left: 3 }), '还剩 3 个工作日（12月4日前）')
  assert.equal(limitWords({ until: '2026-12-04', left: 0 }), '今天到期（12月4日）')
  assert.equal(limitWords({ until: '2026-12-04', left: -2, unit: 'days' }), '已超期 2 天（应于12月4日前办结）')
  assert.deepEqual([5, 2, 0, -1].map((left) => lampOf({ until: '2026-12-04', left })), ['green', 'yellow', 'yellow', 'red'])
})

test('money is written in figures and in formal numerals', () => {
  const cases: [number | string, string, string][] = [
    [1234, '¥1,234.00', '壹仟贰佰叁拾肆元整'],
    ['1234.56', '¥1,234.56', '壹仟贰佰叁拾肆元伍角陆分'],
    [0, '¥0.00', '零元整'],
    [0.05, '¥0.05', '伍分'],
    [10.05, '¥10.05', '壹拾元零伍分'],
    [1.5, '¥1.50', '壹元伍角整'],
    [100000, '¥100,000.00', '壹拾万元整'],
    [1000000000, '¥1,000,000,000.00', '壹拾亿元整'],
    [100010001, '¥100,010,001.00', '壹亿零壹万零壹元整'],
    [107000.53, '¥107,000.53', '壹拾万柒仟元伍角叁分'],
    [20003000, '¥20,003,000.00', '贰仟万叁仟元整'],
    [-8, '−¥8.00', '负捌元整'],
  ]
  for (const [yuan, figures, formal] of cases) {
    assert.equal(moneyWords(yuan), figures)
    assert.equal(formalMoney(yuan), formal, String(yuan))
  }
})

test('what is not money is not written as money', () => {
  for (const text of ['', 'abc', '1.2.3']) assert.equal(formalMoney(text), '')
})

test('a masked number keeps four signs at each end and is not masked twice', () => {
  assert.equal(maskedIdentity('229901199001011234'), '2299**********1234')
  assert.equal(maskedIdentity('2299**********1234'), '2299**********1234')
  assert.equal(maskedName('欧阳小明'), '欧**明')
})

test('a file is accepted by kind, extension or type', () => {
  assert.ok(isAccepted({ name: '平面图.PDF', type: '' }, ['pdf', 'image']))
  assert.ok(!isAccepted({ name: 'a.exe', type: 'application/x-msdownload' }, ['pdf', 'image']))
})

test('a record is shown with its number masked and its days in words', () => {
  assert.equal(recordWords('编号 229910199810040007，有效期至 2042-08-14'), '编号 2299**********0007，有效期至 2042年8月14日')
})
