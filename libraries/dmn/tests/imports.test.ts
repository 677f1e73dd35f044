import assert from 'node:assert/strict'
import test from 'node:test'
import { decide, readDmn } from '../index.ts'
import { decisionOf, definitions, inputOf, knowledgeOf, literal } from './models.ts'

const named = (namespace: string, imports: Readonly<Record<string, string>>, inner: string): string => {
  const lines = Object.entries(imports).map(([name, from]) => `<import name="${name}" namespace="${from}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`)
  return definitions(lines.join('') + inner).replace('namespace="http://xiangyun.gov"', `namespace="${namespace}"`)
}

const PEOPLE = named('urn:people', {}, `
  <itemDefinition name="人"><itemComponent name="姓名"><typeRef>string</typeRef></itemComponent></itemDefinition>
  ${inputOf('申请人', '人')}
  ${knowledgeOf('称呼', ['某人: 人'], literal('某人.姓名 + "同志"'), 'string')}
  ${decisionOf('问候', literal('"您好，" + 称呼(申请人)'), ['data:申请人', 'knowledge:称呼'])}`)

const LETTERS = named('urn:letters', { '人 口': 'urn:people' }, decisionOf('信', literal('人 口.问候 + "：" + 人 口.称呼({姓名: "乙"})'), ['decision:urn:people#问候', 'knowledge:urn:people#称呼']))

const OFFICE = named('urn:office', { 信函: 'urn:letters', 人口: 'urn:people' }, `
  ${decisionOf('发文', literal('信函.信 + " / " + string(人口.申请人 instance of 人口.人)'), ['decision:urn:letters#信', 'data:urn:people#申请人'])}
  ${decisionOf('类型', literal('{姓名: 1}'), [], '人口.人')}`)

const office = readDmn(OFFICE, { imports: [PEOPLE, LETTERS] })

test('what is imported is spoken of under the name of its import, types as well', () => {
  assert.ok(office.ok, JSON.stringify(office))
  const found = decide(office.value, '发文', { 申请人: { 姓名: '甲' } })
  assert.deepEqual(found.ok ? found.value.value : found.problems, '您好，甲同志：乙同志 / true')
})

test('a result is held against an imported type', () => {
  assert.ok(office.ok)
  const found = decide(office.value, '类型', {})
  assert.equal(!found.ok && found.code, 'result-wrong-type')
})

test('an input of an imported model may be given under its namespace', () => {
  assert.ok(office.ok)
  const found = decide(office.value, '发文', { 'urn:people#申请人': { 姓名: '丙' }, '申请人': { 姓名: '甲' } })
  assert.match(String(found.ok && found.value.value), /丙同志/)
})

test('an imported model brings its own imports, and one that is missing is told', () => {
  const found = readDmn(OFFICE, { imports: [LETTERS] })
  assert.ok(!found.ok)
  assert.ok(found.problems.some((one) => one.code === 'unknown-import'))
})

test('elements of an import without a name stand among one\'s own', () => {
  const found = readDmn(named('urn:plain', { '': 'urn:people' }, decisionOf('d', literal('称呼({姓名: "丁"})'), ['knowledge:urn:people#称呼'], '')).replace(' typeRef=""', ''), { imports: [PEOPLE] })
  assert.ok(found.ok, JSON.stringify(found))
  const decided = decide(found.value, 'd', {})
  assert.equal(decided.ok && decided.value.value, '丁同志')
})
