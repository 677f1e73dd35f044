import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import type { Definition, DeployOptions } from '../../index.ts'
import { checkSoundness, deploy } from '../../index.ts'
import type { Answer } from '../../play/answer.ts'
import type { PlayRequest } from '../../play/play.ts'
import { play } from '../../play/play.ts'
import { drawing, flowLines } from '../driving.ts'

export { drawing, flowLines }

export const start = '<bpmn:startEvent id="s"/>'
export const end = '<bpmn:endEvent id="e"/>'
export const user = (...ids: readonly string[]): string => ids.map((id) => `<bpmn:userTask id="${id}"/>`).join('')
export const boundary = (id: string, host: string, definition: string, more = ''): string => `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" ${more}>${definition}</bpmn:boundaryEvent>`
export const timer = (duration: string): string => `<bpmn:timerEventDefinition><bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition>`
export const cycle = (text: string): string => `<bpmn:timerEventDefinition><bpmn:timeCycle>${text}</bpmn:timeCycle></bpmn:timerEventDefinition>`
export const message = (ref: string, more = ''): string => `<bpmn:messageEventDefinition messageRef="${ref}" ${more}/>`
export const signal = (ref: string): string => `<bpmn:signalEventDefinition signalRef="${ref}"/>`
export const error = (ref = ''): string => `<bpmn:errorEventDefinition ${ref && `errorRef="${ref}"`}/>`
export const escalation = (ref = ''): string => `<bpmn:escalationEventDefinition ${ref && `escalationRef="${ref}"`}/>`
export const condition = (text: string): string => `<bpmn:conditionalEventDefinition><bpmn:condition><![CDATA[${text}]]></bpmn:condition></bpmn:conditionalEventDefinition>`
export const compensate = (activity = '', more = ''): string => `<bpmn:compensateEventDefinition ${activity && `activityRef="${activity}"`} ${more}/>`
export const association = (from: string, to: string): string => `<bpmn:association id="${from}-${to}" sourceRef="${from}" targetRef="${to}" associationDirection="One"/>`
/** A task that can be undone: its compensation boundary event, its handler and the association between them. */
export const undoable = (id: string): string => `${user(id)}${boundary(`c${id}`, id, compensate())}<bpmn:serviceTask id="undo-${id}" isForCompensation="true"/>`
export const undoLinks = (...ids: readonly string[]): string => ids.map((id) => association(`c${id}`, `undo-${id}`)).join('')
export const sub = (id: string, inner: string, flows: string, more = ''): string => `<bpmn:subProcess id="${id}" ${more}>${inner}${flowLines(flows)}</bpmn:subProcess>`
export const handler = (id: string, definition: string, inner: string, flows: string, more = ''): string =>
  `<bpmn:subProcess id="${id}" triggeredByEvent="true"><bpmn:startEvent id="${id}-start" ${more}>${definition}</bpmn:startEvent>${inner}${flowLines(flows)}</bpmn:subProcess>`

/** Messages m1 to m3, signals g1 and g2, errors and escalations by code. */
export const DECLARED = ['m1', 'm2', 'm3'].map((id) => `<bpmn:message id="${id}" name="${id}"/>`).join('') + ['g1', 'g2'].map((id) => `<bpmn:signal id="${id}" name="${id}"/>`).join('')
  + ['broken', 'late'].map((id) => `<bpmn:error id="${id}" errorCode="${id}"/>`).join('') + ['raise', 'other'].map((id) => `<bpmn:escalation id="${id}" escalationCode="${id}"/>`).join('')

export const model = (elements: string, flows: string, more = ''): string => drawing(elements, flows, DECLARED + more)

export async function deployedStandard(xml: string, options: DeployOptions = {}): Promise<Definition> {
  const found = await deploy(xml, { rules: 'standard', strict: true, ...options })
  assert.ok(found.ok, found.ok ? '' : JSON.stringify(found.problems))
  return JSON.parse(JSON.stringify(found.value)) as Definition
}

/** Deploys by the rules of the standard and plays to the end of the events. */
export async function played(xml: string, request: PlayRequest = {}, options: DeployOptions = {}): Promise<Answer> {
  const definition = await deployedStandard(xml, options)
  const answer = play(definition, request)
  assert.ok(!('error' in answer), JSON.stringify(answer))
  record(definition, request)
  return answer
}

/** The code with which a play or a deployment is refused, and the element. */
export async function refused(xml: string, request: PlayRequest = {}, options: DeployOptions = {}): Promise<readonly [code: string, element: string]> {
  const found = await deploy(xml, { rules: 'standard', strict: true, ...options })
  if (!found.ok) {
    assert.match(found.problems[0]?.message ?? '', /\p{Script=Han}/u)
    return [found.problems[0]?.code ?? '', found.problems[0]?.element ?? '']
  }
  const answer = play(found.value, request)
  assert.ok('error' in answer, JSON.stringify(answer))
  assert.match(answer.message, /\p{Script=Han}/u)
  return [answer.error.replace('bpmn/', ''), answer.element]
}

export async function sound(xml: string, options: DeployOptions = {}): Promise<ReturnType<typeof checkSoundness>> {
  return checkSoundness(await deployedStandard(xml, options))
}

/** With RECORD set, every model and request is noted down for the kept histories. */
function record(definition: Definition, request: PlayRequest): void {
  const file = process.env['RECORD']
  if (file) appendFileSync(file, `${JSON.stringify({ definition, request })}\n`)
}

