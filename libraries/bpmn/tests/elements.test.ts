import assert from 'node:assert/strict'
import test from 'node:test'
import { step } from '../index.ts'
import { act, begin, deployed, drawing, flowLines, openElements, play, replay } from './driving.ts'

const user = (id: string, extra = '', inner = ''): string => `<bpmn:userTask id="${id}" name="${id}" ${extra}>${inner}</bpmn:userTask>`
const start = '<bpmn:startEvent id="s"/>'
const end = '<bpmn:endEvent id="e"/>'
const many = (attributes: string, inner = ''): string => `<bpmn:multiInstanceLoopCharacteristics ${attributes}>${inner}</bpmn:multiInstanceLoopCharacteristics>`

test('an exclusive gateway takes the first true flow, else the default', async () => {
  const definition = await deployed(drawing(`${start}<bpmn:exclusiveGateway id="g" default="g--c"/>${user('a')}${user('b')}${user('c')}${end}`, `s>g
    g>a?n > 10
    g>b?n > 5
    g>c
    a>e
    b>e
    c>e`))
  assert.deepEqual([20, 7, 1].map((n) => openElements(begin(definition, { n }))), [['a'], ['b'], ['c']])
  assert.deepEqual(openElements(begin(definition)), ['c'])
})

test('a parallel join waits for all its branches', async () => {
  const definition = await deployed(drawing(`${start}<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>${user('a')}${user('b')}${user('z')}${end}`, `s>f
    f>a
    f>b
    a>j
    b>j
    j>z
    z>e`))
  const drive = begin(definition)
  act(definition, drive, 'b')
  assert.deepEqual(openElements(drive), ['a'])
  act(definition, drive, 'a')
  assert.deepEqual(openElements(drive), ['z'])
})

test('an inclusive join waits only for branches that may still come', async () => {
  const definition = await deployed(drawing(`${start}<bpmn:inclusiveGateway id="f" default="f--j"/><bpmn:inclusiveGateway id="j"/>${user('a')}${user('b')}${user('c')}${user('z')}${end}<bpmn:exclusiveGateway id="x" default="x--j"/><bpmn:endEvent id="e2"/>`, `s>f
    f>a?a = true
    f>b?b = true
    f>c?c = true
    f>j
    a>j
    b>x
    x>j
    x>e2?leave = true
    c>j
    j>z
    z>e`))
  assert.deepEqual(openElements(begin(definition)), ['z'])
  assert.deepEqual(openElements(play(definition, { a: true }, ['a'])), ['z'])
  assert.deepEqual(openElements(play(definition, { a: true, b: true }, ['a'])), ['b'])
  assert.deepEqual(openElements(play(definition, { a: true, b: true }, ['a', 'b'])), ['z'])
  assert.deepEqual(openElements(play(definition, { a: true, b: true }, ['a', ['b', { leave: true }]])), ['z'])
})

test('of an event gateway only what comes first goes on', async () => {
  const definition = await deployed(drawing(`${start}<bpmn:eventBasedGateway id="g"/><bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition><bpmn:timeDate>deadline</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent><bpmn:receiveTask id="m" messageRef="m1"/>${user('a')}${user('b')}${end}`, `s>g
    g>t
    g>m
    t>a
    m>b
    a>e
    b>e`, '<bpmn:message id="m1" name="回函"/>'))
  const drive = begin(definition, { deadline: '2026-06-01' })
  const timer = drive.effects.find((one) => one.type === 'timer-set')
  assert.deepEqual([timer?.kind, timer?.value, timer?.calendar], ['date', '2026-06-01', 'workdays'])
  act(definition, drive, '!回函', { answer: '同意' })
  assert.deepEqual([openElements(drive), drive.state.variables['answer']], [['b'], '同意'])
  assert.ok(drive.effects.some((one) => one.type === 'timer-cleared'))
  const late = step(definition, drive.state, { type: 'timer-fired', timer: timer?.timer ?? '' })
  assert.equal(!late.ok && late.code, 'timer-not-set')
})

test('a non-interrupting boundary timer reminds while the task goes on', async () => {
  const definition = await deployed(drawing(`${start}${user('a')}<bpmn:boundaryEvent id="r" attachedToRef="a" cancelActivity="false"><bpmn:timerEventDefinition xy:calendar="calendar-days"><bpmn:timeCycle>R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:sendTask id="n" messageRef="m1"/><bpmn:endEvent id="e2"/>${end}`, `s>a
    a>e
    r>n
    n>e2`, '<bpmn:message id="m1" name="催办"/>'))
  const drive = play(definition, {}, ['r', 'r'])
  assert.equal(drive.effects.filter((one) => one.type === 'message-thrown').length, 2)
  assert.deepEqual(openElements(drive), ['a', 'r'])
  act(definition, drive, 'a')
  assert.equal(drive.state.status, 'ended')
})

