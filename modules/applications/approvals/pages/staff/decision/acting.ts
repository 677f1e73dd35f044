import type { CaseView } from '#modules/capabilities/cases/contract.ts'

export type Task = CaseView['tasks'][number]
export type Decision = Task['decisions'][number]
export interface NoticeItem { material?: string, field?: string, name: string, say: string }

const against = new Set(['refused', 'refused-acceptance', 'object', 'failed', 'disagree', 'declined', 'upheld'])
const again = new Set(['supplement', 'correction', 'returned'])

/** What a key chooses: a agrees, r refuses, s asks for more. */
export function decisionFor(key: string, decisions: readonly Decision[]): Decision | undefined {
  if (key === 'a') return decisions.find(({ value }) => !against.has(value) && !again.has(value))
  if (key === 'r') return decisions.find(({ value }) => against.has(value))
  return key === 's' ? decisions.find(({ value }) => again.has(value)) : undefined
}

export const isRefusal = (value: string) => value === 'refused' || value === 'refused-acceptance'
export const asksNotice = (task: Task, value: string) => task.action === 'accept' && value === 'supplement'

/** What is still missing before the act may be sent; the server asks the same again. */
export function actMistakes(task: Task, act: { decision: string, comment: string, clause: string, items: readonly NoticeItem[] }): { at: string, message: string }[] {
  const chosen = task.decisions.find(({ value }) => value === act.decision)
  if (!chosen) return [{ at: 'decision', message: '请选择办理意见' }]
  const mistakes: { at: string, message: string }[] = []
  if (chosen.reasoned && act.comment.trim().length < 4) mistakes.push({ at: 'comment', message: '请写明理由，至少 4 个字' })
  if (isRefusal(act.decision) && (task.action === 'accept' || task.action === 'decide') && !act.clause.trim()) mistakes.push({ at: 'clause', message: '请写明依据的法律条款' })
  if (asksNotice(task, act.decision) && act.items.length === 0) mistakes.push({ at: 'notice', message: '请逐项列出要补正的内容，一次说全' })
  for (const item of act.items) if (asksNotice(task, act.decision) && item.say.trim().length < 2) mistakes.push({ at: 'notice', message: `请写明“${item.name}”要怎样补正` })
  return mistakes
}
