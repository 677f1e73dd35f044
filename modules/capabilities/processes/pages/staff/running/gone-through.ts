import type { Instance } from './instance-acts.ts'
import type { Ways } from './ways.ts'

type Line = Instance['history'][number]

/** What the history calls a step that was finished; others were begun, moved to by hand or have failed. */
const finishes = new Set(['流程开始', '办完', '期限到了', '收到消息', '自动环节办完', '按规则算出结果'])
/** Here the process did not walk: it was put there. */
const leaps = new Set(['人工移到', '换到新版本'])

interface Step { readonly element: string, readonly isDone: boolean }
/** The lines onward; from a step that is not finished nothing leads on. */
type Between = (last: Step | undefined, to: string) => readonly string[]
interface Walk { readonly last: Step | undefined, readonly lines: readonly string[] }

/** What a process surely went through: steps that it visited, and the lines between two where no other step lies between. */
export function goneThrough({ history, visits, at }: Pick<Instance, 'history' | 'visits' | 'at'>, ways: Ways | undefined): string[] {
  const silent = silentOf({ history, visits, at })
  const between: Between = (last, to) => (last?.isDone ? ways?.between(last.element, to, silent) ?? [] : [])
  const walk = history.reduce<Walk>((so, line) => follow(so, line, ways, between), { last: undefined, lines: [] })
  const onward = at.length === 1 ? between(walk.last, at[0]!.element) : []
  const events = history.flatMap((line) => (finishes.has(line.what) ? [elementOf(line, ways) ?? ''] : []))
  return [...visits.map(({ element }) => element), ...events.filter(Boolean), ...walk.lines, ...onward]
}

function follow({ last, lines }: Walk, line: Line, ways: Ways | undefined, between: Between): Walk {
  if (leaps.has(line.what)) return { last: undefined, lines }
  const element = elementOf(line, ways)
  if (!element) return { last, lines }
  return { last: { element, isDone: finishes.has(line.what) }, lines: [...lines, ...between(last, element)] }
}

const elementOf = (line: Line, ways: Ways | undefined): string | undefined => line.element ?? (line.what === '流程开始' ? ways?.start : undefined)

/** Steps that were surely gone through though no line of the history names them: a message is told without its place. */
function silentOf({ history, visits, at }: Pick<Instance, 'history' | 'visits' | 'at'>): ReadonlySet<string> {
  if (history.some(({ what }) => leaps.has(what))) return new Set()
  const told = new Set([...history.map(({ element }) => element), ...at.map(({ element }) => element)])
  return new Set(visits.map(({ element }) => element).filter((element) => !told.has(element)))
}
