import type { DefinitionProblem } from '@xiangyun/kernel/definitions'
import type { ReplyOf } from '@xiangyun/kernel/contract'
import { bounded } from '@xiangyun/kernel/workshop'
import type { tryDecision } from './contract.ts'
import type { ruleChanges } from './rule-changes.ts'

/** Rules that people write may be endless or huge: they are read and tried in a thread of their own, within bounds. */
const rulesFile = new URL('./rules.ts', import.meta.url).href
const changesFile = new URL('./rule-changes.ts', import.meta.url).href
const heavy = '规则太大、太复杂，或其中的表达式算不完，请拆小'

export async function problemsApart(item: string, rules: string | null, wanted: string | undefined): Promise<DefinitionProblem[]> {
  if (rules === null) return []
  const found = await bounded<DefinitionProblem[]>(rulesFile, 'ruleProblems', [item, rules, wanted], 5000)
  return found.ok ? found.value : [{ file: `items/${item}/rules.dmn`, line: 1, key: '', rule: 'items/rules-too-heavy', message: found.reason === 'failed' ? `规则读不出来：${found.message.slice(0, 200)}` : heavy }]
}

export async function changesApart(before: string | null, after: string | null): Promise<ReturnType<typeof ruleChanges>> {
  if (before === after) return []
  const found = await bounded<ReturnType<typeof ruleChanges>>(changesFile, 'ruleChanges', [before, after], 3000)
  return found.ok ? found.value : []
}

type Tried = ReplyOf<typeof tryDecision>

export async function triedApart(rules: string, decision: string | undefined, inputs: Readonly<Record<string, unknown>>): Promise<Tried> {
  const found = await bounded<Tried>(rulesFile, 'tried', [rules, decision, inputs], 3000)
  return found.ok ? found.value : { decisions: [], value: null, matched: [], problems: [{ element: decision ?? '', code: 'too-heavy', message: found.reason === 'failed' ? `算不出来：${found.message.slice(0, 200)}` : heavy }] }
}
