/** What moved a process, as its history tells. */
const events: Readonly<Record<string, string>> = {
  'start': '流程开始', 'task-completed': '办完', 'timer-fired': '时间到了', 'message': '收到消息', 'signal': '收到通知', 'thrown': '报出错误，转入处理', 'activity-chosen': '选了要办的环节', 'data-changed': '数据变了',
  'service-completed': '自动办完', 'service-failed': '自动环节没有办成', 'decision-made': '按规则算出结果', 'cancelled': '流程作废', 'relocated': '移到另一环节', 'retried': '重试', 'migrated': '移到另一版本', 'ended': '流程结束',
}
const outcomes: Readonly<Record<string, string>> = { granted: '准予', refused: '不予', 'not-accepted': '不予受理', terminated: '终止办理', withdrawn: '已撤回', cancelled: '已作废' }
const waits: Readonly<Record<string, string>> = { task: '有人来办', timer: '时间到', message: '消息', service: '自动环节做完', decision: '规则计算', signal: '通知', condition: '条件成立', choice: '选要办的环节' }
const messages: Readonly<Record<string, string>> = { 'supplement-provided': '申请人补正材料', 'correction-finished': '申请人完成整改', 'fee-paid': '申请人缴费', 'withdrawn': '申请人撤回', 'extend': '延期申请', 'decision-taken-back': '收回决定', 'objection': '公示异议' }
const actors: Readonly<Record<string, string>> = { system: '系统', timer: '时限', service: '自动环节', operator: '运行人员', applicant: '申请人' }

export const outcomeWords = (outcome: string | null): string => (outcome ? outcomes[outcome] ?? outcome : '已结束')
export const waitWords = (kind: string, message: string | null): string => (message ? `等${messages[message] ?? `消息“${message}”`}` : `等${waits[kind] ?? kind}`)
export const actorWords = (actor: string): string => actors[actor] ?? actor

interface Step { readonly what: string, readonly elementName: string | null }

/** 受理审查：办完 */
export function historyWords({ what, elementName }: Step): string {
  const said = events[what] ?? what
  return elementName ? `${elementName}：${said}` : said
}
export const wentWrong = (what: string): boolean => what === 'service-failed' || what === 'cancelled' || what === 'thrown'
