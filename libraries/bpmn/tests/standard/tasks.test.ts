import assert from 'node:assert/strict'
import test from 'node:test'
import { end, model, played, refused, start, user } from './playing.ts'

test('a User Task is active until its performer completes it (§13.3.3)', async () => {
  const xml = model(`${start}${user('a', 'b')}${end}`, 's>a\na>b\nb>e')
  assert.deepEqual((await played(xml)).waiting, ['a'])
  const answer = await played(xml, { events: [{ complete: 'a', variables: { n: 1 } }, { complete: 'b' }] })
  assert.deepEqual(answer, { trace: ['a', 'b'], completed: ['a', 'b'], waiting: [], ended: true, outcome: 'completed', variables: { n: 1 } })
})

test('a Manual Task is done by a person as well, without a system (§13.3.3)', async () => {
  const xml = model(`${start}<bpmn:manualTask id="a"/>${end}`, 's>a\na>e')
  assert.deepEqual((await played(xml)).waiting, ['a'])
  assert.equal((await played(xml, { auto: true })).ended, true)
})

test('an Abstract Task completes upon activation (§13.3.3)', async () => {
  assert.deepEqual((await played(model(`${start}<bpmn:task id="a"/>${end}`, 's>a\na>e'))).completed, ['a'])
})

test('a Service Task calls its service and completes when it has answered (§13.3.3)', async () => {
  const xml = model(`${start}<bpmn:serviceTask id="v"/>${end}`, 's>v\nv>e')
  assert.deepEqual((await played(xml)).waiting, ['v'])
  assert.deepEqual((await played(xml, { events: [{ complete: 'v', variables: { found: true } }] })).variables, { found: true })
})

test('a Script Task executes its script and completes (§13.3.3)', async () => {
  const xml = model(`${start}<bpmn:scriptTask id="x" xy:result="total"><bpmn:script>price * count</bpmn:script></bpmn:scriptTask>${end}`, 's>x\nx>e')
  assert.deepEqual(await played(xml, { variables: { price: 3, count: 4 } }), { trace: ['x'], completed: ['x'], waiting: [], ended: true, outcome: 'completed', variables: { price: 3, count: 4, total: 12 } })
})

test('a Script Task without result variable sets the entries of the context that it gives', async () => {
  const xml = model(`${start}<bpmn:scriptTask id="x"><bpmn:script>{ net: gross - 1, tax: 1 }</bpmn:script></bpmn:scriptTask>${end}`, 's>x\nx>e')
  assert.deepEqual((await played(xml, { variables: { gross: 5 } })).variables, { gross: 5, net: 4, tax: 1 })
})

test('a script that names a missing variable or has no value refuses the step, with the element', async () => {
  const script = (text: string): string => model(`${start}<bpmn:scriptTask id="x" xy:result="r"><bpmn:script>${text}</bpmn:script></bpmn:scriptTask>${end}`, 's>x\nx>e')
  assert.deepEqual(await refused(script('absent + 1')), ['missing-variable', 'x'])
  assert.deepEqual(await refused(script('1 / 0')), ['expression-failed', 'x'])
  assert.deepEqual(await refused(script('count(for i in 1..2000, j in 1..2000 return i)')), ['expression-failed', 'x'])
  assert.deepEqual((await played(script('if 1 = 2 then absent else 7'))).variables, { r: 7 })
})

test('a Business Rule Task takes over what the decision gave (§13.3.3)', async () => {
  const xml = model(`${start}<bpmn:businessRuleTask id="r" xy:decision="d" xy:result="category"/>${end}`, 's>r\nr>e')
  assert.deepEqual((await played(xml)).waiting, ['r'])
  assert.deepEqual((await played(xml, { events: [{ complete: 'r', variables: { category: 'A' } }] })).variables, { category: 'A' })
  const free = model(`${start}<bpmn:businessRuleTask id="r"/>${end}`, 's>r\nr>e')
  assert.deepEqual((await played(free, { events: [{ complete: 'r', variables: { category: 'A' } }] })).variables, { category: 'A' })
})

test('a Send Task sends its message and completes at once (§13.3.3)', async () => {
  assert.deepEqual((await played(model(`${start}<bpmn:sendTask id="n" messageRef="m1"/>${end}`, 's>n\nn>e'))).completed, ['n'])
})

test('a Receive Task waits until its message arrives (§13.3.3)', async () => {
  const xml = model(`${start}<bpmn:receiveTask id="r" messageRef="m1"/>${end}`, 's>r\nr>e')
  assert.deepEqual((await played(xml)).waiting, ['r'])
  const answer = await played(xml, { events: [{ message: 'm1', variables: { n: 2 } }] })
  assert.deepEqual([answer.completed, answer.variables], [['r'], { n: 2 }])
  assert.deepEqual(await refused(xml, { events: [{ message: 'm2' }] }), ['message-not-awaited', 'm2'])
})

test('an instantiating Receive Task starts the process (§13.3.3)', async () => {
  const xml = model(`<bpmn:receiveTask id="r" messageRef="m1" instantiate="true"/>${user('a')}${end}`, 'r>a\na>e')
  const answer = await played(xml, { events: [{ message: 'm1', variables: { n: 1 } }] })
  assert.deepEqual([answer.trace, answer.waiting, answer.variables], [['r', 'a'], ['a'], { n: 1 }])
})

test('completing a task twice is refused', async () => {
  const xml = model(`${start}${user('a', 'b')}${end}`, 's>a\na>b\nb>e')
  assert.deepEqual(await refused(xml, { events: [{ complete: 'a' }, { complete: 'a' }] }), ['task-not-open', 'a'])
})

test('with `auto` every task completes at once', async () => {
  const xml = model(`${start}${user('a')}<bpmn:serviceTask id="v"/><bpmn:manualTask id="m"/><bpmn:receiveTask id="r" messageRef="m1"/><bpmn:businessRuleTask id="d"/>${end}`, 's>a\na>v\nv>m\nm>r\nr>d\nd>e')
  assert.deepEqual((await played(xml, { auto: true })).completed, ['a', 'v', 'm', 'r', 'd'])
  assert.deepEqual((await played(xml, { auto: true, events: [{ message: 'm1', variables: { n: 1 } }] })).variables, { n: 1 })
})
