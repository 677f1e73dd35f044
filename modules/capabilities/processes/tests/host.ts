import { defineModule, provide } from '@xiangyun/kernel/modules'
import { processHostPort } from '../ports.ts'
import type { Advanced, Performed, ProcessHost, Vocabulary } from '../ports.ts'

export type Ledger = { readonly told: { subject: string; cause: string; reason: string | undefined; advanced: Advanced }[]; performs: (topic: string) => Performed }

const word = (id: string) => ({ id, name: id })
export const words: Vocabulary = { people: [word('reviewer'), word('decider')], actions: [{ id: 'review', name: '审查', tells: 'decision', decisions: [{ ...word('pass'), gives: { decision: 'pass' } }] }], forms: [word('review')], topics: [word('letter')], messages: [word('paid')], outcomes: [word('granted'), word('refused')], variables: [word('decision')], pauses: ['公示'] }

/** Somebody else's things that processes move: keeps what it was told, and does services as the test says. */
export function ledgerHost(): { module: ReturnType<typeof defineModule>; ledger: Ledger } {
  const ledger: Ledger = { told: [], performs: () => ({ ok: true, variables: {} }) }
  const host: ProcessHost = {
    hold: async () => {}, apply: async (subject, advanced, cause, reason) => { ledger.told.push({ subject, cause, reason, advanced }) },
    perform: async (_subject, topic) => ledger.performs(topic), decide: async () => null, vocabulary: () => words, users: async () => [], subjects: async () => [],
  }
  return { ledger, module: defineModule({ name: 'ledger', tier: 'capabilities', title: '台账', provides: [provide(processHostPort, () => host)] }) }
}

/** A process of so many user tasks in a row, `more` drawn beside; the house's rules hold. */
export function chain(id: string, steps: readonly string[], more = '', messages = ''): string {
  const nodes = ['begin', ...steps, 'granted']
  const flows = nodes.slice(1).map((to, i) => `<bpmn:sequenceFlow id="${nodes[i]}--${to}" sourceRef="${nodes[i]}" targetRef="${to}"/>`)
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xy="http://xiangyun.gov/bpmn" id="d" targetNamespace="t">${messages}<bpmn:process id="${id}" name="流程${id}" isExecutable="true">
<bpmn:startEvent id="begin"/>${steps.map((step) => drawn(step)).join('')}<bpmn:endEvent id="granted" name="办结" xy:outcome="granted"/>${flows.join('')}${more}</bpmn:process></bpmn:definitions>`
}

const drawn = (step: string): string => {
  if (step.startsWith('wait-')) return `<bpmn:intermediateCatchEvent id="${step}" name="${step}"><bpmn:signalEventDefinition signalRef="signal-${step.slice(5)}"/></bpmn:intermediateCatchEvent>`
  if (step.startsWith('tell-')) return `<bpmn:intermediateThrowEvent id="${step}" name="${step}"><bpmn:signalEventDefinition signalRef="signal-${step.slice(5)}"/></bpmn:intermediateThrowEvent>`
  if (step.startsWith('letter')) return `<bpmn:serviceTask id="${step}" name="${step}" xy:topic="letter"/>`
  if (step.startsWith('timer')) return `<bpmn:intermediateCatchEvent id="${step}" name="${step}"><bpmn:timerEventDefinition><bpmn:timeDate>2020-01-01T00:00:00Z</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`
  if (step.startsWith('key-')) return `<bpmn:receiveTask id="${step}" name="${step}" messageRef="message-paid" xy:key="order"/>`
  if (step.startsWith('send-')) return `<bpmn:sendTask id="${step}" name="${step}" messageRef="message-paid"><bpmn:extensionElements><xy:input name="key" value="order"/></bpmn:extensionElements></bpmn:sendTask>`
  return `<bpmn:userTask id="${step}" name="${step}" xy:people="reviewer" xy:action="review"/>`
}

export const signal = (name: string): string => `<bpmn:signal id="signal-${name}" name="${name}"/>`
export const paid = '<bpmn:message id="message-paid" name="paid"/>'
