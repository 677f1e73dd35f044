import type { Variables } from '#modules/capabilities/processes/ports.ts'

/** What an official decided at a task, and what the process is told. */
export type Act = { readonly decision: string; readonly comment: string; readonly clause?: string; readonly items?: readonly SupplementItem[]; readonly values?: Readonly<Record<string, unknown>> }

export type SupplementItem = { readonly material?: string; readonly field?: string; readonly say: string }

type Action = {
  readonly decisions: Readonly<Record<string, string>>
  /** Decisions that need a reason. */
  readonly reasoned: readonly string[]
  readonly tells: (act: Act) => Variables
}

const passing = (name: string) => (act: Act): Variables => ({ [name]: act.decision })
const flag = (name: string, yes: string) => (act: Act): Variables => ({ [name]: act.decision === yes })

/** The acts of the standard processes: which decisions each allows. A task with an act not listed here is simply done. */
export const actions: Readonly<Record<string, Action>> = {
  accept: { decisions: { accepted: '受理', supplement: '一次告知补正', 'refused-acceptance': '不予受理' }, reasoned: ['refused-acceptance'], tells: passing('decision') },
  review: { decisions: { pass: '建议准予', object: '建议不予' }, reasoned: ['object'], tells: passing('recommendation') },
  'site-check': { decisions: { passed: '合格', correction: '限期整改', failed: '不合格' }, reasoned: ['correction', 'failed'], tells: passing('siteCheckOutcome') },
  consult: { decisions: { agree: '同意', disagree: '不同意' }, reasoned: ['disagree'], tells: passing('opinion') },
  'expert-review': { decisions: { agree: '通过', disagree: '不通过' }, reasoned: ['disagree'], tells: passing('expertOpinion') },
  hearing: { decisions: { dismissed: '异议不成立', upheld: '异议成立' }, reasoned: ['upheld', 'dismissed'], tells: flag('objectionUpheld', 'upheld') },
  decide: { decisions: { granted: '准予', refused: '不予', returned: '退回重审' }, reasoned: ['refused', 'returned'], tells: passing('decision') },
  extend: { decisions: { granted: '同意延期', refused: '不同意延期' }, reasoned: ['granted', 'refused'], tells: flag('extensionGranted', 'granted') },
  sign: { decisions: { signed: '签署', declined: '不签署' }, reasoned: ['declined'], tells: flag('signed', 'signed') },
  done: { decisions: { done: '办完' }, reasoned: [], tells: () => ({}) },
}

export const actionOf = (name: string): Action => actions[name] ?? actions['done']!

export type ActProblem = { readonly at: string; readonly code: string; readonly message: string }

/** What is wrong with an act before anything is done. */
export function actProblems(name: string, act: Act): ActProblem[] {
  const action = actionOf(name)
  if (!(act.decision in action.decisions)) return [{ at: '/decision', code: 'decision', message: `这一步只能选择：${Object.values(action.decisions).join('、')}` }]
  const problems: ActProblem[] = []
  if (action.reasoned.includes(act.decision) && act.comment.trim().length < 4) problems.push({ at: '/comment', code: 'reason', message: '请写明理由，至少 4 个字' })
  if (name === 'accept' && act.decision === 'supplement' && (act.items ?? []).length === 0) problems.push({ at: '/items', code: 'items', message: '请逐项列出要补正的内容，一次说全' })
  if ((name === 'decide' && act.decision === 'refused') || act.decision === 'refused-acceptance') {
    if (!act.clause?.trim()) problems.push({ at: '/clause', code: 'clause', message: '请写明依据的法律条款' })
  }
  return problems
}
