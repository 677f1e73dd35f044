import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { readRegisters } from '#modules/data/registers/port.ts'
import { root } from '#tools/architecture/sources.ts'
import type { ItemDefinition, RegisterChangeDefinition } from '../definition.ts'
import { readItem } from '../publishing.ts'
import { describedChanges, plannedChanges } from '../register-changes.ts'
import { registerChangeProblems } from '../register-change-problems.ts'

const roots = [join(root, 'catalogue')]
const { registers } = readRegisters(roots)
const text = readFileSync(join(root, 'catalogue/items/individual-business-registration/item.yaml'), 'utf8')
const item = parse(text) as ItemDefinition
const good: RegisterChangeDefinition = { id: 'one', register: 'legal-persons', do: 'change', key: 'creditCode', fields: { name: 'fullName' }, law: '示例条例 第一条' }
const problems = (change: Partial<RegisterChangeDefinition>) => registerChangeProblems({ ...item, registerChanges: [{ ...good, ...change }] }, registers).map((p) => `${p.key} ${p.rule}`)

describe('a register change is refused at the check', () => {
  const cases: [string, Partial<RegisterChangeDefinition>, string[]][] = [
    ['when the register is not there', { register: 'ships' }, ['/registerChanges/0/register items/register']],
    ['when the field is not there', { fields: { colour: '"red"' } }, ['/registerChanges/0/fields/colour items/register-field']],
    ['when a constant does not fit the field', { fields: { state: '"睡着"' } }, ['/registerChanges/0/fields/state items/register-type']],
    ['when a number stands for text', { fields: { name: '12' } }, ['/registerChanges/0/fields/name items/register-type']],
    ['when a name is given by nobody', { fields: { name: 'shopName' } }, ['/registerChanges/0/fields/name items/register-name']],
    ['when the entry is asked for outside `must`', { key: 'entry.creditCode' }, ['/registerChanges/0/key items/register-name']],
    ['when a new entry lacks what its register requires', { do: 'record' }, ['/registerChanges/0/fields items/register-required']],
    ['when an end does not say the ended state', { do: 'end' }, ['/registerChanges/0/fields items/register-end']],
    ['when an end is asked of a register that knows none', { do: 'end', register: 'people', key: 'applicant.identityNumber', fields: {} }, ['/registerChanges/0/do items/register-end']],
    ['when the office is no source of the field', { register: 'people', key: 'applicant.identityNumber', fields: { maritalState: '"已婚"' } }, ['/registerChanges/0/fields/maritalState items/register-source']],
    ['when a refusal has no words', { must: 'entry.state = "存续"' }, ['/registerChanges/0/must items/register-must']],
    ['when the key stands among the fields', { fields: { creditCode: 'creditCode' } }, ['/registerChanges/0/fields/creditCode items/register-key']],
    ['when a change changes nothing', { fields: {} }, ['/registerChanges/0 items/register-required']],
  ]
  for (const [title, change, expected] of cases) test(title, () => assert.deepEqual(problems(change), expected))
  test('and not when all is well', () => assert.deepEqual(problems({}), []))
  test('with its line, its key and its rule, also when it does not parse or has no law', () => {
    const broken = readItem('individual-business-registration', text.replace('key: creditCode\n', 'key: creditCode +\n'), roots).problems
    assert.deepEqual(broken.map((p) => [p.key, p.rule, text.split('\n')[p.line - 1]!.trim()]), [['/registerChanges/0/key', 'items/feel', 'key: creditCode']])
    const lawless = readItem('individual-business-registration', text.replace('    law: 市场主体登记管理条例 第二十一条\n', ''), roots).problems
    assert.ok(lawless.some((p) => p.key.startsWith('/registerChanges/0') && p.line > 1), JSON.stringify(lawless))
  })
})

describe('the changes of a result', () => {
  const own = (change: Partial<RegisterChangeDefinition>, scope: Record<string, unknown>) => plannedChanges({ ...item, registerChanges: [{ ...good, ...change }] }, scope, {}).map((p) => [p.id, p.key, p.values])
  test('are made once, or once for each element, when their condition holds', () => {
    assert.deepEqual(own({ key: '"K"' }, { fullName: '示例店' }), [['one', 'K', { name: '示例店' }]])
    assert.deepEqual(own({ each: 'list', when: 'one.wanted', key: 'one.code' }, { fullName: '示例店', list: [{ code: 'A', wanted: true }, { code: 'B', wanted: false }, { code: 'C', wanted: true }] }).map((p) => p.slice(0, 2)), [['one.1', 'A'], ['one.3', 'C']])
    assert.deepEqual(own({ each: 'list', key: 'one' }, { list: [] }), [])
  })
  test('leave alone what they give no value for, and have an empty key when there is none', () => {
    assert.deepEqual(own({ key: 'missing', fields: { name: 'form.newName', phone: '"19900000001"' } }, { form: {} }), [['one', '', { phone: '19900000001' }]])
  })
  test('are described by the names that people read', () => {
    assert.deepEqual(describedChanges({ ...item, registerChanges: [good] }, (name) => registers.get(name)), [{ id: 'one', register: '法人库', does: 'change', fields: ['名称'], law: '示例条例 第一条', sometimes: false, several: false }])
  })
})
