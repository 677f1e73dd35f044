import type { Instance } from './instance-acts.ts'
import type { Ways } from './ways.ts'

type Line = Instance['history'][number]

/** What the history calls a step that was finished; others were begun, moved to by hand or have failed. */
const finishes = new Set(['流程开始', '办完', '期限到了', '收到消息', '自动环节办完', '按规则算出结果'])
/** Here the process did not walk: it was put there. */
const leaps = new Set(['人工移到', '换到新版本'])

interface Step { readonly element: string, readonly isDone: boolean }
interface Walk { readonly last: Step | undefined, readonly lines: readonly string[] }

/** What a process surely went through: steps that it visited, and the lines between two where no other step lies between. */
export function goneThrough({ history, visits, at }: Pick<Instance, 'history' | 'visits' | 'at'>, ways: Ways | undefined): string[] {
  const walk = history.reduce<Walk>((so, line) => follow(so, line, ways), { last: undefined, lines: [] })
  const onward = at.length === 1 ? between(walk.last, at[0]!.element, ways) : []
  const events = history.flatMap((line) => (finishes.has(line.what) ? [elementOf(line, ways) ?? ''] : []))
  return [...visits.map(({ element }) => element), ...events.filter(Boolean), ...walk.lines, ...onward]
}

function follow({ last, lines }: Walk, line: Line, ways: Ways | undefined): Walk {
  if (leaps.has(line.what)) return { last: undefined, lines }
  const element = elementOf(line, ways)
  if (!element) return { last, lines }
  return { last: { element, isDone: finishes.has(line.what) }, lines: [...lines, ...between(last, element, ways)] }
}

const elementOf = (line: Line, ways: Ways | undefined): string | undefined => line.element ?? (line.what === '流程开始' ? ways?.start : undefined)

/** From a step that is not finished nothing leads on. */
const between = (last: Step | undefined, to: string, ways: Ways | undefined): readonly string[] => (last?.isDone ? ways?.between(last.element, to) ?? [] : [])
