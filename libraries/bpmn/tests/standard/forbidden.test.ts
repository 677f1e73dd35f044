import assert from 'node:assert/strict'
import test from 'node:test'
import { boundary, compensate, condition, cycle, end, error, escalation, handler, message, model, refused, signal, start, sub, timer, undoLinks, undoable, user } from './playing.ts'

const catching = (id: string, definition: string): string => `<bpmn:intermediateCatchEvent id="${id}">${definition}</bpmn:intermediateCatchEvent>`
const throwing = (id: string, definition: string): string => `<bpmn:intermediateThrowEvent id="${id}">${definition}</bpmn:intermediateThrowEvent>`
const cancel = '<bpmn:cancelEventDefinition/>'
const terminate = '<bpmn:terminateEventDefinition/>'
const link = (name: string): string => `<bpmn:linkEventDefinition name="${name}"/>`
const plain = 's>a\na>e'
const withStart = (definition: string): string => model(`<bpmn:startEvent id="s">${definition}</bpmn:startEvent>${user('a')}${end}`, plain)
const withEnd = (definition: string): string => model(`${start}${user('a')}<bpmn:endEvent id="e">${definition}</bpmn:endEvent>`, plain)
const withCatch = (definition: string): string => model(`${start}${catching('k', definition)}${end}`, 's>k\nk>e')
const withThrow = (definition: string): string => model(`${start}${throwing('k', definition)}${end}`, 's>k\nk>e')
const withBoundary = (definition: string, host = user('a'), more = ''): string => model(`${start}${host}${boundary('b', 'a', definition, more)}${user('x')}${end}`, 's>a\na>e\nb>x\nx>e')

