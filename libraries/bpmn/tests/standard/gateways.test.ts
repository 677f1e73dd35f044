import assert from 'node:assert/strict'
import test from 'node:test'
import { condition, end, model, played, refused, start, timer, user, message, signal } from './playing.ts'

const gateway = (kind: string, id: string, more = ''): string => `<bpmn:${kind}Gateway id="${id}" ${more}/>`
const catching = (id: string, definition: string): string => `<bpmn:intermediateCatchEvent id="${id}">${definition}</bpmn:intermediateCatchEvent>`

test('an Exclusive Gateway takes the first true condition, in order, else the default; else it is an exception (§13.4.2)', async () => {
  const flows = 's>g\ng>a?n > 10\ng>b?n > 5\ng>c\na>e\nb>e\nc>e'
  const xml = model(`${start}${gateway('exclusive', 'g', 'default="g--c"')}${user('a', 'b', 'c')}${end}`, flows)
  for (const [n, taken] of [[20, 'a'], [7, 'b'], [1, 'c']] as const) assert.deepEqual((await played(xml, { variables: { n } })).waiting, [taken])
  const bare = model(`${start}${gateway('exclusive', 'g')}${user('a', 'b')}${end}`, 's>g\ng>a?n > 10\ng>b?n > 5\na>e\nb>e')
  assert.deepEqual(await refused(bare, { variables: { n: 1 } }), ['no-way-out', 'g'])
  assert.deepEqual(await refused(bare), ['missing-variable', 'g--a'])
})

test('an Exclusive Gateway that merges passes every token on (§13.4.2)', async () => {
  const xml = model(`${start}${gateway('parallel', 'f')}${user('a', 'b', 'z')}${gateway('exclusive', 'm')}${end}`, 's>f\nf>a\nf>b\na>m\nb>m\nm>z\nz>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }, { complete: 'b' }] })).waiting, ['z', 'z'])
})

test('a Parallel Gateway forks to all and joins by waiting for all (§13.4.1)', async () => {
  const xml = model(`${start}${gateway('parallel', 'f')}${user('a', 'b', 'z')}${gateway('parallel', 'j')}${end}`, 's>f\nf>a\nf>b\na>j\nb>j\nj>z\nz>e')
  assert.deepEqual((await played(xml)).waiting, ['a', 'b'])
  assert.deepEqual((await played(xml, { events: [{ complete: 'b' }] })).waiting, ['a'])
  assert.deepEqual((await played(xml, { events: [{ complete: 'b' }, { complete: 'a' }] })).waiting, ['z'])
})

test('an Inclusive Gateway takes every true condition, else the default (§13.4.3)', async () => {
  const xml = model(`${start}${gateway('inclusive', 'g', 'default="g--c"')}${user('a', 'b', 'c')}${end}`, 's>g\ng>a?n > 5\ng>b?n > 10\ng>c\na>e\nb>e\nc>e')
  for (const [n, taken] of [[20, ['a', 'b']], [7, ['a']], [1, ['c']]] as const) assert.deepEqual((await played(xml, { variables: { n } })).waiting, taken)
})

test('an Inclusive Gateway that joins waits while a token can still arrive, and no longer (§13.4.3)', async () => {
  const xml = model(`${start}${gateway('inclusive', 'g')}${user('a', 'b', 'c', 'z')}${gateway('exclusive', 'x', 'default="x--j"')}${gateway('inclusive', 'j')}${end}<bpmn:endEvent id="away"/>`,
    's>g\ng>a?a\ng>b?b\ng>c?c\na>j\nb>x\nx>away?leave\nx>j\nc>j\nj>z\nz>e')
  const all = { a: true, b: true, c: false, leave: false }
  assert.deepEqual((await played(xml, { variables: all, events: [{ complete: 'a' }] })).waiting, ['b'])
  assert.deepEqual((await played(xml, { variables: all, events: [{ complete: 'a' }, { complete: 'b' }] })).waiting, ['z'])
  assert.deepEqual((await played(xml, { variables: { ...all, leave: true }, events: [{ complete: 'a' }, { complete: 'b' }] })).waiting, ['z'])
  assert.deepEqual((await played(xml, { variables: { ...all, b: false }, events: [{ complete: 'a' }] })).waiting, ['z'])
})

test('an Inclusive join in a loop does not wait for tokens that come from behind it (§13.4.3)', async () => {
  const xml = model(`${start}${gateway('inclusive', 'j')}${user('a')}${gateway('exclusive', 'x', 'default="x--e"')}${end}`, 's>j\nj>a\na>x\nx>j?again\nx>e')
  const answer = await played(xml, { variables: { again: true }, events: [{ complete: 'a' }, { complete: 'a', variables: { again: false } }] })
  assert.deepEqual([answer.trace, answer.ended], [['a', 'a'], true])
})

test('of an Event-Based Gateway the first event takes the token, the others are withdrawn (§13.4.4)', async () => {
  const xml = model(`${start}${gateway('eventBased', 'g')}${catching('t', timer('P1D'))}${catching('m', message('m1'))}${catching('w', signal('g1'))}${catching('k', condition('n > 5'))}${user('at', 'am', 'aw', 'ak')}${end}`,
    's>g\ng>t\ng>m\ng>w\ng>k\nt>at\nm>am\nw>aw\nk>ak\nat>e\nam>e\naw>e\nak>e')
  const variables = { n: 1 }
  assert.deepEqual((await played(xml, { variables })).waiting, ['t', 'm', 'w', 'k'])
  assert.deepEqual((await played(xml, { variables, events: [{ advance: 'P1D' }] })).waiting, ['at'])
  assert.deepEqual((await played(xml, { variables, events: [{ message: 'm1' }, { advance: 'P2D' }] })).waiting, ['am'])
  assert.deepEqual((await played(xml, { variables, events: [{ signal: 'g1' }] })).waiting, ['aw'])
  assert.deepEqual((await played(xml, { variables: { n: 9 } })).waiting, ['ak'])
})

test('an Event-Based Gateway may lead to Receive Tasks, not mixed with message events (§10.6.6)', async () => {
  const xml = model(`${start}${gateway('eventBased', 'g')}<bpmn:receiveTask id="r" messageRef="m1"/>${catching('t', timer('PT1H'))}${user('a')}${end}`, 's>g\ng>r\ng>t\nr>a\nt>e\na>e')
  const answer = await played(xml, { events: [{ message: 'm1' }] })
  assert.deepEqual([answer.trace, answer.completed], [['r', 'a'], ['r']])
  const mixed = model(`${start}${gateway('eventBased', 'g')}<bpmn:receiveTask id="r" messageRef="m1"/>${catching('m', message('m2'))}${end}`, 's>g\ng>r\ng>m\nr>e\nm>e')
  assert.deepEqual(await refused(mixed), ['event-gateway-mixed', 'g'])
})

test('an Event-Based Gateway starts the process; the parallel one awaits the other events too (§13.4.4)', async () => {
  const of = (more: string): string => model(`${gateway('eventBased', 'g', `instantiate="true" ${more}`)}${catching('m', message('m1'))}${catching('n', message('m2'))}${user('a', 'b')}${end}`, 'g>m\ng>n\nm>a\nn>b\na>e\nb>e')
  assert.deepEqual((await played(of(''), { events: [{ message: 'm2' }] })).waiting, ['b'])
  assert.deepEqual((await played(of('eventGatewayType="Parallel"'), { events: [{ message: 'm2' }] })).waiting.toSorted(), ['b', 'm'])
  assert.deepEqual((await played(of('eventGatewayType="Parallel"'), { events: [{ message: 'm2' }, { message: 'm1' }] })).waiting.toSorted(), ['a', 'b'])
})

test('a Complex Gateway goes on when its activation condition holds and absorbs the rest until reset (§13.4.5)', async () => {
  const activation = '<bpmn:activationCondition>activationCount &gt;= 2</bpmn:activationCondition>'
  const xml = model(`${start}${gateway('parallel', 'f')}${user('a', 'b', 'c', 'z')}<bpmn:complexGateway id="j">${activation}</bpmn:complexGateway>${end}`, 's>f\nf>a\nf>b\nf>c\na>j\nb>j\nc>j\nj>z\nz>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }] })).waiting, ['b', 'c'])
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }, { complete: 'c' }] })).waiting, ['b', 'z'])
  const answer = await played(xml, { events: [{ complete: 'a' }, { complete: 'c' }, { complete: 'b' }, { complete: 'z' }] })
  assert.deepEqual([answer.ended, answer.trace], [true, ['a', 'b', 'c', 'z']])
})

