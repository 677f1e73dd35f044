import { decide, readDmn } from '@xiangyun/dmn'
import type { Decision, Model } from '@xiangyun/dmn'
import type { DefinitionProblem } from '@xiangyun/kernel/definitions'
import type { InputOf, ReplyOf } from '@xiangyun/kernel/contract'
import type { tryDecision } from './contract.ts'
import { cellProblems } from './rule-cells.ts'
import { placesIn } from './rule-tables.ts'

type Tried = ReplyOf<typeof tryDecision>

/** What is wrong with an item's decisions; the one that the item asks for must be among them. */
export function ruleProblems(item: string, rules: string | null, wanted: string | undefined): DefinitionProblem[] {
  if (rules === null) return []
  const at = (key: string, rule: string, message: string): DefinitionProblem => ({ file: `items/${item}/rules.dmn`, line: 1, key, rule, message })
  const read = readDmn(rules)
  if (!read.ok) {
    const places = placesIn(rules)
    return read.problems.map((one) => at(one.element, `dmn/${one.code}`, `${places.has(one.element) ? `${places.get(one.element)}：` : ''}${one.message}`))
  }
  const cells = cellProblems(read.value, rules).map((one) => at(one.element, `dmn/${one.code}`, one.message))
  if (cells.length > 0) return cells
  return wanted !== undefined && !read.value.decisions[wanted] ? [at(wanted, 'items/rules', `事项要用的决策“${wanted}”不在规则里`)] : []
}

/** Decides with edited rules, telling which of them fired. */
export function tried(rules: string, decision: string | undefined, inputs: Readonly<Record<string, unknown>>): Tried {
  const read = readDmn(rules)
  if (!read.ok) return { decisions: [], value: null, matched: [], problems: [...read.problems] }
  const model = read.value
  const decisions = Object.values(model.decisions).map((one) => ({ id: one.id, name: one.name, question: one.question ?? '', inputs: inputsOf(model, one) }))
  if (decision === undefined) return { decisions, value: null, matched: [], problems: [] }
  const decided = decide(model, decision, inputs as Parameters<typeof decide>[2])
  if (!decided.ok) return { decisions, value: null, matched: [], problems: [...decided.problems] }
  return { decisions, value: decided.value.value, matched: decided.value.trace.flatMap((one) => one.rules.map((rule) => ({ decision: one.decision, rule, ...ruleOf(model, one.decision, rule) }))), problems: [] }
}

function ruleOf(model: Model, decision: string, rule: string): { number: number; note: string } {
  const logic = model.decisions[decision]?.logic
  const at = logic?.kind === 'table' ? logic.rules.findIndex((one) => one.id === rule) : -1
  return { number: at + 1, note: (logic?.kind === 'table' && logic.rules[at]?.note) || '' }
}

/** Everything a decision needs, also by way of others; called as the columns of its table are. */
function inputsOf(model: Model, decision: Decision, seen = new Set<string>()): { name: string; title: string; type: string }[] {
  if (seen.has(decision.id)) return []
  seen.add(decision.id)
  const { logic } = decision
  const columns = logic.kind === 'table' ? logic.inputs : []
  const titleOf = (name: string): string => columns.find((one) => one.expression.kind === 'name' && one.expression.name === name)?.label ?? name
  const own = decision.needs.inputs.flatMap((id) => model.inputs[id] ?? []).map((one) => ({ name: one.name, title: titleOf(one.name), type: one.type ?? 'Any' }))
  const inner = decision.needs.decisions.flatMap((id) => (model.decisions[id] ? inputsOf(model, model.decisions[id], seen) : []))
  const all = [...own, ...inner]
  return all.filter((one, at) => all.findIndex((other) => other.name === one.name) === at)
}
