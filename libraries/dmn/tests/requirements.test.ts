import assert from 'node:assert/strict'
import test from 'node:test'
import { decide } from '../index.ts'
import { definitions, model } from './models.ts'

const input = (id: string, name: string, type: string): string => `<inputData id="${id}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`
const needsInput = (id: string): string => `<informationRequirement><requiredInput href="#${id}"/></informationRequirement>`
const needsDecision = (id: string): string => `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`
const cells = (rule: readonly string[], inputs: number): string => rule.map((text, at) => `<${at < inputs ? 'input' : 'output'}Entry><text><![CDATA[${text}]]></text></${at < inputs ? 'input' : 'output'}Entry>`).join('')

/** 最低生活保障: 人均收入 from the household, then who is kept and how much (社会救助法 第十八条、第二十一条). */
const ALLOWANCE = definitions(`
  <itemDefinition name="户籍类别"><typeRef>string</typeRef><allowedValues><text>"城镇","农村"</text></allowedValues></itemDefinition>
  <itemDefinition name="成员"><itemComponent name="income"><typeRef>number</typeRef></itemComponent><itemComponent name="disabled"><typeRef>boolean</typeRef></itemComponent></itemDefinition>
  <itemDefinition name="成员们" isCollection="true"><typeRef>成员</typeRef></itemDefinition>
  ${input('members', '家庭成员', '成员们')}${input('kind', '户籍', '户籍类别')}${input('assets', '财产符合', 'boolean')}
  <businessKnowledgeModel id="standard-of" name="保障标准"><encapsulatedLogic><formalParameter name="类别"/><literalExpression><text>if 类别 = "城镇" then 600 else 410</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
  <decision id="average" name="人均月收入"><variable name="人均月收入"/>${needsInput('members')}<literalExpression><text>decimal(sum(家庭成员.income) / 12 / count(家庭成员), 2)</text></literalExpression></decision>
  <decision id="standard" name="标准">${needsInput('kind')}<knowledgeRequirement><requiredKnowledge href="#standard-of"/></knowledgeRequirement>
    <invocation><literalExpression><text>保障标准</text></literalExpression><binding><parameter name="类别"/><literalExpression><text>户籍</text></literalExpression></binding></invocation></decision>
  <decision id="eligibility" name="认定">${needsDecision('average')}${needsDecision('standard')}${needsInput('assets')}${needsInput('members')}
    <decisionTable id="t" hitPolicy="FIRST">
      <input id="i1"><inputExpression><text>财产符合</text></inputExpression></input><input id="i2"><inputExpression><text>人均月收入</text></inputExpression></input>
      <output name="类别"/><output name="月额"/>
      <rule id="assets-too-high">${cells(['false', '-', '"不予确认"', '0'], 2)}<annotationEntry><text>社会救助法第十八条</text></annotationEntry></rule>
      <rule id="whole-household">${cells(['true', '< 标准', '"整户"', '(标准 - 人均月收入) * count(家庭成员)'], 2)}</rule>
      <rule id="edge">${cells(['-', '< 标准 * 1.5', '"边缘家庭"', '0'], 2)}</rule>
      <rule id="otherwise">${cells(['-', '-', '"不予确认"', '0'], 2)}</rule>
    </decisionTable></decision>
  <decision id="report" name="报告">${needsDecision('eligibility')}<context><contextEntry><variable name="结论"/><literalExpression><text>认定.类别</text></literalExpression></contextEntry><contextEntry><literalExpression><text>"结论：" + 结论</text></literalExpression></contextEntry></context></decision>`)

const household = (incomes: number[], kind = '农村', assets = true) => ({ 家庭成员: incomes.map((income) => ({ income, disabled: false })), 户籍: kind, 财产符合: assets })

test('a decision is made from what it needs, with the rules and the way told', () => {
  const found = decide(model(ALLOWANCE), 'eligibility', household([3120, 3120, 3120]))
  assert.ok(found.ok)
  assert.deepEqual([found.value.value, found.value.rules], [{ 类别: '整户', 月额: 450 }, ['whole-household']])
  assert.deepEqual(found.value.trace.map((one) => [one.decision, one.value]), [['average', 260], ['standard', 410], ['eligibility', { 类别: '整户', 月额: 450 }]])
})

test('an income equal to the standard is not below it', () => {
  const found = decide(model(ALLOWANCE), 'eligibility', household([4920]))
  assert.deepEqual(found.ok && found.value.rules, ['edge'])
  assert.deepEqual(((one) => one.ok && one.value.rules)(decide(model(ALLOWANCE), 'eligibility', household([4920], '城镇'))), ['whole-household'])
  assert.deepEqual(((one) => one.ok && one.value.rules)(decide(model(ALLOWANCE), 'eligibility', household([0], '城镇', false))), ['assets-too-high'])
})

test('a context ends in its last entry', () => {
  const found = decide(model(ALLOWANCE), 'report', household([90_000]))
  assert.deepEqual(found.ok && found.value.value, '结论：不予确认')
})

test('inputs outside their type are refused with the element', () => {
  const found = decide(model(ALLOWANCE), 'eligibility', { ...household([1]), 户籍: '海外' })
  assert.deepEqual(!found.ok && found.problems.map((one) => [one.element, one.code]), [['kind', 'input-not-allowed']])
  const shapes = decide(model(ALLOWANCE), 'eligibility', { ...household([1]), 家庭成员: [{ income: '多' }] })
  assert.deepEqual(!shapes.ok && shapes.problems.map((one) => one.code), ['wrong-type'])
  assert.equal(decide(model(ALLOWANCE), 'nothing', {}).ok, false)
})

test('a model is plain JSON, and functions of the caller come in as an argument', () => {
  const copy = JSON.parse(JSON.stringify(model(ALLOWANCE))) as ReturnType<typeof model>
  assert.deepEqual(decide(copy, 'eligibility', household([3120])), decide(model(ALLOWANCE), 'eligibility', household([3120])))
  const own = model(definitions('<decision id="a" name="a"><literalExpression><text>parameter("allowance") * 2 + years between("2000-01-01", today)</text></literalExpression></decision>'))
  const found = decide(own, 'a', { today: '2026-06-01' }, { parameter: () => 800 })
  assert.equal(found.ok && found.value.value, 1626)
})
