import type { Wait } from '../index.ts'
import { doneEvent } from './play.ts'
import type { Play } from './session.ts'
import { fire, nextDue, send } from './session.ts'

/** What happens by itself: timers that are due now, and with `auto` every task that is open. */
export function goOn(session: Play): void {
  for (;;) {
    const timer = nextDue(session, session.now)
    if (timer) {
      fire(session, timer)
      continue
    }
    const wait = session.request.auto && session.state?.status === 'active' ? nextWork(session) : undefined
    if (!wait) return
    send(session, wait.kind === 'choice' ? { type: 'activity-chosen', choice: wait.id } : doneEvent(session, wait, {}), wait.element)
  }
}

/** The oldest open task; a receive task only when its message is not among the events to come. */
function nextWork(session: Play): Wait | undefined {
  return session.state?.waits.find((wait) => {
    if (['task', 'service', 'decision'].includes(wait.kind)) return true
    if (wait.kind === 'message') return isReceive(session, wait) && !session.ahead.some((event) => 'message' in event && event.message === wait.name)
    return wait.kind === 'choice' && isToDo(session, wait)
  })
}

const isReceive = (session: Play, wait: Wait): boolean =>
  session.definition.nodes[wait.element]?.kind === 'receive' && session.state?.tokens.some((token) => token.id === wait.holder && token.at === wait.element) === true

/** Each activity of an ad-hoc sub-process is chosen once. */
function isToDo(session: Play, wait: Wait): boolean {
  const scope = session.state?.scopes.find((one) => one.id === wait.holder)
  const isOpen = session.state?.tokens.some((token) => token.scope === wait.holder)
  return !isOpen && scope?.performed?.includes(wait.element) !== true
}
