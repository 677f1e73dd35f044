import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Definition, Effect, Event, State, Variables } from '../index.ts'
import { deploy, step } from '../index.ts'

const HEAD = '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xy="http://xiangyun.gov/bpmn" id="definitions" targetNamespace="t">'

/** A process from its flow elements; `a>b` lines become flows, `a>b?condition` conditional ones. */
export function drawing(elements: string, flows: string, more = ''): string {
  const lines = flows.trim().split(/\s*\n\s*/).filter(Boolean).map((line) => {
    const [, from, to, condition] = /^([\w-]+)>([\w-]+)(?:\?(.*))?$/.exec(line) ?? []
    const inner = condition === undefined ? '' : `<bpmn:conditionExpression><![CDATA[${condition}]]></bpmn:conditionExpression>`
    return `<bpmn:sequenceFlow id="${from}--${to}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`
  })
  return `${HEAD}${more}<bpmn:process id="p" name="试验" isExecutable="true">${elements}${lines.join('')}</bpmn:process></bpmn:definitions>`
}

export const flowLines = (flows: string): string => /<bpmn:sequenceFlow.*<\/bpmn:sequenceFlow>/.exec(drawing('', flows))?.[0] ?? ''

export async function deployed(xml: string): Promise<Definition> {
  const found = await deploy(xml)
  assert.ok(found.ok, found.ok ? '' : JSON.stringify(found.problems))
  return found.value
}

export const standard = (name: string): Promise<Definition> =>
  deployed(readFileSync(new URL(`../../../catalogue/processes/${name}.bpmn`, import.meta.url), 'utf8'))

export interface Drive {
  state: State
  readonly effects: Effect[]
  /** Every event so far, for replay. */
  readonly history: Event[]
}

export function begin(definition: Definition, variables: Variables = {}): Drive {
  return apply(definition, undefined, { type: 'start', variables })
}

export function apply(definition: Definition, drive: Drive | undefined, event: Event): Drive {
  const done = step(definition, drive?.state, event)
  assert.ok(done.ok, done.ok ? '' : `${done.code} ${JSON.stringify(event)}`)
  assert.deepEqual(JSON.parse(JSON.stringify(done.state)), done.state, 'state is JSON')
  if (!drive) return { state: done.state, effects: [...done.effects], history: [event] }
  drive.state = done.state
  drive.effects.push(...done.effects)
  drive.history.push(event)
  return drive
}

/** Answers the oldest wait on an element in the way that its kind is answered; `!name` sends a message. */
export function act(definition: Definition, drive: Drive, element: string, variables: Variables = {}): Drive {
  if (element.startsWith('!')) return apply(definition, drive, { type: 'message', name: element.slice(1), variables })
  const wait = drive.state.waits.find((one) => one.element === element)
  assert.ok(wait, `${element} is not open; open: ${drive.state.waits.map((one) => one.element).join(' ')}`)
  switch (wait.kind) {
    case 'task': return apply(definition, drive, { type: 'task-completed', task: wait.id, variables })
    case 'timer': return apply(definition, drive, { type: 'timer-fired', timer: wait.id })
    case 'message': return apply(definition, drive, { type: 'message', name: wait.name ?? '', subscription: wait.id, variables })
    case 'service': return apply(definition, drive, { type: 'service-completed', job: wait.id, variables })
    case 'decision': return apply(definition, drive, { type: 'decision-made', job: wait.id, value: variables['value'] ?? null })
    case 'signal': return apply(definition, drive, { type: 'signal', name: wait.name ?? '', variables })
    case 'condition': return apply(definition, drive, { type: 'data-changed', variables })
    case 'choice': return apply(definition, drive, { type: 'activity-chosen', choice: wait.id })
  }
}

export type Move = string | readonly [element: string, variables: Variables]

/** Plays moves in order. */
export function play(definition: Definition, variables: Variables, moves: readonly Move[]): Drive {
  const drive = begin(definition, variables)
  for (const move of moves) {
    const [element, given] = typeof move === 'string' ? [move, {}] : move
    act(definition, drive, element, given)
  }
  return drive
}

export const openElements = (drive: Drive): string[] => drive.state.waits.map((one) => one.element).sort()

export function replay(definition: Definition, history: readonly Event[]): State | undefined {
  let state: State | undefined
  for (const event of history) {
    const done = step(definition, state && (JSON.parse(JSON.stringify(state)) as State), event)
    assert.ok(done.ok)
    state = done.state
  }
  return state
}
