import type { State } from '#modules/capabilities/processes/ports.ts'
import type { Stage } from './contract.ts'

export { stageNames } from './contract.ts'
export type { Stage } from './contract.ts'

export const outcomeNames: Readonly<Record<string, string>> = { granted: '准予', refused: '不予', 'not-accepted': '不予受理', terminated: '终止办理', withdrawn: '已撤回', cancelled: '已作废' }

type Waiting = State['waits'][number] & { action?: string | null }

/** The stage that a process's state shows; the state is the truth, the stage its picture. */
export function stageOf(state: State, actionOf: (element: string) => string | undefined): Stage {
  if (state.status === 'ended') return 'ended'
  const order: [Stage, (w: Waiting) => boolean][] = [
    ['payment', (w) => w.kind === 'message' && w.name === 'fee-paid'],
    ['supplement', (w) => w.kind === 'message' && w.name === 'supplement-provided'],
    ['correction', (w) => w.kind === 'message' && w.name === 'correction-finished'],
    ['public-notice', (w) => w.kind === 'message' && w.name === 'objection'],
    ['signing', (w) => actionOf(w.element) === 'sign'],
    ['submitted', (w) => actionOf(w.element) === 'accept'],
    ['site-check', (w) => actionOf(w.element) === 'site-check'],
    ['consulting', (w) => ['consult', 'expert-review', 'hearing'].includes(actionOf(w.element) ?? '')],
    ['reviewing', (w) => actionOf(w.element) === 'review'],
    ['deciding', (w) => actionOf(w.element) === 'decide'],
    ['issuing', (w) => w.kind === 'service'],
    ['reviewing', (w) => w.kind === 'choice' || (w.kind === 'task' && actionOf(w.element) !== 'extend')],
  ]
  return order.find(([, fits]) => state.waits.some(fits))?.[0] ?? 'accepted'
}

/** Whose turn it is, in the applicant's words. */
export function turnOf(stage: Stage, unitName: string): string {
  if (['supplement', 'correction', 'payment', 'signing'].includes(stage)) return '轮到您'
  return stage === 'ended' ? '' : `轮到${unitName}`
}
