import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Context } from '@xiangyun/feel'
import { decide, readDmn } from '../index.ts'
import type { TableSource } from './models.ts'
import { definitions, model, table } from './models.ts'

const bands = [['>= 10', '"大"'], ['>= 5', '"中"'], ['-', '"小"']]
const sums = [['>= 10', '3'], ['>= 5', '5'], ['> 0', '1']]
const one = (hit: string, rules: readonly (readonly string[])[], output = 'x'): string => table({ hit, inputs: ['n: number'], outputs: [output], rules })

const run = (xml: string, inputs: Context): unknown => {
  const found = decide(model(xml), 'result', inputs)
  return found.ok ? [found.value.value, found.value.rules] : found.problems.map((problem) => problem.code)
}

/** Hit policy, table, input, and value with rules or the failure. */
const CASES: readonly (readonly [hit: string, xml: string, n: number, expected: unknown])[] = [
  ['U one', one('UNIQUE', [['< 5', '1'], ['>= 5', '2']]), 7, [2, ['r2']]],
  ['U many', one('UNIQUE', bands), 7, ['many-rules-match']],
  ['U none', one('UNIQUE', [['< 5', '1']]), 7, [null, []]],
  ['U none with default', one('UNIQUE', [['< 5', '1']], 'x = 9'), 7, [9, []]],
  ['A agreeing', one('ANY', [['> 5', '1'], ['> 6', '1']]), 7, [1, ['r1', 'r2']]],
  ['A disagreeing', one('ANY', [['> 5', '1'], ['> 6', '2']]), 7, ['rules-disagree']],
  ['F', one('FIRST', bands), 12, ['大', ['r1']]],
  ['P', one('PRIORITY', bands, 'x: "中","大","小"'), 12, ['中', ['r2']]],
  ['O', one('OUTPUT ORDER', bands, 'x: "小","大","中"'), 12, [['小', '大', '中'], ['r3', 'r1', 'r2']]],
  ['R', one('RULE ORDER', bands), 7, [['中', '小'], ['r2', 'r3']]],
  ['C', one('COLLECT', bands), 12, [['大', '中', '小'], ['r1', 'r2', 'r3']]],
  ['C none', one('COLLECT', [['> 5', '1']]), 1, [[], []]],
  ['C+', one('COLLECT/SUM', sums), 12, [9, ['r1', 'r2', 'r3']]],
  ['C<', one('COLLECT/MIN', sums), 12, [1, ['r1', 'r2', 'r3']]],
  ['C>', one('COLLECT/MAX', sums), 12, [5, ['r1', 'r2', 'r3']]],
  ['C#', one('COLLECT/COUNT', sums), 7, [2, ['r2', 'r3']]],
  ['C# none', one('COLLECT/COUNT', sums), -1, [0, []]],
  ['C+ of words', one('COLLECT/SUM', bands), 12, ['cannot-aggregate']],
  ['two outputs', table({ hit: 'FIRST', inputs: ['n: number'], outputs: ['a', 'b'], rules: [['> 5', '1', '"x"']] }), 7, [{ a: 1, b: 'x' }, ['r1']]],
  ['not allowed in', table({ hit: 'FIRST', inputs: ['n: number [1..9]'], outputs: ['x'], rules: [['-', '1']] }), 12, ['input-not-allowed']],
  ['not allowed out', one('FIRST', [['-', '"乙"']], 'x: "甲"'), 1, ['output-not-allowed']],
  ['input in an output', one('FIRST', [['-', 'n * 2']]), 4, [8, ['r1']]],
]

for (const [title, xml, n, expected] of CASES) test(`hit policy ${title}`, () => assert.deepEqual(run(xml, { n }), expected))

test('an input of the wrong type is told, a missing one is null', () => {
  assert.deepEqual(run(one('FIRST', bands), { n: '12' }), ['wrong-type'])
  assert.deepEqual(run(one('FIRST', [['null', '"没填"'], ['-', '"填了"']]), {}), ['没填', ['r1']])
})

test('dates come as text where the type says date', () => {
  const xml = table({ hit: 'UNIQUE', inputs: ['birth: date'], outputs: ['x'], rules: [['<= date("2008-01-01")', '"成年"'], ['> date("2008-01-01")', '"未成年"']] })
  assert.deepEqual(run(xml, { birth: '2007-05-01' }), ['成年', ['r1']])
  assert.deepEqual(run(xml, { birth: '五月' }), ['wrong-type'])
})

