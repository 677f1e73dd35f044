/** Codes that officials' decisions and messages have in a process, as people say them. */
const words: Readonly<Record<string, string>> = {
  pass: '建议准予', object: '建议不予', passed: '合格', correction: '限期整改', failed: '不合格', agree: '同意', disagree: '不同意', dismissed: '异议不成立', upheld: '异议成立', signed: '签署', declined: '不签署', done: '办完',
  granted: '准予', refused: '不予', returned: '退回重审', accepted: '受理', 'not-accepted': '不予受理', 'refused-acceptance': '不予受理', supplement: '一次告知补正', terminated: '终止办理', withdrawn: '撤回', cancelled: '作废',
  'supplement-provided': '申请人补正了材料', 'correction-finished': '申请人完成整改', 'fee-paid': '申请人已缴费', extend: '申请延期', 'decision-taken-back': '收回决定', objection: '公示异议',
}
const outcomes: Readonly<Record<string, string>> = { withdrawn: '已撤回', cancelled: '已作废' }
const waits: Readonly<Record<string, string>> = { task: '有人来办', timer: '到时间', message: '消息', service: '自动环节做完', decision: '按规则算出结果', signal: '信号', condition: '条件成立', choice: '选要办的环节' }
const posts: Readonly<Record<string, string>> = { 'window-clerk': '窗口人员', reviewer: '审查人员', inspector: '核查人员', expert: '评审专家', decider: '分管负责人', 'department-head': '部门负责人' }
const wrong = new Set(['自动环节失败', '环节报错', '作废'])

const said = (code: string): string => words[code] ?? code

export const outcomeWords = (outcome: string | null): string => (outcome ? outcomes[outcome] ?? said(outcome) : '已结束')
export const waitWords = (kind: string, message: string | null): string => (message ? `等“${said(message)}”` : `等${waits[kind] ?? kind}`)

/** Officials are known by their accounts, residents by nothing that says who they are. */
export function actorWords(actor: string): string {
  if (actor === 'system') return '系统'
  const post = posts[actor.split('.')[0]!]
  if (post) return `${post}（${actor}）`
  return /^[\w-]{30,}$/.test(actor) ? '申请人' : actor
}
export const detailWords = (detail: string): string => detail.split('、').map(said).join('、')
export const wentWrong = (what: string): boolean => wrong.has(what)

/** 受理审查：办完 */
export const historyWords = ({ what, elementName }: { readonly what: string, readonly elementName: string | null }): string => (elementName ? `${elementName}：${what}` : what)
