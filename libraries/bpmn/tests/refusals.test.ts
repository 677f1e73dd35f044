import assert from 'node:assert/strict'
import test from 'node:test'
import { deploy } from '../index.ts'
import { drawing, flowLines } from './driving.ts'

const start = '<bpmn:startEvent id="s"/>'
const end = '<bpmn:endEvent id="e"/>'
const a = '<bpmn:userTask id="a"/>'
const b = '<bpmn:userTask id="b"/>'
const timer = (body: string): string => `<bpmn:timerEventDefinition>${body}</bpmn:timerEventDefinition>`

/** What is drawn, and the element and code that must be told. */
const REFUSED: readonly (readonly [title: string, xml: string, element: string, code: string])[] = [
  ['no XML', 'nothing', '', 'unreadable'],
  ['XML that is cut off', drawing(start, '').slice(0, -30), '', 'unreadable'],
  ['sub-processes without measure', drawing('<bpmn:subProcess>'.repeat(60) + '</bpmn:subProcess>'.repeat(60), ''), 'SubProcess#60', 'too-deep'],
  ['XML that is no BPMN', '<html><body/></html>', '', 'not-bpmn'],
  ['a reference to an entity', drawing(`${start}<bpmn:endEvent id="e" name="&x;"/>`, 's>e'), '', 'unreadable'],
  ['more than can be read', `<bpmn:definitions>${' '.repeat(50 * 1024 * 1024)}</bpmn:definitions>`, '', 'too-large'],
  ['entities', `<!DOCTYPE x [<!ENTITY y "z">]>${drawing('', '')}`, '', 'unreadable'],
  ['an unknown element', drawing(`${start}<bpmn:bogus id="x"/>${end}`, 's>e'), 'bpmn:bogus', 'unreadable'],
  ['the same id twice', drawing(`${start}${a}${a}${end}`, 's>a\na>e'), 'a', 'duplicate-id'],
  ['a call of a process that is not there', drawing(`${start}<bpmn:callActivity id="c" calledElement="p2"/>${end}`, 's>c\nc>e'), 'c', 'call-unknown'],
  ['a bare task', drawing(`${start}<bpmn:task id="c"/>${end}`, 's>c\nc>e'), 'c', 'unsupported-element'],
  ['a signal', drawing('<bpmn:startEvent id="s"><bpmn:signalEventDefinition/></bpmn:startEvent><bpmn:endEvent id="e"/>', 's>e'), 's', 'unsupported-event'],
  ['a timer start', drawing(`<bpmn:startEvent id="s">${timer('<bpmn:timeCycle>R/P1D</bpmn:timeCycle>')}</bpmn:startEvent>${end}`, 's>e'), 's', 'unsupported-event'],
  ['an unknown attribute of ours', drawing(`${start}<bpmn:userTask id="a" xy:colour="red"/>${end}`, 's>a\na>e'), 'a', 'unknown-attribute'],
  ['a service without topic', drawing(`${start}<bpmn:serviceTask id="a"/>${end}`, 's>a\na>e'), 'a', 'missing'],
  ['a broken condition', drawing(`${start}<bpmn:exclusiveGateway id="g" default="g--e"/>${a}${end}`, 's>g\ng>a?1 +\ng>e\na>e'), 'g--a', 'bad-expression'],
  ['a broken limit', drawing(`${start}<bpmn:userTask id="a" xy:limit="(("/>${end}`, 's>a\na>e'), 'a', 'bad-expression'],
  ['a script of another language', drawing(`${start}<bpmn:scriptTask id="x" scriptFormat="javascript" xy:result="r"><bpmn:script>1</bpmn:script></bpmn:scriptTask>${end}`, 's>x\nx>e'), 'x', 'unsupported-script'],
  ['no start', drawing(`${a}${end}`, 'a>e'), 'p', 'no-start'],
  ['no end', drawing(`${start}${a}`, 's>a\na>a'), 'p', 'no-end'],
  ['two starts', drawing(`${start}<bpmn:startEvent id="s2"/>${end}`, 's>e\ns2>e'), 's2', 'many-starts'],
  ['what is never reached', drawing(`${start}${a}${end}`, 's>e\na>e'), 'a', 'unreachable'],
  ['what never ends', drawing(`${start}<bpmn:exclusiveGateway id="g" default="g--e"/>${a}${b}${end}`, 's>g\ng>a?x\ng>e\na>b\nb>a'), 'a', 'no-way-to-end'],
  ['a task that goes nowhere', drawing(`${start}<bpmn:parallelGateway id="g"/>${a}${end}`, 's>g\ng>a\ng>e'), 'a', 'no-way-out'],
  ['a split without gateway', drawing(`${start}${a}${b}${end}`, 's>a\na>b\na>e\nb>e'), 'a', 'implicit-split'],
  ['a gateway without default', drawing(`${start}<bpmn:exclusiveGateway id="g"/>${a}${end}`, 's>g\ng>a?x\ng>e?y\na>e'), 'g', 'no-default'],
  ['a flow without condition', drawing(`${start}<bpmn:exclusiveGateway id="g" default="g--e"/>${a}${end}`, 's>g\ng>a\ng>e\na>e'), 'g--a', 'no-condition'],
  ['a condition where nothing is chosen', drawing(`${start}${a}${end}`, 's>a?x\na>e'), 's--a', 'stray-condition'],
  ['a parallel join behind a choice', drawing(`${start}<bpmn:exclusiveGateway id="g" default="g--b"/>${a}${b}<bpmn:parallelGateway id="j"/>${end}`, 's>g\ng>a?x\ng>b\na>j\nb>j\nj>e'), 'j', 'deadlock'],
  ['an error boundary on a person', drawing(`${start}${a}<bpmn:boundaryEvent id="x" attachedToRef="a"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>${end}`, 's>a\na>e\nx>e'), 'x', 'bad-boundary'],
  ['an event gateway before a task', drawing(`${start}<bpmn:eventBasedGateway id="g"/>${a}${b}${end}`, 's>g\ng>a\ng>b\na>e\nb>e'), 'g--a', 'event-gateway'],
  ['a timer without time', drawing(`${start}<bpmn:intermediateCatchEvent id="t">${timer('')}</bpmn:intermediateCatchEvent>${end}`, 's>t\nt>e'), 't', 'bad-timer'],
  ['an event sub-process that nothing starts', drawing(`${start}${end}<bpmn:subProcess id="sp" triggeredByEvent="true"><bpmn:startEvent id="is"/><bpmn:endEvent id="ie"/>${flowLines('is>ie')}</bpmn:subProcess>`, 's>e'), 'is', 'missing'],
  ['a message without name', drawing(`${start}<bpmn:receiveTask id="r"/>${end}`, 's>r\nr>e'), 'r', 'missing'],
]

for (const [title, xml, element, code] of REFUSED) {
  test(`refused: ${title}`, async () => {
    const found = await deploy(xml)
    assert.equal(found.ok, false)
    if (found.ok) return
    const told = found.problems.find((one) => one.element === element && one.code === code)
    assert.ok(told, JSON.stringify(found.problems))
    assert.match(told.message, /\p{Script=Han}/u)
  })
}
