import type { HistoryEvent } from '../ports.ts'

export type HistoryLine = { readonly what: string; readonly element: string | null; readonly detail: string | null }

/** Ids of waits are an element and a number. */
const elementOf = (id: string): string => id.replace(/\.\d+$/, '')

/** What happened, in the words of those who run processes; comments of officials stay with the case. */
export function historyLine(event: HistoryEvent): HistoryLine {
  switch (event.type) {
    case 'start': return line('流程开始', event.element ?? null, event.message ?? event.signal ?? null)
    case 'task-completed': return line('办完', elementOf(event.task), decided(event.variables))
    case 'timer-fired': return line('期限到了', elementOf(event.timer))
    case 'message': return line('收到消息', event.subscription === undefined ? null : elementOf(event.subscription), event.name)
    case 'signal': return line('收到信号', null, event.name)
    case 'service-completed': return line('自动环节办完', elementOf(event.job))
    case 'service-failed': return line('自动环节失败', elementOf(event.job), event.message ?? event.code)
    case 'decision-made': return line('按规则算出结果', elementOf(event.job))
    case 'thrown': return line(event.escalation === undefined ? '环节报错' : '环节上报', elementOf(event.wait), event.error ?? event.escalation ?? null)
    case 'activity-chosen': return line('选择环节', elementOf(event.choice))
    case 'data-changed': return line('数据变更', null, Object.keys(event.variables).join('、'))
    case 'relocated': return line('人工移到', event.to, event.reason ?? null)
    case 'cancelled': return line('作废', null, event.reason)
    case 'noted': return line('人工重试', null, event.reason)
    case 'migrated': return line('换到新版本', null)
  }
}

const line = (what: string, element: string | null = null, detail: string | null = null): HistoryLine => ({ what, element, detail })

/** Short words that officials chose: decisions, opinions, results. */
function decided(variables: Readonly<Record<string, unknown>> = {}): string | null {
  const words = Object.entries(variables).filter(([name, value]) => name !== 'comment' && typeof value === 'string' && value.length <= 40).map(([, value]) => String(value))
  return words.length > 0 ? words.join('、') : null
}