test('whatever matches under C is what U, F and R choose from', () => {
  const limit = fc.integer({ min: 0, max: 20 }).map((low) => [`>= ${low}`, String(low)])
  fc.assert(fc.property(fc.array(limit, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 20 }), (rules, n) => {
    const by = (hit: string): ReturnType<typeof decide> => decide(model(one(hit, rules)), 'result', { n })
    const [all, first, ordered, unique] = ['COLLECT', 'FIRST', 'RULE ORDER', 'UNIQUE'].map(by)
    assert.ok(all?.ok && first?.ok && ordered?.ok)
    const values = all.value.value as number[]
    assert.deepEqual(values, rules.map((rule) => Number(rule[1])).filter((low) => n >= low))
    assert.deepEqual([first.value.value, ordered.value.value, unique?.ok], [values[0] ?? null, values, values.length <= 1])
  }), { numRuns: 60 })
})

const literal = (text: string): string => `<literalExpression><text>${text}</text></literalExpression>`
const decision = (id: string, inner: string): string => definitions(`<decision id="${id}" name="${id}">${inner}</decision>`)
const source: TableSource = { hit: 'FIRST', inputs: ['n: number'], outputs: ['x'], rules: [['-', '1']] }

const REFUSED: readonly (readonly [title: string, xml: string, element: string, code: string])[] = [
  ['no XML', '<a', '', 'unreadable'],
  ['entities', `<!DOCTYPE a>${decision('a', literal('1'))}`, '', 'unreadable'],
  ['another kind of file', '<a/>', '', 'unreadable'],
  ['no decision', definitions(''), 'd', 'no-decision'],
  ['a decision without logic', decision('a', ''), 'a', 'missing'],
  ['a broken expression', decision('a', literal('1 +')), 'a', 'bad-expression'],
  ['a broken cell', table({ ...source, rules: [['> >', '1']] }), 'r1', 'bad-expression'],
  ['a function in Java', decision('a', '<functionDefinition id="f" kind="Java"/>'), 'f', 'unsupported-logic'],
  ['a decision service of a decision that is not there', definitions('<decisionService id="s"><outputDecision href="#x"/></decisionService>'), 's', 'unknown-need'],
  ['an import that was not handed over', definitions('<import id="i" namespace="urn:other"/>'), 'i', 'unknown-import'],
  ['an import of what is no model', definitions('<import id="i" importType="http://www.w3.org/2001/XMLSchema"/>'), 'i', 'unsupported-element'],
  ['another language', decision('a', '<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>'), 'a', 'unsupported-language'],
  ['an unknown hit policy', table({ ...source, hit: 'LAST' }), 't', 'unknown-hit-policy'],
  ['priority without order', table({ ...source, hit: 'PRIORITY' }), 't', 'no-priority'],
  ['a sum of two outputs', table({ ...source, hit: 'COLLECT/SUM', outputs: ['x', 'y'], rules: [['-', '1', '2']] }), 't', 'many-outputs'],
  ['a rule with too few cells', table({ ...source, outputs: ['x', 'y'] }), 'r1', 'wrong-cells'],
  ['a name that is not connected', table({ ...source, rules: [['-', 'm + 1']] }), 'r1', 'unknown-name'],
  ['a need that is not there', decision('a', `<informationRequirement><requiredInput href="#x"/></informationRequirement>${literal('1')}`), 'a', 'unknown-need'],
  ['a circle', definitions(['a', 'b'].map((id) => `<decision id="${id}" name="${id}"><informationRequirement><requiredDecision href="#${id === 'a' ? 'b' : 'a'}"/></informationRequirement>${literal('1')}</decision>`).join('')), 'a', 'circular'],
  ['a type made of itself', definitions(`<itemDefinition name="T"><typeRef>T</typeRef></itemDefinition><decision id="a" name="a">${literal('1')}</decision>`), 'T', 'circular'],
]

for (const [title, xml, element, code] of REFUSED) {
  test(`refused: ${title}`, () => {
    const found = readDmn(xml)
    assert.ok(!found.ok && found.problems.some((problem) => problem.element === element && problem.code === code && /\p{Script=Han}/u.test(problem.message)), JSON.stringify(found))
  })
}
