import assert from 'node:assert/strict'
import test from 'node:test'
import { boundary, compensate, end, error, message, model, played, refused, start, undoLinks, user } from './playing.ts'

const many = (attributes: string, inner = ''): string => `<bpmn:multiInstanceLoopCharacteristics ${attributes}>${inner}</bpmn:multiInstanceLoopCharacteristics>`
const cardinality = (text: string): string => `<bpmn:loopCardinality>${text}</bpmn:loopCardinality>`
const until = (text: string): string => `<bpmn:completionCondition><![CDATA[${text}]]></bpmn:completionCondition>`
const loop = (attributes: string, text = ''): string => `<bpmn:standardLoopCharacteristics ${attributes}>${text && `<bpmn:loopCondition><![CDATA[${text}]]></bpmn:loopCondition>`}</bpmn:standardLoopCharacteristics>`
const one = (task: string): string => model(`${start}${task}${end}`, 's>a\na>e')
const task = (kind: string, inner: string, more = ''): string => `<bpmn:${kind} id="a" ${more}>${inner}</bpmn:${kind}>`

test('a standard loop repeats while its condition holds, asked after each round (§13.3.6)', async () => {
  const xml = one(task('userTask', loop('', 'n < 3')))
  const answer = await played(xml, { variables: { n: 9 }, events: [{ complete: 'a', variables: { n: 1 } }, { complete: 'a', variables: { n: 3 } }] })
  assert.deepEqual([answer.trace, answer.ended], [['a', 'a'], true])
})

test('a standard loop that tests before may do nothing (§13.3.6)', async () => {
  const xml = one(task('userTask', loop('testBefore="true"', 'n < 3')))
  assert.deepEqual(await played(xml, { variables: { n: 9 } }).then((answer) => [answer.trace, answer.ended]), [[], true])
  assert.deepEqual((await played(xml, { variables: { n: 1 } })).waiting, ['a'])
})

test('a standard loop ends at its maximum and counts its rounds (§13.3.6)', async () => {
  assert.deepEqual((await played(one(task('userTask', loop('loopMaximum="3"'))), { auto: true })).trace, ['a', 'a', 'a'])
  assert.deepEqual((await played(one(task('serviceTask', loop('', 'loopCounter < 4'))), { auto: true })).trace, ['a', 'a', 'a', 'a'])
  assert.deepEqual(await refused(one(task('userTask', loop('')))), ['bad-loop', 'a'])
})

test('a looping Sub-Process begins anew each round (§13.3.6)', async () => {
  const xml = one(task('subProcess', `${loop('loopMaximum="2"')}<bpmn:startEvent id="is"/><bpmn:userTask id="ia"/><bpmn:sequenceFlow id="f" sourceRef="is" targetRef="ia"/>`))
  assert.deepEqual((await played(xml, { auto: true })).trace, ['a', 'ia', 'a', 'ia'])
})

test('parallel multi-instance: all instances at once, done when all are (§13.3.7)', async () => {
  for (const kind of ['userTask', 'serviceTask']) {
    const xml = one(task(kind, many('', cardinality('3'))))
    assert.deepEqual((await played(xml)).waiting, ['a', 'a', 'a'])
    assert.deepEqual((await played(xml, { events: [{ complete: 'a' }, { complete: 'a' }] })).waiting, ['a'])
    const answer = await played(xml, { auto: true })
    assert.deepEqual([answer.trace.length > 0, answer.completed.length, answer.ended], [true, 3, true])
  }
})

test('sequential multi-instance: one after the other (§13.3.7)', async () => {
  const xml = one(task('userTask', many('isSequential="true"', cardinality('n'))))
  assert.deepEqual((await played(xml, { variables: { n: 3 } })).waiting, ['a'])
  assert.deepEqual((await played(xml, { variables: { n: 3 }, auto: true })).trace, ['a', 'a', 'a'])
  assert.deepEqual((await played(xml, { variables: { n: 0 } })).ended, true)
  assert.deepEqual(await refused(xml, { variables: { n: -1 } }), ['instances-unknown', 'a'])
  assert.deepEqual(await refused(xml, { variables: { n: 100000 } }), ['instances-unknown', 'a'])
  assert.deepEqual(await refused(xml), ['missing-variable', 'a'])
})

const LOOP_DATA = '<bpmn:loopDataInputRef>o1</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>o2</bpmn:loopDataOutputRef><bpmn:inputDataItem id="item" name="item"/><bpmn:outputDataItem id="answer" name="answer"/>'
const OBJECTS = '<bpmn:dataObject id="x1"/><bpmn:dataObjectReference id="o1" name="offices" dataObjectRef="x1"/><bpmn:dataObject id="x2"/><bpmn:dataObjectReference id="o2" name="answers" dataObjectRef="x2"/>'

