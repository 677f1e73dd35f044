import assert from 'node:assert/strict'
import test from 'node:test'
import { boundary, condition, cycle, end, error, escalation, handler, message, model, played, refused, signal, start, sub, timer, user } from './playing.ts'

const catching = (id: string, definition: string, more = ''): string => `<bpmn:intermediateCatchEvent id="${id}" ${more}>${definition}</bpmn:intermediateCatchEvent>`
const throwing = (id: string, definition = ''): string => `<bpmn:intermediateThrowEvent id="${id}">${definition}</bpmn:intermediateThrowEvent>`
const startBy = (definition: string, id = 's'): string => `<bpmn:startEvent id="${id}">${definition}</bpmn:startEvent>`
const endBy = (definition: string, id = 'e'): string => `<bpmn:endEvent id="${id}">${definition}</bpmn:endEvent>`
const date = (text: string): string => `<bpmn:timerEventDefinition><bpmn:timeDate>${text}</bpmn:timeDate></bpmn:timerEventDefinition>`

test('a None Start Event starts, a None End Event ends (§13.5.1, 13.5.6)', async () => {
  assert.equal((await played(model(`${start}${end}`, 's>e'))).outcome, 'completed')
})

test('a process without start event begins at what has no incoming flow, and ends where none goes on (§10.5.2, 10.5.3)', async () => {
  const answer = await played(model(user('a', 'b', 'z'), 'a>z'), { events: [{ complete: 'b' }, { complete: 'a' }, { complete: 'z' }] })
  assert.deepEqual([answer.trace, answer.ended], [['a', 'b', 'z'], true])
})

test('Message, Signal, Timer and Conditional Start Events start the process (table 10.84)', async () => {
  const by = (definition: string): string => model(`${startBy(definition)}${user('a')}${end}`, 's>a\na>e')
  assert.deepEqual((await played(by(message('m1')))).waiting, ['s'])
  assert.deepEqual((await played(by(message('m1')), { events: [{ message: 'm1', variables: { n: 1 } }] })).variables, { n: 1 })
  assert.deepEqual((await played(by(signal('g1')), { events: [{ signal: 'g1' }] })).waiting, ['a'])
  assert.deepEqual((await played(by(timer('PT1H')), { events: [{ advance: 'PT59M' }] })).waiting, ['s'])
  assert.deepEqual((await played(by(timer('PT1H')), { events: [{ advance: 'PT1H' }] })).waiting, ['a'])
  assert.deepEqual((await played(by(condition('n > 1')), { variables: { n: 2 } })).waiting, ['a'])
})

test('of several start events the one whose trigger comes starts (§10.5.2)', async () => {
  const xml = model(`${startBy(message('m1'), 's1')}${startBy(message('m2'), 's2')}${user('a', 'b')}${end}`, 's1>a\ns2>b\na>e\nb>e')
  assert.deepEqual((await played(xml, { events: [{ message: 'm2' }] })).waiting, ['b'])
})

test('a Multiple Start Event starts by any of its triggers (table 10.84)', async () => {
  const xml = model(`${startBy(message('m1') + signal('g1'))}${user('a')}${end}`, 's>a\na>e')
  for (const event of [{ message: 'm1' }, { signal: 'g1' }]) assert.deepEqual((await played(xml, { events: [event] })).waiting, ['a'])
})

test('a Terminate End Event ends the process with everything in it (§13.5.6)', async () => {
  const xml = model(`${start}${user('a', 'b')}<bpmn:endEvent id="t"><bpmn:terminateEventDefinition/></bpmn:endEvent>${end}`, 's>a\ns>b\na>t\nb>e')
  const answer = await played(xml, { events: [{ complete: 'a' }] })
  assert.deepEqual([answer.ended, answer.outcome, answer.completed], [true, 'terminated', ['a']])
})