/** What BPMN 2.0.2 forbids: the drawing, the element that is told, and the code. */
const FORBIDDEN: readonly (readonly [title: string, xml: string, element: string, code: string])[] = [
  ['an error start event of a process (table 10.84)', withStart(error('broken')), 's', 'unsupported-event'],
  ['an escalation start event of a process (table 10.84)', withStart(escalation('raise')), 's', 'unsupported-event'],
  ['a compensation start event of a process (table 10.84)', withStart(compensate()), 's', 'unsupported-event'],
  ['a link as start event', withStart(link('A')), 's', 'unsupported-event'],
  ['a triggered start event of an embedded sub-process (§10.5.2)', model(`${start}${sub('p1', `<bpmn:startEvent id="is">${message('m1')}</bpmn:startEvent>${user('ia')}`, 'is>ia')}${end}`, 's>p1\np1>e'), 'is', 'unsupported-event'],
  ['an event sub-process whose start has no trigger (§10.5.2)', model(`${start}${end}${handler('h', '', user('ha'), 'h-start>ha')}`, 's>e'), 'h-start', 'missing'],
  ['an error event sub-process that does not interrupt (table 10.86)', model(`${start}${end}${handler('h', error('broken'), user('ha'), 'h-start>ha', 'isInterrupting="false"')}`, 's>e'), 'h-start', 'must-interrupt'],
  ['a flow into an event sub-process (§10.3.5)', model(`${start}${end}${handler('h', message('m1'), user('ha'), 'h-start>ha')}`, 's>e\ns>h'), 'h', 'flow-in'],
  ['two start events in a sub-process', model(`${start}${sub('p1', `<bpmn:startEvent id="i1"/><bpmn:startEvent id="i2"/>${user('ia')}`, 'i1>ia\ni2>ia')}${end}`, 's>p1\np1>e'), 'p1', 'many-starts'],
  ['a timer as end event (table 10.88)', withEnd(timer('PT1H')), 'e', 'unsupported-event'],
  ['a condition as end event (table 10.88)', withEnd(condition('true')), 'e', 'unsupported-event'],
  ['a cancel end event outside a transaction (§10.5.3)', withEnd(cancel), 'e', 'cancel-outside'],
  ['an error end event without code (§10.5.3)', withEnd(error()), 'e', 'missing'],
  ['an escalation end event without code (§10.5.3)', withEnd(escalation()), 'e', 'missing'],
  ['an error caught in the normal flow (table 10.89)', withCatch(error('broken')), 'k', 'unsupported-event'],
  ['compensation caught in the normal flow (table 10.89)', withCatch(compensate()), 'k', 'unsupported-event'],
  ['a catch event without trigger (§10.5.4)', withCatch(''), 'k', 'missing'],
  ['a timer thrown (table 10.89)', withThrow(timer('PT1H')), 'k', 'unsupported-event'],
  ['an error thrown in the normal flow (table 10.89)', withThrow(error('broken')), 'k', 'unsupported-event'],
  ['termination in the normal flow (table 10.89)', withThrow(terminate), 'k', 'unsupported-event'],
  ['an escalation thrown without code', withThrow(escalation()), 'k', 'missing'],
  ['a boundary event without trigger (§10.5.4)', withBoundary(''), 'b', 'missing'],
  ['a link on a boundary (table 10.90)', withBoundary(link('A')), 'b', 'unsupported-event'],
  ['termination on a boundary (table 10.90)', withBoundary(terminate), 'b', 'unsupported-event'],
  ['cancel on the boundary of what is no transaction (§10.5.4)', withBoundary(cancel), 'b', 'bad-boundary'],
  ['an error boundary that does not interrupt (table 10.90)', withBoundary(error('broken'), user('a'), 'cancelActivity="false"'), 'b', 'must-interrupt'],
  ['a boundary event on a gateway (§10.5.4)', withBoundary(timer('PT1H'), '<bpmn:exclusiveGateway id="a"/>'), 'b', 'bad-boundary'],
  ['a boundary event on an event (§10.5.4)', withBoundary(timer('PT1H'), catching('a', message('m1'))), 'b', 'bad-boundary'],
  ['a flow into a start event (§10.5.2)', model(`${start}${user('a')}${end}`, 's>a\na>s\na>e'), 's', 'flow-in'],
  ['a flow out of an end event (§10.5.3)', model(`${start}${user('a')}${end}`, 's>e\ne>a'), 'e', 'flow-out'],
  ['a flow into a boundary event (§10.5.4)', model(`${start}${user('a')}${boundary('b', 'a', timer('PT1H'))}${end}`, 's>a\na>b\nb>e'), 'b', 'flow-in'],
  ['a flow across the border of a sub-process (§10.3.5)', model(`${start}${user('a')}${sub('p1', `<bpmn:startEvent id="is"/>${user('ia')}`, 'is>ia')}${end}`, 's>p1\np1>e\na>ia'), 'a--ia', 'flow-crosses'],
  ['a flow out of a compensation boundary event (§10.7)', model(`${start}${undoable('a')}${end}${undoLinks('a')}`, 's>a\na>e\nca>e'), 'ca', 'flow-out'],
  ['a compensation boundary event without handler (§10.7)', model(`${start}${user('a')}${boundary('b', 'a', compensate())}${end}`, 's>a\na>e'), 'b', 'compensation-handler'],
  ['a compensation activity in the normal flow (§10.7)', model(`${start}<bpmn:userTask id="a" isForCompensation="true"/>${end}`, 's>a\na>e'), 'a', 'flow-in'],
  ['compensation of an activity that cannot be undone (§10.5.7)', model(`${start}${user('a')}${throwing('k', compensate('a'))}${end}`, 's>a\na>k\nk>e'), 'k', 'bad-compensation'],
  ['a condition after a parallel gateway (§8.4.13)', model(`${start}<bpmn:parallelGateway id="g"/>${user('a')}${end}`, 's>g\ng>a?n\ng>e\na>e'), 'g--a', 'stray-condition'],
  ['a condition after an event (§8.4.13)', model(`${start}${user('a')}${end}`, 's>a?n\na>e'), 's--a', 'stray-condition'],
  ['a condition on the only flow of an activity (§8.4.13)', model(`${start}${user('a')}${end}`, 's>a\na>e?n'), 'a--e', 'stray-condition'],
  ['a condition on the default flow (§8.4.13)', model(`${start}<bpmn:exclusiveGateway id="g" default="g--e"/>${user('a')}${end}`, 's>g\ng>a?n\ng>e?m\na>e'), 'g--e', 'default-condition'],
  ['a default flow of another element (§8.4.13)', model(`${start}<bpmn:exclusiveGateway id="g" default="a--e"/>${user('a')}${end}`, 's>g\ng>a?n\ng>e\na>e'), 'g', 'bad-default'],
  ['an event gateway before a task (§10.6.6)', model(`${start}<bpmn:eventBasedGateway id="g"/>${catching('k', message('m1'))}${user('a')}${end}`, 's>g\ng>k\ng>a\nk>e\na>e'), 'g--a', 'event-gateway'],
  ['an event gateway with one way (§10.6.6)', model(`${start}<bpmn:eventBasedGateway id="g"/>${catching('k', message('m1'))}${end}`, 's>g\ng>k\nk>e'), 'g', 'event-gateway'],
  ['an event after an event gateway with another way in (§10.6.6)', model(`${start}<bpmn:eventBasedGateway id="g"/>${catching('k', message('m1'))}${catching('l', signal('g1'))}${user('a')}${end}`, 's>g\ns>a\na>k\ng>k\ng>l\nk>e\nl>e'), 'g--k', 'event-gateway'],
  ['a parallel event gateway that does not start the process (§10.6.6)', model(`${start}<bpmn:eventBasedGateway id="g" eventGatewayType="Parallel"/>${catching('k', message('m1'))}${catching('l', signal('g1'))}${end}`, 's>g\ng>k\ng>l\nk>e\nl>e'), 'g', 'event-gateway'],
  ['an instantiating receive task with a flow into it (§10.3.3)', model(`${start}<bpmn:receiveTask id="r" messageRef="m1" instantiate="true"/>${end}`, 's>r\nr>e'), 'r', 'flow-in'],
  ['a joining complex gateway without activation condition (§10.6.5)', model(`${start}${user('a', 'b')}<bpmn:complexGateway id="g"/>${end}`, 's>a\ns>b\na>g\nb>g\ng>e'), 'g', 'missing'],
  ['a catching link that a flow leads to (§10.5.1)', model(`${start}${user('a')}${throwing('t', link('A'))}${catching('k', link('A'))}${end}`, 's>a\ns>t\na>k\nk>e'), 'k', 'flow-in'],
  ['two targets of one link (§10.5.1)', model(`${start}${throwing('t', link('A'))}${catching('k', link('A'))}${catching('l', link('A'))}${end}`, 's>t\nk>e\nl>e'), 'l', 'link-target-twice'],
  ['a link that comes from nowhere (§10.5.1)', model(`${start}${catching('k', link('A'))}${end}`, 's>e\nk>e'), 'k', 'link-without-source'],
  ['a timer with two times (§10.5.5)', withCatch('<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration><bpmn:timeCycle>R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>'), 'k', 'bad-timer'],
  ['a timer that is not ISO 8601', withCatch(cycle('R/1 hour')), 'k', 'bad-timer'],
  ['a signal event without signal', withCatch('<bpmn:signalEventDefinition/>'), 'k', 'missing'],
  ['a conditional event without condition (§10.5.5)', withCatch('<bpmn:conditionalEventDefinition/>'), 'k', 'missing'],
  ['multi-instance without number or collection (§10.3.8)', model(`${start}<bpmn:userTask id="a"><bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>${end}`, plain), 'a', 'bad-loop'],
  ['an empty ad-hoc sub-process (§10.3.5)', model(`${start}<bpmn:adHocSubProcess id="h"/>${end}`, 's>h\nh>e'), 'h', 'ad-hoc-empty'],
  ['an element that nothing leads to beside a start event (§10.5.2)', model(`${start}${user('a', 'b')}${end}`, `${plain}\nb>e`), 'b', 'unreachable'],
  ['another language than FEEL', withCatch('<bpmn:conditionalEventDefinition><bpmn:condition xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="bpmn:tFormalExpression" language="javascript">true</bpmn:condition></bpmn:conditionalEventDefinition>'), 'k', 'unsupported-language'],
  ['a converging gateway that diverges (table 8.46)', model(`${start}<bpmn:exclusiveGateway id="g" gatewayDirection="Converging"/>${user('a', 'b')}${end}`, 's>g\ng>a?n\ng>b\na>e\nb>e'), 'g', 'gateway-direction'],
  ['a reference to what is not there', model(`${start}${user('a')}${end}`, plain).replace('targetRef="e"', 'targetRef="nowhere"'), 'nowhere', 'unresolved'],
]

for (const [title, xml, element, code] of FORBIDDEN) {
  test(`refused: ${title}`, async () => assert.deepEqual(await refused(xml), [code, element]))
}