test('an error of a service goes to its boundary, then outwards, and otherwise is an incident that can be tried again', async () => {
  const caught = (code: string): string => `<bpmn:boundaryEvent id="b" attachedToRef="v"><bpmn:errorEventDefinition ${code}/></bpmn:boundaryEvent>`
  const make = (code: string) => deployed(drawing(`${start}<bpmn:serviceTask id="v" xy:topic="核验"/>${caught(code)}${user('manual')}${end}`, `s>v
    v>e
    b>manual
    manual>e`, '<bpmn:error id="er" errorCode="no-such-person"/>'))
  const definition = await make('errorRef="er"')
  const drive = begin(definition)
  const job = drive.state.waits[0]?.id ?? ''
  const other = step(definition, drive.state, { type: 'service-failed', job, code: 'timeout' })
  assert.ok(other.ok && other.effects.some((one) => one.type === 'incident' && one.code === 'timeout') && other.state.waits.length === 1)
  const matching = step(definition, drive.state, { type: 'service-failed', job, code: 'no-such-person' })
  assert.ok(matching.ok && matching.state.waits[0]?.element === 'manual')
  const any = await make('')
  const every = step(any, begin(any).state, { type: 'service-failed', job, code: 'whatever' })
  assert.ok(every.ok && every.state.waits[0]?.element === 'manual')
})

test('an error end leaves its sub-process by the boundary; nobody catching it ends the process', async () => {
  const inner = `<bpmn:startEvent id="is"/>${user('ia')}<bpmn:endEvent id="ie"><bpmn:errorEventDefinition errorRef="er"/></bpmn:endEvent>${flowLines('is>ia\nia>ie')}`
  const make = (boundary: string, flows: string) => deployed(drawing(`${start}<bpmn:subProcess id="sub" xy:pauses="调查">${inner}</bpmn:subProcess>${boundary}${end}`, flows, '<bpmn:error id="er" errorCode="broken"/>'))
  const definition = await make(`<bpmn:boundaryEvent id="b" attachedToRef="sub"><bpmn:errorEventDefinition errorRef="er"/></bpmn:boundaryEvent>${user('fix')}`, 's>sub\nsub>e\nb>fix\nfix>e')
  const drive = play(definition, {}, ['ia'])
  assert.deepEqual(openElements(drive), ['fix'])
  assert.deepEqual(drive.effects.map((one) => one.type).filter((type) => type.startsWith('clock')), ['clock-paused', 'clock-resumed'])
  const bare = await make('', 's>sub\nsub>e')
  const ended = play(bare, {}, ['ia'])
  assert.deepEqual([ended.state.status, ended.state.outcome, ended.state.waits], ['ended', 'error:broken', []])
})

test('instances collect what each gave and may stop early', async () => {
  const loop = many('xy:collection="departments" xy:item="department" xy:collect="opinions"', '<bpmn:completionCondition>count(opinions[agree = false]) > 0</bpmn:completionCondition>')
  const definition = await deployed(drawing(`${start}${user('ask', 'xy:limit="if department = &quot;环保&quot; then 10 else 5"', loop)}${end}`, 's>ask\nask>e'))
  const drive = begin(definition, { departments: ['环保', '住建', '消防'] })
  assert.deepEqual(drive.effects.flatMap((one) => (one.type === 'task-opened' ? [[one.item, one.index, one.of, one.limit]] : [])), [['环保', 1, 3, 10], ['住建', 2, 3, 5], ['消防', 3, 3, 5]])
  act(definition, drive, 'ask', { agree: true })
  act(definition, drive, 'ask', { agree: false })
  assert.equal(drive.state.status, 'ended')
  assert.deepEqual(drive.state.variables['opinions'], [{ item: '环保', agree: true }, { item: '住建', agree: false }])
  assert.ok(drive.effects.some((one) => one.type === 'task-closed' && one.reason === 'not-needed'))
})

test('nobody to ask is nothing to wait for; an unknown list is an incident with one task', async () => {
  const definition = await deployed(drawing(`${start}${user('ask', '', many('xy:collection="departments"'))}${end}`, 's>ask\nask>e'))
  assert.equal(begin(definition, { departments: [] }).state.status, 'ended')
  const unknown = begin(definition)
  assert.ok(unknown.effects.some((one) => one.type === 'incident' && one.code === 'instances-unknown'))
  assert.equal(act(definition, unknown, 'ask').state.status, 'ended')
})