test('a Terminate End Event inside a sub-process ends that sub-process only', async () => {
  const inner = `<bpmn:startEvent id="is"/>${user('ia', 'ib')}<bpmn:endEvent id="it"><bpmn:terminateEventDefinition/></bpmn:endEvent>`
  const answer = await played(model(`${start}${sub('p1', inner, 'is>ia\nis>ib\nia>it')}${user('z')}${end}`, 's>p1\np1>z\nz>e'), { events: [{ complete: 'ia' }] })
  assert.deepEqual([answer.waiting, answer.outcome], [['z'], 'active'])
})

test('an Error End Event that nobody catches ends the process with the error (§10.5.7)', async () => {
  const answer = await played(model(`${start}${user('a')}${endBy(error('broken'), 'x')}${end}`, 's>a\ns>x\na>e'))
  assert.deepEqual([answer.ended, answer.outcome, answer.errorCode], [true, 'error', 'broken'])
})

test('Message, Signal and Escalation End Events throw and end; an escalation need not be caught (table 10.88)', async () => {
  for (const definition of [message('m1'), signal('g1'), escalation('raise'), message('m1') + signal('g1')]) {
    assert.equal((await played(model(`${start}${endBy(definition)}`, 's>e'))).outcome, 'completed')
  }
})

test('a None Intermediate Throw Event marks a milestone and goes on', async () => {
  assert.equal((await played(model(`${start}${throwing('t')}${end}`, 's>t\nt>e'))).ended, true)
})

test('an Intermediate Timer Event waits for a duration, a date or the first of a cycle', async () => {
  const by = (definition: string): string => model(`${start}${catching('t', definition)}${end}`, 's>t\nt>e')
  for (const [definition, short, enough] of [[timer('P1DT2H'), 'P1D', 'P1DT2H'], [date('2026-03-01T00:00:00Z'), 'P58D', 'P59D'], [cycle('R3/PT10M'), 'PT9M', 'PT10M'], [timer('"PT" + "5M"'), 'PT4M', 'PT5M']] as const) {
    assert.deepEqual((await played(by(definition), { events: [{ advance: short }] })).waiting, ['t'])
    assert.equal((await played(by(definition), { events: [{ advance: enough }] })).ended, true)
  }
  assert.equal((await played(by(date('2020-01-01T00:00:00Z')))).ended, true)
  assert.deepEqual(await refused(by(timer('tomorrow'))), ['missing-variable', 't'])
  assert.deepEqual(await refused(by(timer('"tomorrow"'))), ['bad-timer', 't'])
})

test('a timer of workdays passes the weekend by', async () => {
  const days = (calendar: string): string => model(`${start}${catching('t', `<bpmn:timerEventDefinition xy:calendar="${calendar}"><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition>`)}${end}`, 's>t\nt>e')
  assert.equal((await played(days('calendar-days'), { events: [{ advance: 'P3D' }] })).ended, true)
  assert.equal((await played(days('workdays'), { events: [{ advance: 'P4D' }] })).ended, false)
  assert.equal((await played(days('workdays'), { events: [{ advance: 'P5D' }] })).ended, true)
})

