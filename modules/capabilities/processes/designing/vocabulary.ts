import type { Definition, Trigger } from '@xiangyun/bpmn'
import { compile, freeNames, toJson } from '@xiangyun/feel'
import { makeCalendar } from '@xiangyun/kernel/time'
import type { Problem } from '../contract.ts'
import type { Vocabulary } from '../ports.ts'
import { dueOf } from '../running/due.ts'

type Tell = (element: string, code: string, message: string) => void

/** Whether what a drawing binds is known to those who carry it out: people, actions, services, outcomes. */
export function bindingProblems(definition: Definition, words: Vocabulary): Problem[] {
  const problems: Problem[] = []
  const tell: Tell = (element, code, message) => void problems.push({ element, code: `processes/${code}`, message })
  const known = (list: readonly { readonly id: string }[], id: string) => list.some((one) => one.id === id)
  for (const node of Object.values(definition.nodes)) {
    if ('trigger' in node && node.trigger) timerProblems(node.id, node.name, node.trigger, tell)
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

/** A time that is written, or that an expression without names gives, must be one that the clock can reckon. */
function timerProblems(id: string, name: string, trigger: Trigger, tell: Tell): void {
  if (trigger.on === 'several') return trigger.triggers.forEach((one) => timerProblems(id, name, one, tell))
  if (trigger.on !== 'timer') return
  const { literal, tree, kind, calendar } = trigger.timer
  if (literal === undefined && (!tree || freeNames(tree).length > 0)) return
  const given = literal ?? toJson(compile(tree!)({}))
  const value = typeof given === 'number' ? `P${given}D` : typeof given === 'string' ? given : null
  if (!dueOf({ kind, value, calendar }, PROBE, everyDay)) tell(id, 'unreadable-time', `“${name || id}”的时间“${String(given)}”读不出来，或超过十年；写法如 5、P5D、P1M、PT2H、2027-05-01`)
}

const PROBE = new Date('2026-01-01T00:00:00Z')
const everyDay = makeCalendar([])