test('each instance has its item and gives its result; results stand in the order of the items (§13.3.7)', async () => {
  for (const sequential of ['false', 'true']) {
    const xml = model(`${OBJECTS}${start}<bpmn:scriptTask id="a" xy:result="answer">${many(`isSequential="${sequential}"`, LOOP_DATA)}<bpmn:script>item + "!" + string(loopCounter)</bpmn:script></bpmn:scriptTask>${end}`, 's>a\na>e')
    assert.deepEqual((await played(xml, { variables: { offices: ['环保', '住建'] } })).variables, { offices: ['环保', '住建'], answers: ['环保!1', '住建!2'] })
  }
})

test('instances of a Sub-Process keep their variables apart (§13.3.7)', async () => {
  const inner = `${many('', LOOP_DATA)}<bpmn:startEvent id="is"/><bpmn:userTask id="ia"/><bpmn:scriptTask id="ix" xy:result="answer"><bpmn:script>item + 1</bpmn:script></bpmn:scriptTask><bpmn:sequenceFlow id="f1" sourceRef="is" targetRef="ia"/><bpmn:sequenceFlow id="f2" sourceRef="ia" targetRef="ix"/>`
  const answer = await played(model(`${OBJECTS}${start}<bpmn:subProcess id="a">${inner}</bpmn:subProcess>${end}`, 's>a\na>e'), { variables: { offices: [1, 2, 3] }, auto: true })
  assert.deepEqual([answer.variables['answers'], answer.ended], [[2, 3, 4], true])
})

test('the completion condition ends the rest (§13.3.7)', async () => {
  for (const kind of ['userTask', 'serviceTask']) {
    const xml = one(task(kind, many('', cardinality('5') + until('numberOfCompletedInstances >= 2'))))
    const answer = await played(xml, { events: [{ complete: 'a' }, { complete: 'a' }] })
    assert.deepEqual([answer.completed, answer.ended], [['a', 'a'], true])
  }
  const sequential = one(task('userTask', many('isSequential="true"', cardinality('5') + until('stop = true'))))
  assert.equal((await played(sequential, { variables: { stop: false }, events: [{ complete: 'a' }, { complete: 'a', variables: { stop: true } }] })).ended, true)
})

test('a boundary event interrupts all instances; an error of one is the error of all (§13.5.4)', async () => {
  const inner = many('', cardinality('3'))
  for (const [definition, event] of [[message('m1'), { message: 'm1' }], [error('broken'), { throw: 'a', error: 'broken' }]] as const) {
    const xml = model(`${start}<bpmn:serviceTask id="a">${inner}</bpmn:serviceTask>${boundary('b', 'a', definition)}${user('x')}${end}`, 's>a\na>e\nb>x\nx>e')
    assert.deepEqual((await played(xml, { events: [{ complete: 'a' }, event] })).waiting, ['x'])
  }
})

test('each instance is undone with the item it had, the last completed first (§13.5.5)', async () => {
  const handler = '<bpmn:scriptTask id="undo-a" isForCompensation="true" xy:result="log"><bpmn:script>concatenate(log, [item])</bpmn:script></bpmn:scriptTask>'
  const xml = model(`${start}<bpmn:serviceTask id="a">${many('isSequential="true" xy:collection="list" xy:item="item"')}</bpmn:serviceTask>${boundary('ca', 'a', compensate())}${handler}<bpmn:endEvent id="e">${compensate()}</bpmn:endEvent>${undoLinks('a')}`, 's>a\na>e')
  assert.deepEqual((await played(xml, { variables: { list: [1, 2, 3], log: [] }, auto: true })).variables['log'], [3, 2, 1])
})

test('a multi-instance Call Activity calls once for each item (§13.3.7)', async () => {
  const called = '<bpmn:process id="q"><bpmn:startEvent id="qs"/><bpmn:scriptTask id="qx" xy:result="double"><bpmn:script>x * 2</bpmn:script></bpmn:scriptTask><bpmn:endEvent id="qe"/><bpmn:sequenceFlow id="q1" sourceRef="qs" targetRef="qx"/><bpmn:sequenceFlow id="q2" sourceRef="qx" targetRef="qe"/></bpmn:process>'
  const mapping = '<bpmn:extensionElements><xy:input name="x" value="item"/><xy:output name="result" value="double"/></bpmn:extensionElements>'
  const xml = model(`${start}<bpmn:callActivity id="a" calledElement="q">${mapping}${many('xy:collection="list" xy:item="item" xy:gather="result" xy:collect="results"')}</bpmn:callActivity>${end}`, 's>a\na>e').replace('</bpmn:definitions>', `${called}</bpmn:definitions>`)
  assert.deepEqual((await played(xml, { variables: { list: [1, 2, 3] } })).variables, { list: [1, 2, 3], results: [2, 4, 6] })
})