test('a Complex Gateway in a loop is ready again after its reset (§13.4.5)', async () => {
  const activation = '<bpmn:activationCondition>activationCount &gt;= 1</bpmn:activationCondition>'
  const xml = model(`${start}${gateway('exclusive', 'in')}${gateway('parallel', 'f')}${user('a', 'b')}<bpmn:complexGateway id="j">${activation}</bpmn:complexGateway>${user('z')}${gateway('exclusive', 'x', 'default="x--e"')}${end}`,
    's>in\nin>f\nf>a\nf>b\na>j\nb>j\nj>z\nz>x\nx>in?again\nx>e')
  const answer = await played(xml, { variables: { again: true }, events: [{ complete: 'b' }, { complete: 'a' }, { complete: 'z' }, { complete: 'a' }, { complete: 'b' }, { complete: 'z', variables: { again: false } }] })
  assert.deepEqual([answer.ended, answer.trace], [true, ['a', 'b', 'z', 'a', 'b', 'z']])
})

test('uncontrolled flow: several outgoing flows fork, several incoming ones do not join (§13.3.1)', async () => {
  const xml = model(`${start}${user('a', 'b', 'c', 'z')}${end}`, 's>a\na>b\na>c\nb>z\nc>z\nz>e')
  assert.deepEqual((await played(xml, { events: [{ complete: 'a' }] })).waiting, ['b', 'c'])
  assert.deepEqual((await played(xml, { auto: true })).trace, ['a', 'b', 'c', 'z', 'z'])
})

test('conditional flows of an activity, with a default (§13.3.1)', async () => {
  const xml = model(`${start}<bpmn:userTask id="a" default="a--d"/>${user('b', 'c', 'd')}${end}`, 's>a\na>b?n > 1\na>c?n > 2\na>d\nb>e\nc>e\nd>e')
  for (const [n, taken] of [[3, ['b', 'c']], [2, ['b']], [0, ['d']]] as const) assert.deepEqual((await played(xml, { variables: { n }, events: [{ complete: 'a' }] })).waiting, taken)
})

test('flows without ids are flows all the same (table 8.5)', async () => {
  const xml = model(`${start}${user('a', 'b')}${end}`, 's>a\ns>b\na>e\nb>e').replaceAll(/ id="\w+--\w+"/g, '')
  assert.deepEqual((await played(xml)).waiting, ['a', 'b'])
})
