import type { Definition } from '@xiangyun/bpmn'
import type { Problem } from '../contract.ts'
import type { Vocabulary } from '../ports.ts'

type Tell = (element: string, code: string, message: string) => void

/** Whether what a drawing binds is known to those who carry it out: people, actions, services, outcomes. */
export function bindingProblems(definition: Definition, words: Vocabulary): Problem[] {
  const problems: Problem[] = []
  const tell: Tell = (element, code, message) => void problems.push({ element, code: `processes/${code}`, message })
  const known = (list: readonly { readonly id: string }[], id: string) => list.some((one) => one.id === id)
  for (const node of Object.values(definition.nodes)) {
    if (node.kind === 'task') taskProblems(node, words, tell)
    if (node.kind === 'service' && !known(words.topics, node.topic)) tell(node.id, 'unknown-topic', node.topic === '' ? `“${node.name}”没有选自动服务` : `“${node.name}”的自动服务“${node.topic}”没有人提供，可选：${words.topics.map((one) => one.name).join('、')}`)
    if (node.kind === 'end' && isFinal(definition, node.scope) && !known(words.outcomes, node.outcome)) tell(node.id, 'unknown-outcome', `结束“${node.name}”没有选办理结果，可选：${words.outcomes.map((one) => one.name).join('、')}`)
  }
  return problems
}

function taskProblems(node: Extract<Definition['nodes'][string], { kind: 'task' }>, words: Vocabulary, tell: Tell): void {
  const people = node.people ?? node.lane
  if (!people) tell(node.id, 'no-people', `“${node.name}”没有定由谁办理`)
  else if (!words.people.some((one) => one.id === people)) tell(node.id, 'unknown-people', `“${node.name}”的办理人“${people}”不是岗位里的人，可选：${words.people.map((one) => one.name).join('、')}`)
  if (node.form && !words.forms.some((one) => one.id === node.form)) tell(node.id, 'unknown-form', `“${node.name}”的办理表单“${node.form}”不认识，可选：${words.forms.map((one) => one.name).join('、')}`)
  if (!node.action) tell(node.id, 'no-action', `“${node.name}”没有选办理动作；只要办完、没有结论的，请选“办完”`)
  else if (!words.actions.some((one) => one.id === node.action)) tell(node.id, 'unknown-action', `“${node.name}”的办理动作“${node.action}”不认识`)
}

/** Only ends of the process itself, or of an event sub-process that ends it, tell an outcome. */
const isFinal = (definition: Definition, scope: string): boolean => definition.scopes[scope]?.parent === null