test('a signal is broadcast to everybody who waits for it, inside the process as well (§10.5.7)', async () => {
  const xml = model(`${start}${catching('w1', signal('g1'))}${catching('w2', signal('g1'))}${user('a')}${throwing('t', signal('g1'))}${user('z')}${end}`, 's>w1\ns>w2\ns>a\na>t\nt>z\nw1>e\nw2>e\nz>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }] })).waiting, ['z'])
  assert.deepEqual((await played(xml, { events: [{ signal: 'g1' }] })).waiting, ['a'])
})

test('an Intermediate Conditional Event waits until its condition is true (§13.5.3)', async () => {
  const xml = model(`${start}${user('a')}${catching('k', condition('n > 5'))}${end}`, 's>a\ns>k\na>e\nk>e')
  assert.deepEqual((await played(xml, { variables: { n: 1 } })).waiting, ['a', 'k'])
  assert.equal((await played(xml, { variables: { n: 1 }, events: [{ complete: 'a', variables: { n: 6 } }] })).ended, true)
})

test('a Link goes on at its target; several sources may lead to one target (§10.5.1)', async () => {
  const link = (name: string): string => `<bpmn:linkEventDefinition name="${name}"/>`
  const xml = model(`${start}${user('a', 'b')}${throwing('t1', link('A'))}${throwing('t2', link('A'))}${catching('k', link('A'))}${user('z')}${end}`, 's>a\ns>b\na>t1\nb>t2\nk>z\nz>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }] })).waiting, ['b', 'z'])
  assert.deepEqual(await refused(model(`${start}${throwing('t1', link('B'))}`, 's>t1')), ['link-without-target', 't1'])
})

test('a Multiple event needs one trigger, a Parallel Multiple all of them (§10.5.5)', async () => {
  const by = (more: string): string => model(`${start}${catching('k', message('m1') + message('m2'), more)}${user('z')}${end}`, 's>k\nk>z\nz>e')
  assert.deepEqual((await played(by(''), { events: [{ message: 'm2' }] })).waiting, ['z'])
  assert.deepEqual((await played(by('parallelMultiple="true"'), { events: [{ message: 'm2' }] })).waiting, ['k'])
  assert.deepEqual((await played(by('parallelMultiple="true"'), { events: [{ message: 'm2' }, { message: 'm1' }] })).waiting, ['z'])
})

test('a message comes to the instance with its correlation key (§8.4.2)', async () => {
  const keyed = model(`${start}${catching('k', message('m1', 'xy:key="order"'))}${end}`, 's>k\nk>e')
  assert.deepEqual(await refused(keyed, { variables: { order: 7 }, events: [{ message: 'm1', key: 8 }] }), ['message-not-awaited', 'm1'])
  assert.deepEqual(await refused(keyed, { variables: { order: 7 }, events: [{ message: 'm1' }] }), ['message-not-awaited', 'm1'])
  assert.equal((await played(keyed, { variables: { order: 7 }, events: [{ message: 'm1', key: 7 }] })).ended, true)
})

const PROPERTY = '<bpmn:correlationProperty id="order"><bpmn:correlationPropertyRetrievalExpression messageRef="m1"><bpmn:messagePath>order</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression><bpmn:correlationPropertyRetrievalExpression messageRef="m2"><bpmn:messagePath>number</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>'

test('key-based correlation: the first message of a conversation sets the key of the next (§8.4.2)', async () => {
  const xml = model(`${startBy(message('m1'))}${catching('k', message('m2'))}${end}`, 's>k\nk>e', PROPERTY)
  const first = { message: 'm1', variables: { order: 'A' } }
  assert.deepEqual(await refused(xml, { events: [first, { message: 'm2', variables: { number: 'B' } }] }), ['message-not-awaited', 'm2'])
  assert.equal((await played(xml, { events: [first, { message: 'm2', variables: { number: 'A' } }] })).ended, true)
})

test('context-based correlation: the key is bound to data of the process (§8.4.2)', async () => {
  const subscription = '<bpmn:correlationSubscription id="cs" correlationKeyRef="ck"><bpmn:correlationPropertyBinding id="cb" correlationPropertyRef="order"><bpmn:dataPath>own</bpmn:dataPath></bpmn:correlationPropertyBinding></bpmn:correlationSubscription>'
  const more = `${PROPERTY}<bpmn:collaboration id="co"><bpmn:correlationKey id="ck"><bpmn:correlationPropertyRef>order</bpmn:correlationPropertyRef></bpmn:correlationKey></bpmn:collaboration>`
  const xml = model(`${start}${catching('k', message('m2'))}${end}`, 's>k\nk>e', more).replace('</bpmn:process>', `${subscription}</bpmn:process>`)
  assert.deepEqual(await refused(xml, { variables: { own: 5 }, events: [{ message: 'm2', variables: { number: 6 } }] }), ['message-not-awaited', 'm2'])
  assert.equal((await played(xml, { variables: { own: 5 }, events: [{ message: 'm2', variables: { number: 5 } }] })).ended, true)
})

const around = (definition: string, more = ''): string => model(`${start}${user('a', 'x')}${boundary('b', 'a', definition, more)}${end}`, 's>a\na>e\nb>x\nx>e')

test('an interrupting Boundary Event ends its activity, a non-interrupting one runs beside it (§13.5.4)', async () => {
  const cases = [[timer('P1D'), { advance: 'P1D' }], [message('m1'), { message: 'm1' }], [signal('g1'), { signal: 'g1' }], [escalation('raise'), { throw: 'a', escalation: 'raise' }]] as const
  for (const [definition, event] of cases) {
    const instead = await played(around(definition), { events: [event] })
    assert.deepEqual([instead.waiting, instead.trace, instead.completed], [['x'], ['a', 'x'], []])
    assert.deepEqual((await played(around(definition, 'cancelActivity="false"'), { events: [event] })).waiting, ['a', 'x'])
  }
})

test('an Error Boundary Event catches its error, or every error, and always interrupts (§10.5.7)', async () => {
  for (const [definition, thrown, waiting] of [[error('broken'), 'broken', ['x']], [error(), 'anything', ['x']], [error('broken'), 'late', []]] as const) {
    const answer = await played(around(definition), { events: [{ throw: 'a', error: thrown }] })
    assert.deepEqual([answer.waiting, answer.outcome], [waiting, waiting.length > 0 ? 'active' : 'error'])
  }
  assert.deepEqual(await refused(around(error('broken'), 'cancelActivity="false"')), ['must-interrupt', 'b'])
})

test('an error boundary that names the code comes before one that takes all', async () => {
  const xml = model(`${start}${user('a', 'x', 'y')}${boundary('all', 'a', error())}${boundary('one', 'a', error('broken'))}${end}`, 's>a\na>e\nall>x\none>y\nx>e\ny>e')
  assert.deepEqual((await played(xml, { events: [{ throw: 'a', error: 'broken' }] })).waiting, ['y'])
})

test('a Conditional Boundary Event fires when its condition becomes true, and again only after it was false', async () => {
  const xml = model(`${start}${user('a', 'w')}${boundary('b', 'a', condition('n > 5'), 'cancelActivity="false"')}<bpmn:task id="x"/>${end}<bpmn:endEvent id="e2"/>`, 's>a\ns>w\na>e\nw>w2\nb>x\nx>e2'.replace('w>w2', 'w>e'))
  const answer = await played(xml, { variables: { n: 1 }, events: [{ complete: 'w', variables: { n: 6 } }] })
  assert.deepEqual([answer.waiting, answer.trace], [['a'], ['a', 'w', 'x']])
})

test('a cycle on a non-interrupting Boundary Timer fires as often as it says', async () => {
  const xml = model(`${start}${user('a')}${boundary('b', 'a', cycle('R3/PT10M'), 'cancelActivity="false"')}<bpmn:task id="x"/>${end}`, 's>a\na>e\nb>x')
  assert.deepEqual((await played(xml, { events: [{ advance: 'PT20M' }] })).trace, ['a', 'x', 'x'])
  assert.deepEqual((await played(xml, { events: [{ advance: 'PT5H' }, { complete: 'a' }] })).trace, ['a', 'x', 'x', 'x'])
})

test('timers that become due together fire in order', async () => {
  const xml = model(`${start}${catching('t1', timer('PT3H'))}${catching('t2', timer('PT1H'))}${catching('t3', timer('PT2H'))}<bpmn:task id="a1"/><bpmn:task id="a2"/><bpmn:task id="a3"/>${end}`, 's>t1\ns>t2\ns>t3\nt1>a1\nt2>a2\nt3>a3\na1>e\na2>e\na3>e')
  assert.deepEqual((await played(xml, { events: [{ advance: 'P1D' }] })).trace, ['a2', 'a3', 'a1'])
})

test('an error thrown in a sub-process goes up the scopes to whoever catches it (§10.5.7)', async () => {
  const inner = sub('deep', `<bpmn:startEvent id="ds"/>${user('da')}<bpmn:endEvent id="de">${error('broken')}</bpmn:endEvent>`, 'ds>da\nda>de')
  const xml = model(`${start}${sub('p1', `<bpmn:startEvent id="is"/>${inner}`, 'is>deep')}${boundary('b', 'p1', error('broken'))}${user('x')}${end}`, 's>p1\np1>e\nb>x\nx>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'da' }] })).waiting, ['x'])
})

test('an escalation thrown in a sub-process is caught outside while it goes on, or instead of it (§10.5.7)', async () => {
  const inner = `<bpmn:startEvent id="is"/>${throwing('t', escalation('raise'))}${user('ia')}`
  const xml = (more: string): string => model(`${start}${sub('p1', inner, 'is>t\nt>ia')}${boundary('b', 'p1', escalation('raise'), more)}${user('x')}${end}`, 's>p1\np1>e\nb>x\nx>e')
  assert.deepEqual((await played(xml('cancelActivity="false"'))).waiting.toSorted(), ['ia', 'x'])
  assert.deepEqual((await played(xml(''))).waiting, ['x'])
})

test('an Event Sub-Process handles each kind of trigger, instead of its scope or beside it (§13.5.4)', async () => {
  const cases = [[timer('P1D'), { advance: 'P1D' }], [message('m1'), { message: 'm1' }], [signal('g1'), { signal: 'g1' }], [escalation('raise'), { throw: 'a', escalation: 'raise' }], [condition('n > 5'), { complete: 'w', variables: { n: 9 } }]] as const
  for (const [definition, event] of cases) {
    const xml = (more: string): string => model(`${start}${user('a', 'w')}${end}${handler('h', definition, user('ha'), 'h-start>ha', more)}`, 's>a\ns>w\na>e\nw>e')
    const instead = await played(xml(''), { variables: { n: 1 }, events: [event] })
    assert.deepEqual(instead.waiting, ['ha'])
    assert.ok(instead.trace.includes('h'))
    assert.ok((await played(xml('isInterrupting="false"'), { variables: { n: 1 }, events: [event] })).waiting.includes('a'))
  }
})

test('an Error Event Sub-Process catches inside its scope, before the boundary; the scope then ends normally (§13.5.4)', async () => {
  const inner = `<bpmn:startEvent id="is"/>${user('ia')}<bpmn:endEvent id="ie">${error('broken')}</bpmn:endEvent>${handler('h', error('broken'), user('ha'), 'h-start>ha')}`
  const xml = model(`${start}${sub('p1', inner, 'is>ia\nia>ie')}${boundary('b', 'p1', error())}${user('x', 'z')}${end}`, 's>p1\np1>z\nb>x\nx>e\nz>e')
  const answer = await played(xml, { events: [{ complete: 'ia' }, { complete: 'ha' }] })
  assert.deepEqual([answer.trace, answer.waiting], [['p1', 'ia', 'h', 'ha', 'z'], ['z']])
})

test('a non-interrupting Event Sub-Process may run several times; its scope ends when all have (§13.5.4)', async () => {
  const xml = model(`${start}${user('a')}${end}${handler('h', message('m1'), user('ha'), 'h-start>ha', 'isInterrupting="false"')}`, 's>a\na>e')
  const events = [{ message: 'm1' }, { message: 'm1' }, { complete: 'a' }, { complete: 'ha' }]
  assert.deepEqual((await played(xml, { events })).waiting, ['ha'])
  assert.equal((await played(xml, { events: [...events, { complete: 'ha' }] })).ended, true)
})
