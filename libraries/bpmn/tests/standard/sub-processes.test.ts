import assert from 'node:assert/strict'
import test from 'node:test'
import { boundary, compensate, deployedStandard, end, error, handler, message, model, played, refused, signal, start, sub, undoLinks, undoable, user } from './playing.ts'

const throwing = (id: string, definition: string): string => `<bpmn:intermediateThrowEvent id="${id}">${definition}</bpmn:intermediateThrowEvent>`
const transaction = (inner: string, flows: string): string => sub('t', inner, flows).replaceAll('bpmn:subProcess', 'bpmn:transaction')
const cancelEnd = '<bpmn:endEvent id="tx"><bpmn:cancelEventDefinition/></bpmn:endEvent>'
const cancelled = boundary('b', 't', '<bpmn:cancelEventDefinition/>')
const otherProcess = (id: string, inner: string): string => `<bpmn:process id="${id}">${inner}</bpmn:process>`
const withProcess = (xml: string, id: string, inner: string): string => xml.replace('</bpmn:definitions>', `${otherProcess(id, inner)}</bpmn:definitions>`)
const flow = (from: string, to: string): string => `<bpmn:sequenceFlow id="${from}--${to}" sourceRef="${from}" targetRef="${to}"/>`

test('an embedded Sub-Process completes when all its tokens have ended (§13.3.4)', async () => {
  const xml = model(`${start}${sub('p1', `<bpmn:startEvent id="is"/>${user('ia', 'ib')}`, 'is>ia\nis>ib')}${user('z')}${end}`, 's>p1\np1>z\nz>e')
  const one = await played(xml, { events: [{ complete: 'ib' }] })
  assert.deepEqual([one.waiting, one.trace, one.completed], [['ia'], ['p1', 'ia', 'ib'], ['ib']])
  assert.deepEqual((await played(xml, { events: [{ complete: 'ib' }, { complete: 'ia' }] })).completed, ['ib', 'ia', 'p1'])
})