test('scripts, rules and mappings work on variables', async () => {
  const mapping = '<bpmn:extensionElements><xy:input name="income" value="household.income"/><xy:output name="score" value="raw * 2"/></bpmn:extensionElements>'
  const definition = await deployed(drawing(`${start}<bpmn:scriptTask id="x" xy:expression="sum(incomes) / count(incomes)" xy:result="average"/><bpmn:businessRuleTask id="rule" xy:decision="eligibility" xy:result="category"/><bpmn:serviceTask id="v" xy:topic="t">${mapping}</bpmn:serviceTask>${end}`, 's>x\nx>rule\nrule>v\nv>e'))
  const drive = begin(definition, { incomes: [300, 500], household: { income: 800 } })
  assert.equal(drive.state.variables['average'], 400)
  act(definition, drive, 'rule', { value: 'A' })
  const asked = drive.effects.findLast((one) => one.type === 'service-asked')
  assert.deepEqual(asked?.input, { income: 800 })
  act(definition, drive, 'v', { raw: 21 })
  assert.deepEqual([drive.state.variables['category'], drive.state.variables['score'], drive.state.variables['raw']], ['A', 42, undefined])
})

test('a message starts only the process that waits for it, and throwing needs nobody', async () => {
  const definition = await deployed(drawing('<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="m1"/></bpmn:startEvent><bpmn:intermediateThrowEvent id="t"><bpmn:messageEventDefinition messageRef="m2"/></bpmn:intermediateThrowEvent><bpmn:endEvent id="e"><bpmn:messageEventDefinition messageRef="m2"/></bpmn:endEvent>', 's>t\nt>e', '<bpmn:message id="m1" name="来文"/><bpmn:message id="m2" name="回执"/>'))
  const none = step(definition, undefined, { type: 'start' })
  assert.equal(!none.ok && none.code, 'no-such-start')
  const done = step(definition, undefined, { type: 'start', message: '来文' })
  assert.deepEqual(done.ok && done.effects.map((one) => one.type), ['message-thrown', 'message-thrown', 'ended'])
})

test('a timer event sub-process does not interrupt when it must not', async () => {
  const aside = (interrupting: boolean): string => `<bpmn:subProcess id="late" triggeredByEvent="true"><bpmn:startEvent id="ls" isInterrupting="${interrupting}"><bpmn:timerEventDefinition><bpmn:timeDuration>P20D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent>${user('la')}<bpmn:endEvent id="le"/>${flowLines('ls>la\nla>le')}</bpmn:subProcess>`
  const beside = await deployed(drawing(`${start}${user('a')}${end}${aside(false)}`, 's>a\na>e'))
  const drive = play(beside, {}, ['ls'])
  assert.deepEqual(openElements(drive), ['a', 'la'])
  act(beside, drive, 'a')
  assert.equal(drive.state.status, 'active')
  act(beside, drive, 'la')
  assert.deepEqual([drive.state.status, drive.state.outcome], ['ended', 'e'])
  const instead = await deployed(drawing(`${start}${user('a')}${end}${aside(true)}`, 's>a\na>e'))
  assert.deepEqual(openElements(play(instead, {}, ['ls'])), ['la'])
})

test('cancelling withdraws all that is open', async () => {
  const definition = await deployed(drawing(`${start}${user('a', 'xy:pauses="等待"')}${end}`, 's>a\na>e'))
  const done = step(definition, begin(definition).state, { type: 'cancelled', reason: '误报' })
  assert.deepEqual(done.ok && done.effects.map((one) => one.type), ['task-closed', 'clock-resumed', 'ended'])
  assert.equal(done.ok && done.state.outcome, 'cancelled')
})

test('a loop in which nobody acts is refused, state unchanged', async () => {
  const definition = await deployed(drawing(`${start}${user('a')}<bpmn:exclusiveGateway id="g" default="g--h"/><bpmn:exclusiveGateway id="h" default="h--g"/>${end}`, `s>a
    a>g
    g>h
    g>e?done = true
    h>g
    h>e?done = true`))
  const drive = begin(definition)
  const done = step(definition, drive.state, { type: 'task-completed', task: drive.state.waits[0]?.id ?? '' })
  assert.deepEqual([!done.ok && done.code, done.state === drive.state], ['endless-loop', true])
  assert.deepEqual(replay(definition, drive.history), drive.state)
})
