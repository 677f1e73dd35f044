import { entriesOf } from '../index.ts'
import type { State, Variables, Wait } from '../index.ts'
import type { Play } from './session.ts'

export interface Answer {
  /** Activities in the order in which they began. */
  readonly trace: readonly string[]
  /** Activities in the order in which they were completed. */
  readonly completed: readonly string[]
  /** Activities and events that wait for somebody or something. */
  readonly waiting: readonly string[]
  readonly ended: boolean
  readonly outcome: 'active' | 'completed' | 'terminated' | 'error' | 'cancelled'
  readonly errorCode?: string
  readonly variables: Variables
}

export interface Refusal {
  readonly error: `bpmn/${string}`
  readonly element: string
  readonly message: string
}

export const refusal = (code: string, element: string, message: string): Refusal => ({ error: `bpmn/${code}`, element, message })

export function answerOf(session: Play): Answer {
  const of = (what: string): string[] => session.trail.filter((one) => one.what === what).map((one) => one.element)
  const { state } = session
  return {
    trace: of('started'), completed: of('completed'), waiting: state ? waitingIn(session, state) : entriesOf(session.definition).map((one) => one.element),
    ended: state?.status === 'ended', ...outcomeOf(session), variables: state?.variables ?? session.request.variables ?? {},
  }
}

/** What tokens wait for; boundary events and event sub-processes only listen. Where nothing can come any more: the places where tokens are stuck. */
function waitingIn(session: Play, state: State): string[] {
  const isOnPath = (wait: Wait): boolean => {
    const kind = session.definition.nodes[wait.element]?.kind
    return kind !== 'boundary' && kind !== 'start'
  }
  const found = state.waits.filter(isOnPath).map((wait) => wait.element)
  const hosts = new Set(state.scopes.map((scope) => scope.token))
  return found.length > 0 ? found : state.tokens.filter((token) => !hosts.has(token.id)).map((token) => token.at)
}

function outcomeOf({ definition, state }: Play): Pick<Answer, 'outcome' | 'errorCode'> {
  if (state?.status !== 'ended') return { outcome: 'active' }
  if (state.outcome?.startsWith('error:')) return { outcome: 'error', errorCode: state.outcome.slice('error:'.length) }
  if (state.outcome === 'cancelled' && state.end === null) return { outcome: 'cancelled' }
  const end = state.end === null ? undefined : definition.nodes[state.end]
  const isTerminated = end?.kind === 'end' && (end.does === 'terminate' || end.throws?.some((one) => one.what === 'terminate'))
  return { outcome: isTerminated ? 'terminated' : 'completed' }
}