test('a boundary event of a Sub-Process interrupts everything inside (§13.5.4)', async () => {
  const xml = model(`${start}${sub('p1', `<bpmn:startEvent id="is"/>${user('ia', 'ib')}`, 'is>ia\nis>ib')}${boundary('b', 'p1', message('m1'))}${user('x')}${end}`, 's>p1\np1>e\nb>x\nx>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'ia' }, { message: 'm1' }] })).waiting, ['x'])
})

test('data objects of a Sub-Process live with it (§10.4.1)', async () => {
  const inner = '<bpmn:dataObject id="o1" name="draft"/><bpmn:startEvent id="is"/><bpmn:scriptTask id="ix" xy:result="draft"><bpmn:script>1</bpmn:script></bpmn:scriptTask><bpmn:scriptTask id="iy" xy:result="total"><bpmn:script>draft + 1</bpmn:script></bpmn:scriptTask>'
  assert.deepEqual((await played(model(`${start}${sub('p1', inner, 'is>ix\nix>iy')}${end}`, 's>p1\np1>e'))).variables, { total: 2 })
})

test('inputs and outputs of a Sub-Process: inside it sees its own, outside gets what is handed out (§10.4.2)', async () => {
  const mapping = '<bpmn:extensionElements><xy:input name="n" value="amount * 2"/><xy:output name="result" value="n + 1"/></bpmn:extensionElements>'
  const inner = `${mapping}<bpmn:startEvent id="is"/><bpmn:scriptTask id="ix" xy:result="n"><bpmn:script>n + 10</bpmn:script></bpmn:scriptTask>`
  assert.deepEqual((await played(model(`${start}${sub('p1', inner, 'is>ix')}${end}`, 's>p1\np1>e'), { variables: { amount: 2 } })).variables, { amount: 2, result: 15 })
})

test('data associations carry data into and out of an activity (§10.4.2)', async () => {
  const io = '<bpmn:ioSpecification><bpmn:dataInput id="di" name="price"/><bpmn:dataOutput id="do" name="sum"/><bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification>'
  const into = '<bpmn:dataInputAssociation id="a1"><bpmn:sourceRef>o1</bpmn:sourceRef><bpmn:targetRef>di</bpmn:targetRef></bpmn:dataInputAssociation>'
  const out = '<bpmn:dataOutputAssociation id="a2"><bpmn:sourceRef>do</bpmn:sourceRef><bpmn:targetRef>o2</bpmn:targetRef></bpmn:dataOutputAssociation>'
  const xml = model(`<bpmn:dataObject id="x1"/><bpmn:dataObjectReference id="o1" name="cost" dataObjectRef="x1"/><bpmn:dataObject id="x2"/><bpmn:dataObjectReference id="o2" name="total" dataObjectRef="x2"/>${start}<bpmn:scriptTask id="x">${io}${into}${out}<bpmn:script>price + 1</bpmn:script></bpmn:scriptTask>${end}`, 's>x\nx>e')
  assert.deepEqual((await played(xml, { variables: { cost: 4 } })).variables, { cost: 4, total: 5 })
})

test('a Call Activity runs another process with data of its own and takes over its results (§13.3.4)', async () => {
  const called = `<bpmn:startEvent id="cs"/><bpmn:userTask id="ca"/><bpmn:endEvent id="ce"/>${flow('cs', 'ca')}${flow('ca', 'ce')}`
  const xml = (mapping: string): string => withProcess(model(`${start}<bpmn:callActivity id="c" calledElement="q">${mapping}</bpmn:callActivity>${user('z')}${end}`, 's>c\nc>z\nz>e'), 'q', called)
  const answer = await played(xml(''), { variables: { n: 1 }, events: [{ complete: 'ca', variables: { m: 2 } }] })
  assert.deepEqual([answer.trace, answer.completed, answer.variables], [['c', 'ca', 'z'], ['ca', 'c'], { n: 1, m: 2 }])
  const mapped = xml('<bpmn:extensionElements><xy:input name="x" value="n + 1"/><xy:output name="y" value="x * 10"/></bpmn:extensionElements>')
  assert.deepEqual((await played(mapped, { variables: { n: 1 }, events: [{ complete: 'ca', variables: { m: 2 } }] })).variables, { n: 1, y: 20 })
})

test('a called process may be in another file; ids that clash are told apart', async () => {
  const other = model(`${start}${user('a')}${end}`, 's>a\na>e').replace('<bpmn:process id="p"', '<bpmn:process id="q"')
  const xml = model(`${start}${user('a')}<bpmn:callActivity id="c" calledElement="q"/>${end}`, 's>a\na>c\nc>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }] }, { called: { q: other } })).waiting, ['q/a'])
})

test('an error in a called process is caught by the boundary of the Call Activity (§10.5.7)', async () => {
  const called = `<bpmn:startEvent id="cs"/><bpmn:endEvent id="ce"><bpmn:errorEventDefinition errorRef="broken"/></bpmn:endEvent>${flow('cs', 'ce')}`
  const xml = withProcess(model(`${start}<bpmn:callActivity id="c" calledElement="q"/>${boundary('b', 'c', error('broken'))}${user('x')}${end}`, 's>c\nc>e\nb>x\nx>e'), 'q', called)
  assert.deepEqual((await played(xml)).waiting, ['x'])
})

test('processes that call each other in a circle are refused, as is a call of what is not there', async () => {
  const call = (id: string, to: string): string => `<bpmn:startEvent id="${id}s"/><bpmn:callActivity id="${id}c" calledElement="${to}"/><bpmn:endEvent id="${id}e"/>${flow(`${id}s`, `${id}c`)}${flow(`${id}c`, `${id}e`)}`
  const xml = withProcess(model(`${start}<bpmn:callActivity id="c" calledElement="q"/>${end}`, 's>c\nc>e'), 'q', call('q', 'p'))
  assert.deepEqual(await refused(xml, {}, { process: 'p' }), ['call-cycle', 'qc'])
  assert.deepEqual(await refused(model(`${start}<bpmn:callActivity id="c" calledElement="none"/>${end}`, 's>c\nc>e')), ['call-unknown', 'c'])
})

test('compensation undoes what was completed, in reverse order, each once (§13.5.5)', async () => {
  const xml = model(`${start}${undoable('a')}${undoable('b')}${user('w')}${throwing('t', compensate())}${user('z')}${end}${undoLinks('a', 'b')}`, 's>a\na>b\nb>w\nw>t\nt>z\nz>e')
  const answer = await played(xml, { events: [{ complete: 'a' }, { complete: 'b' }, { complete: 'w' }] })
  assert.deepEqual([answer.trace, answer.waiting], [['a', 'b', 'w', 'undo-b'], ['undo-b']])
  const auto = await played(xml, { auto: true })
  assert.deepEqual([auto.trace, auto.ended], [['a', 'b', 'w', 'undo-b', 'undo-a', 'z'], true])
})

test('compensation of one activity leaves the others alone; what was not completed is not undone (§13.5.5)', async () => {
  const xml = model(`${start}${undoable('a')}${undoable('b')}${undoable('k')}${throwing('t', compensate('a'))}${end}${undoLinks('a', 'b', 'k')}`, 's>a\na>b\nb>t\nt>e\ns>k')
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }, { complete: 'b' }, { complete: 'undo-a' }] })).trace, ['a', 'k', 'b', 'undo-a'])
})

