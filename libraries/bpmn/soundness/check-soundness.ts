import type { Definition, ProcessProblem, ScopeDefinition } from '../definition.ts'
import { nodesFrom } from '../graph.ts'
import type { Net } from './net.ts'
import { netOf } from './net.ts'
import { reduce } from './reduce.ts'
import { search } from './search.ts'
import type { Defect } from './search.ts'

const MOST_STATES = 20_000

export interface Soundness {
  readonly isSound: boolean
  /** Each with a trace: elements and flows on the way to where it goes wrong. */
  readonly problems: readonly ProcessProblem[]
  /** `reduction`: decided formally; `search`: all states seen; `bounded`: there were more than could be looked at. */
  readonly method: 'reduction' | 'search' | 'bounded'
  /** False when no way at all leads to an end. */
  readonly canEnd: boolean
}

const MESSAGES: Readonly<Record<Defect['code'], (name: string) => string>> = {
  'deadlock': (name) => `流程会停在“${name}”：它等待的入线永远到不齐`,
  'missing-join': (name) => `“${name}”处并行的分支没有汇合，其后的环节会办不止一次`,
  'no-way-to-end': (name) => `走到“${name}”以后不能结束`,
}

/**
 * Whether every way through a process comes to its end, without waiting in vain and without doing twice what is
 * drawn once (soundness in the sense of workflow nets, over the semantics of BPMN 2.0.2 §13). Conditions may come
 * out either way. Each sub-process is judged by itself.
 */
export function checkSoundness(definition: Definition): Soundness {
  const judged = Object.values(definition.scopes).filter((scope) => !scope.offers).map((scope) => judge(definition, scope))
  const problems = judged.flatMap((one) => one.problems)
  const methods = judged.map((one) => one.method)
  const method = methods.includes('bounded') ? 'bounded' : methods.includes('search') ? 'search' : 'reduction'
  return { isSound: problems.length === 0, problems, method, canEnd: judged.every((one) => one.canEnd) }
}

function judge(definition: Definition, scope: ScopeDefinition): Soundness {
  const unreached = unreachable(definition, scope)
  if (scope.starts.length === 0) return { isSound: false, problems: [problem(definition, scope.id, 'no-start', '没有开始事件', [])], method: 'search', canEnd: false }
  if (reduce(netOf(definition, scope, true))) return { isSound: unreached.length === 0, problems: unreached, method: 'reduction', canEnd: true }
  const net = netOf(definition, scope, false)
  reduce(net)
  return searched(definition, net, unreached)
}

function searched(definition: Definition, net: Net, unreached: readonly ProcessProblem[]): Soundness {
  const found = search(net, MOST_STATES)
  const defects = found.defects.map((one) => {
    const element = one.element === '' ? definition.id : one.element
    return problem(definition, element, one.code, MESSAGES[one.code](definition.nodes[element]?.name ?? element), one.trace)
  })
  const problems = [...unreached, ...defects]
  return { isSound: problems.length === 0, problems, method: found.isComplete ? 'search' : 'bounded', canEnd: found.canEnd }
}

const problem = (definition: Definition, element: string, code: string, message: string, trace: readonly string[]): ProcessProblem =>
  ({ element, code, message, trace: trace.filter((id) => id in definition.nodes || id in definition.flows) })

/** Elements that no flow from a start leads to. */
function unreachable(definition: Definition, scope: ScopeDefinition): ProcessProblem[] {
  const reached = nodesFrom(definition, scope.starts)
  const left = Object.values(definition.nodes).filter((node) => node.scope === scope.id && !reached.has(node.id) && !node.forCompensation && node.kind !== 'event-sub-process')
  return left.filter((node) => node.kind !== 'boundary' || reached.has(node.attachedTo)).map((node) => problem(definition, node.id, 'unreachable', `“${node.name}”永远走不到`, [node.id]))
}
