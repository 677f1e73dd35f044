import type { CaseSummary, CaseView } from '#modules/capabilities/cases/contract.ts'
import type { Moment } from '#design/AppTimeline.vue'
import { timeWords } from '#design/words/dates.ts'
import { limitWords } from '#design/words/limits.ts'

type Tone = 'done' | 'late' | 'plain'

export const outcomeTone = (outcome: string | null): Tone =>
  outcome === 'granted' ? 'done' : outcome === 'refused' || outcome === 'not-accepted' ? 'late' : 'plain'

const mine: Readonly<Record<string, string>> = { supplement: '轮到您：请补正', correction: '轮到您：请整改', payment: '轮到您：请缴费', signing: '轮到您：请签署' }

/** Whose turn it is and to do what. */
export const turnWords = (one: Pick<CaseSummary, 'stage' | 'turn'>): string => mine[one.stage] ?? one.turn

/** Until when the office has promised; nothing before acceptance and after the end. */
export function untilWords(one: Pick<CaseSummary, 'endedAt' | 'promiseOn' | 'workdaysLeft' | 'lamp' | 'stage'>): string {
  if (one.endedAt) return ''
  if (one.stage === 'submitted') return '最晚 5 个工作日内告诉您是否受理'
  if (one.promiseOn === null || one.workdaysLeft === null) return ''
  return limitWords({ until: one.promiseOn, left: one.workdaysLeft, paused: one.lamp === 'paused' })
}

const ahead: Readonly<Record<string, readonly string[]>> = {
  submitted: ['审查', '作出决定', '领取结果'], supplement: ['受理', '审查', '作出决定', '领取结果'], deciding: ['领取结果'], payment: ['领取结果'], issuing: ['领取结果'],
}

/** What was done, what is being done now and by whom, and what comes. */
export function momentsOf(view: CaseView): Moment[] {
  const done = view.timeline.map((one, index): Moment => ({ key: `done-${index}`, state: 'done', title: one.text, who: one.who, when: timeWords(one.at) }))
  if (view.endedAt) {
    const last = done.at(-1)
    const isBad = view.outcome !== 'granted'
    return last && isBad ? [...done.slice(0, -1), { ...last, state: 'stopped' }] : done
  }
  const isMine = view.turn === '轮到您'
  const now: Moment = {
    key: 'now', state: 'now', title: turnWords(view).startsWith('轮到您：') ? turnWords(view).slice(4) : view.stageName, who: isMine ? '您' : `${view.unitName}　电话 ${view.telephone}`,
    ...untilWords(view) ? { until: untilWords(view) } : {},
  }
  const next = (ahead[view.stage] ?? ['作出决定', '领取结果']).map((title, index): Moment => ({ key: `next-${index}`, state: 'next', title }))
  return [...done, now, ...next]
}