test('a Compensation End Event undoes and then ends; without waiting the thrower goes on at once (§13.5.5)', async () => {
  const xml = model(`${start}${undoable('a')}<bpmn:endEvent id="e">${compensate()}</bpmn:endEvent>${undoLinks('a')}`, 's>a\na>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }] })).waiting, ['undo-a'])
  assert.equal((await played(xml, { auto: true })).ended, true)
  const free = model(`${start}${undoable('a')}${throwing('t', compensate('', 'waitForCompletion="false"'))}${user('z')}${end}${undoLinks('a')}`, 's>a\na>t\nt>z\nz>e')
  assert.deepEqual((await played(free, { events: [{ complete: 'a' }] })).waiting.toSorted(), ['undo-a', 'z'])
})

test('a completed Sub-Process is undone from inside, in reverse order; a running one is not (§13.5.5)', async () => {
  const inner = `<bpmn:startEvent id="is"/>${undoable('a')}${undoable('b')}${undoLinks('a', 'b')}`
  const xml = model(`${start}${sub('p1', inner, 'is>a\na>b')}${undoable('k')}${throwing('t', compensate())}${end}${undoLinks('k')}`, 's>p1\np1>k\nk>t\nt>e')
  assert.deepEqual((await played(xml, { auto: true })).trace, ['p1', 'a', 'b', 'k', 'undo-k', 'undo-b', 'undo-a'])
})

test('a Compensation Event Sub-Process replaces the default compensation of its scope (§13.5.5)', async () => {
  const inner = `<bpmn:startEvent id="is"/>${undoable('a')}${undoLinks('a')}${handler('h', compensate(), `<bpmn:task id="before"/>${throwing('it', compensate())}<bpmn:task id="after"/>`, 'h-start>before\nbefore>it\nit>after')}`
  const xml = model(`${start}${sub('p1', inner, 'is>a')}${throwing('t', compensate('p1'))}${end}`, 's>p1\np1>t\nt>e')
  assert.deepEqual((await played(xml, { auto: true })).trace, ['p1', 'a', 'h', 'before', 'undo-a', 'after'])
})

test('an error handler may throw compensation for its scope', async () => {
  const inner = `<bpmn:startEvent id="is"/>${undoable('a')}<bpmn:endEvent id="ie">${error('broken')}</bpmn:endEvent>${undoLinks('a')}${handler('h', error('broken'), throwing('it', compensate()), 'h-start>it')}`
  const answer = await played(model(`${start}${sub('p1', inner, 'is>a\na>ie')}${user('z')}${end}`, 's>p1\np1>z\nz>e'), { events: [{ complete: 'a' }, { complete: 'undo-a' }] })
  assert.deepEqual(answer.waiting, ['z'])
})

test('each round of a loop is undone once, the last first', async () => {
  const loop = '<bpmn:exclusiveGateway id="m"/><bpmn:exclusiveGateway id="x" default="x--t"/>'
  const xml = model(`${start}${loop}${undoable('a')}${undoable('b')}${throwing('t', compensate())}${end}${undoLinks('a', 'b')}`, 's>m\nm>a\na>b\nb>x\nx>m?again\nx>t\nt>e')
  const events = [{ complete: 'a' }, { complete: 'b' }, { complete: 'a' }, { complete: 'b', variables: { again: false } }]
  const undo = [{ complete: 'undo-b' }, { complete: 'undo-a' }, { complete: 'undo-b' }, { complete: 'undo-a' }]
  const answer = await played(xml, { variables: { again: true }, events: [...events, ...undo] })
  assert.deepEqual([answer.trace.filter((id) => id.startsWith('undo')), answer.ended], [['undo-b', 'undo-a', 'undo-b', 'undo-a'], true])
})

test('a Transaction that is cancelled undoes what it did and is left by its Cancel Boundary Event (§13.5.6)', async () => {
  const inner = `<bpmn:startEvent id="is"/>${undoable('a')}${undoable('b')}${user('k')}${cancelEnd}${undoLinks('a', 'b')}`
  const xml = model(`${start}${transaction(inner, 'is>a\na>b\nb>tx\nis>k')}${cancelled}${user('x')}${end}`, 's>t\nt>e\nb>x\nx>e'.replaceAll('b>x', 'bb>x')).replace('id="b" attachedToRef="t"', 'id="bb" attachedToRef="t"')
  const answer = await played(xml, { events: [{ complete: 'a' }, { complete: 'b' }, { complete: 'undo-b' }, { complete: 'undo-a' }] })
  assert.deepEqual([answer.trace, answer.completed, answer.waiting], [['t', 'a', 'k', 'b', 'undo-b', 'undo-a', 'x'], ['a', 'b', 'undo-b', 'undo-a'], ['x']])
})

test('a Transaction that completes goes on normally; an error is a hazard and undoes nothing by itself (§13.5.6)', async () => {
  const xml = model(`${start}${transaction(`<bpmn:startEvent id="is"/>${undoable('a')}${undoLinks('a')}`, 'is>a')}${boundary('b', 't', error())}${user('x', 'z')}${end}`, 's>t\nt>z\nb>x\nx>e\nz>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }] })).waiting, ['z'])
  assert.deepEqual((await played(xml, { events: [{ throw: 'a', error: 'late' }] })).trace, ['t', 'a', 'x'])
})

const adHoc = (inner: string, more = '', until = ''): string =>
  model(`${start}<bpmn:adHocSubProcess id="h" ${more}>${inner}${until && `<bpmn:completionCondition><![CDATA[${until}]]></bpmn:completionCondition>`}</bpmn:adHocSubProcess>${user('z')}${end}`, 's>h\nh>z\nz>e')

test('an Ad-Hoc Sub-Process offers its activities; each may be done in any order and again (§13.3.5)', async () => {
  const xml = adHoc(user('a', 'b'))
  assert.deepEqual((await played(xml)).waiting, ['a', 'b'])
  assert.deepEqual((await played(xml, { events: [{ complete: 'b' }, { complete: 'b' }, { complete: 'a' }] })).trace, ['h', 'b', 'b', 'a', 'z'])
  assert.deepEqual((await played(xml, { auto: true })).trace, ['h', 'a', 'b', 'z'])
})

test('an Ad-Hoc Sub-Process ends when its completion condition holds after an activity (§13.3.5)', async () => {
  const xml = adHoc(user('a', 'b'), '', 'done = true')
  const variables = { done: false }
  assert.deepEqual((await played(xml, { variables, events: [{ complete: 'a' }, { complete: 'b' }] })).waiting, ['a', 'b'])
  assert.deepEqual((await played(xml, { variables, events: [{ complete: 'a', variables: { done: true } }] })).waiting, ['z'])
})

test('flows inside an Ad-Hoc Sub-Process order what follows (§13.3.5)', async () => {
  const xml = adHoc(`${user('a', 'b')}${flow('a', 'b')}`)
  const answer = await played(xml, { events: [{ complete: 'a' }, { complete: 'b' }] })
  assert.deepEqual([answer.trace, answer.waiting], [['h', 'a', 'b', 'z'], ['z']])
})

test('start and end events inside an Ad-Hoc Sub-Process are refused (§10.3.5)', async () => {
  assert.deepEqual(await refused(adHoc(`<bpmn:startEvent id="is"/>${user('a')}`)), ['ad-hoc-event', 'is'])
})

test('signals reach waiting sub-processes and interrupt them', async () => {
  const xml = model(`${start}${sub('p1', `<bpmn:startEvent id="is"/>${user('ia')}`, 'is>ia')}${boundary('b', 'p1', signal('g1'))}${user('a', 'x')}${throwing('t', signal('g1'))}${end}`, 's>p1\ns>a\na>t\nt>e\np1>e\nb>x\nx>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }] })).waiting, ['x'])
})

test('a definition is plain JSON', async () => {
  const definition = await deployedStandard(adHoc(user('a')))
  assert.deepEqual(JSON.parse(JSON.stringify(definition)), definition)
})
