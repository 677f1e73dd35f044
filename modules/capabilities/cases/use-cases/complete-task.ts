import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { lengthText } from '#modules/capabilities/items/evaluation.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import { identityPort } from '#modules/capabilities/identity/port.ts'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import { mayDo } from '../access.ts'
import { actionOf, actProblems } from '../actions.ts'
import type { Act } from '../actions.ts'
import { change, follow, save, tell } from '../changing.ts'
import type { Changing } from '../changing.ts'
import { accept } from '../clock.ts'
import type { completeBatch as batchRoute, completeTask as route } from '../contract.ts'
import { statedProblems, statedWords } from '../stated.ts'
import { caseStore } from '../store.ts'
import type { CaseRow, TaskRow } from '../store.ts'

type Done = { case: string; stage: string; outcome: string | null }

/** An official (or a party who signs) does what a task asks; the process goes on in the same transaction. */
export async function completeTask(context: Context, input: InputOf<typeof route>): Promise<Result<Done>> {
  const found = await openTask(context, input.id)
  if (!found.ok) return found
  const { task, row } = found.value
  const act: Act = { decision: input.decision, comment: input.comment ?? '', ...(input.clause ? { clause: input.clause } : {}), ...(input.items ? { items: input.items } : {}), ...(input.values ? { values: input.values } : {}) }
  const own = await context.ask(itemsPort).version(row.item, row.item_version)
  const problems = [...actProblems(task.action, act), ...statedProblems(own, task.action, act)]
  if (problems.length > 0) return fail('cases/act-invalid', undefined, problems)
  const changing = change(row)
  changing.closed.push({ engine_task: task.engine_task, closed_by: context.actor.id, decision: act.decision, comment: act.comment || null })
  applyAct(context, changing, own, task, act)
  const variables = { ...plainValues(act.values), ...actionOf(task.action).tells(act), comment: act.comment }
  const advanced = await context.ask(processesPort).send(row.instance, { type: 'task-completed', task: task.engine_task, variables })
  if (!advanced.ok) return advanced
  await follow(context, changing, own, advanced.value)
  await save(context, changing, act.decision)
  context.audit({ act: `cases.${task.action}`, object: `case/${row.id}`, subject: row.applicant_index, law: act.clause, detail: { task: task.name, decision: act.decision, number: row.number } })
  return ok({ case: row.id, stage: row.stage, outcome: row.outcome })
}

/** Values that officials add must be plain; the process's own names are not theirs to set. */
function plainValues(values: Act['values']): Record<string, never> {
  const own = new Set(['decision', 'fee', 'limits', 'siteCheck', 'departments', 'parties', 'experts', 'tax', 'assessment', 'publicNotice'])
  return Object.fromEntries(Object.entries(values ?? {}).filter(([name]) => !own.has(name))) as Record<string, never>
}

/** The task with its case, locked; only when it is open and this person's to do. */
async function openTask(context: Context, id: string): Promise<Result<{ task: TaskRow; row: CaseRow }>> {
  const store = caseStore(context.db)
  const [row, task] = await Promise.all([store.findByTask(id), store.task(id)])
  if (!row || !task) return fail('cases/no-task')
  const absent = task.given_to && task.given_to !== context.actor.id ? await context.ask(identityPort).standsInFor() : []
  if (task.asked_by !== null && task.asked_by === context.actor.id) return fail('cases/own-request')
  if (!mayDo(context.actor, task, row, absent)) return fail('cases/not-yours')
  if (task.closed_at) return fail('cases/task-closed')
  if (task.two) {
    const others = (await store.tasks(row.id)).filter((t) => t.grouped === task.grouped && t.closed_by === context.actor.id)
    if (others.length > 0) return fail('cases/same-person')
  }
  return ok({ task, row })
}

/** What the act means for the case besides the process: clock, supplement list, reasons. */
function applyAct(context: Context, changing: Changing, own: ItemVersion, task: TaskRow, act: Act): void {
  const { row } = changing
  const today = localDate(context.now)
  const label = actionOf(task.action).decisions[act.decision] ?? act.decision
  const isInside = ['review', 'consult', 'expert-review'].includes(task.action)
  const said = [act.comment && !isInside ? act.comment : '', statedWords(own, task.action, act)].filter(Boolean).join('；')
  tell(context, changing, task.action, `${task.name}：${label}${said ? `（${said}）` : ''}`, isInside)
  if (task.action === 'accept' && act.decision === 'accepted') {
    row.clock = accept(row.clock, today)
    row.accepted_at ??= context.now
  }
  if (task.action === 'accept' && act.decision === 'supplement') {
    row.ask = { kind: 'supplement-provided', text: act.comment || '请按下列各项一次补正', until: null, items: (act.items ?? []).map((i) => ({ ...i })) }
  }
  if (task.action === 'site-check' && act.decision === 'correction') row.ask = { kind: 'correction-finished', text: act.comment, until: null, items: [] }
  const isRefusal = act.decision === 'refused' && task.action === 'decide'
  if (isRefusal || act.decision === 'refused-acceptance') {
    const { appeal } = own.definition.outcomes.refused
    row.result = { licences: [], document: null, reason: act.comment, clause: act.clause ?? null, appeal: `如不服，可自收到之日起 ${lengthText(appeal.review)}内申请行政复议，或 ${lengthText(appeal.lawsuit)}内提起行政诉讼。`, values: {} }
  }
}

/** The same decision for several tasks, where the item allows it; each stands or falls alone. */
export async function completeBatch(context: Context, input: InputOf<typeof batchRoute>) {
  const { tasks, ...act } = input
  const done: string[] = []
  const left: { task: string; code: string; say: string }[] = []
  for (const id of [...new Set(tasks)]) {
    const task = await caseStore(context.db).task(id)
    if (task && !task.batch) { left.push({ task: id, code: 'cases/not-batch', say: '这个事项不能批量办理' }); continue }
    const result = await completeTask(context, { id, ...act })
    if (result.ok) done.push(id)
    else left.push({ task: id, code: result.code, say: result.detail ?? result.errors?.[0]?.message ?? '不能办理' })
  }
  return ok({ done, left })
}
