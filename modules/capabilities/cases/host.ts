import { decide as decideTable, readDmn } from '@xiangyun/dmn'
import type { Model } from '@xiangyun/dmn'
import { sql } from '@xiangyun/kernel/database'
import type { Context } from '@xiangyun/kernel/modules'
import { localDate } from '@xiangyun/kernel/time'
import { evaluate } from '#modules/capabilities/items/evaluation.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { paymentsPort } from '#modules/capabilities/payments/port.ts'
import type { Performed, ProcessHost, State, Variables } from '#modules/capabilities/processes/ports.ts'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import { change, follow, save, tell } from './changing.ts'
import { accept, extend } from './clock.ts'
import { openContent, sealContent } from './content.ts'
import { factsOf } from './parties.ts'
import { issueNotice } from './results/issue-notice.ts'
import { grantResult } from './results/register-changes.ts'
import { seen } from './scope.ts'
import { caseStore } from './store.ts'
import type { CaseRow } from './store.ts'
import { vocabulary } from './vocabulary.ts'

/** What processes ask of cases: follow a timer or finished service, do service work, work out a decision. */
export function caseHost(context: Context): ProcessHost {
  const open = async (subject: string): Promise<{ row: CaseRow; own: ItemVersion }> => {
    const row = await caseStore(context.db).find(subject, true)
    if (!row) throw new Error(`no case ${subject}`)
    return { row, own: await context.ask(itemsPort).version(row.item, row.item_version) }
  }
  return {
    async hold(subject) { await caseStore(context.db).find(subject, true) },
    async apply(subject, advanced, cause, reason) {
      const { row, own } = await open(subject)
      const changing = change(row)
      if (cause === 'timer') tell(context, changing, 'timer', timerWords(row))
      if (cause === 'operator') tell(context, changing, 'operator', reason ?? '', advanced.state.status !== 'ended')
      if (cause === 'migration') tell(context, changing, 'migration', `办理流程换版：${reason ?? ''}`, true)
      await follow(context, changing, own, advanced)
      if (cause === 'operator') {
        await dropOrder(context, row, advanced.state)
        acceptMoved(context, row)
      }
      await save(context, changing, cause)
      if (row.fee?.paid && row.ask?.kind === 'fee-paid') await feePaid(context, { case: row.id })
    },
    async perform(subject, topic, input) {
      const { row, own } = await open(subject)
      const work = topics[topic]
      if (!work) throw new Error(`nobody does ${topic}`)
      const performed = await work(context, row, own, input)
      await keep(context, row)
      return performed
    },
    decide: (subject, _decision, inputs) => decideFor(context, subject, inputs),
    vocabulary: () => vocabulary(context),
    users: () => context.ask(itemsPort).uses(),
    subjects: (ids) => caseStore(context.db).subjects(ids),
  }
}

/** An order that nobody waits for any more, because an operator moved the process, is no longer to be paid; what is paid stays paid. */
async function dropOrder(context: Context, row: CaseRow, state: State): Promise<void> {
  if (!row.fee?.order || row.fee.paid || state.waits.some((wait) => wait.name === 'fee-paid')) return
  const order = (await context.ask(paymentsPort).ofCase(row.id)).find((one) => one.id === row.fee?.order)
  if (order?.state === 'paid') { row.fee = { ...row.fee, paid: true }; return }
  await context.ask(paymentsPort).cancelOf(row.id)
  row.fee = null
}

/** A case that an operator took past its acceptance is accepted, so that its lawful clock runs (行政许可法 第四十二条). */
function acceptMoved(context: Context, row: CaseRow): void {
  if (row.accepted_at || ['submitted', 'supplement', 'ended'].includes(row.stage)) return
  row.clock = accept(row.clock, localDate(context.now))
  row.accepted_at = context.now
}

const timerWords = (row: CaseRow): string => ({ supplement: '逾期没有补正', correction: '逾期没有整改', payment: '逾期没有缴费', 'public-notice': '公示期满，没有异议' })[row.stage] ?? '到期'

/** What service work left on the case; the step that follows saves the rest. */
async function keep(context: Context, row: CaseRow): Promise<void> {
  const text = (value: unknown) => (value === null ? null : JSON.stringify(value))
  await context.db.later(sql`update cases."case" set result = ${text(row.result)}::jsonb, fee = ${text(row.fee)}::jsonb, clock = ${JSON.stringify(row.clock)}::jsonb, content = ${row.content} where id = ${row.id}`)
}

type Topic = (context: Context, row: CaseRow, own: ItemVersion, input: Variables) => Promise<Performed>

const nothing: Performed = { ok: true, variables: {} }

const topics: Readonly<Record<string, Topic>> = {
  'issue-result': issueOnce,
  'issue-notice': issueNotice,
  'ask-fee': askFee,
  async 'extend-limit'(_context, row, own) {
    const days = Number(/^\d+/.exec(own.definition.limits.extension ?? '0')?.[0] ?? 0)
    row.clock = extend(row.clock, days)
    return nothing
  },
  'publish-notice': async () => nothing,
  async 'income-check'(context, row, own) {
    const content = openContent(context, row.content)
    row.content = sealContent(context, { ...content, facts: await factsOf(context, own.definition, content.parties, content.answers) })
    return nothing
  },
}

async function askFee(context: Context, row: CaseRow, own: ItemVersion, input: Variables): Promise<Performed> {
  const { fee } = own.definition
  if (fee === 'none') return nothing
  const due = Number(input['due'])
  const known = (await context.ask(paymentsPort).ofCase(row.id)).find((one) => one.state !== 'cancelled' && one.amount === due)
  if (known) {
    row.fee = { due, paid: known.state === 'paid', order: known.id, basis: fee.basis }
    return nothing
  }
  const order = await context.ask(paymentsPort).open({ title: `${own.definition.name}：${fee.name}`, basis: fee.basis, amount: due, payer: row.firm ?? row.applicant_index, payerName: row.firm_name ?? row.applicant_name, unit: row.unit, division: row.division, case: row.id })
  row.fee = { due, paid: false, order: order.id, basis: fee.basis }
  return nothing
}

/** What was issued is not issued again, and nothing without a decision that grants it, however the process came here (行政许可法 第三十八条). */
async function issueOnce(context: Context, row: CaseRow, own: ItemVersion): Promise<Performed> {
  if (row.result?.licences.length || (row.result?.document && row.result.reason === null)) return nothing
  const state = await context.ask(processesPort).state(row.instance)
  return state?.variables['decision'] === 'granted' ? grantResult(context, row, own) : { ok: false, code: 'not-decided', message: '还没有准予的决定，不能制发结果' }
}

const models = new Map<string, Model>()

/** The item's decision table over the case's facts; without a table there is nothing to work out. */
async function decideFor(context: Context, subject: string, inputs: Variables): Promise<Variables[string]> {
  const row = await caseStore(context.db).find(subject)
  if (!row) return {}
  const own = await context.ask(itemsPort).version(row.item, row.item_version)
  if (!own.definition.decide || !own.rules) return {}
  const facts = seen(context, own, row.division, openContent(context, row.content))
  const given = Object.fromEntries(Object.entries(own.definition.decide.inputs).map(([name, source]) => [name, evaluate(source, { ...facts.scope, ...inputs }, facts.functions)]))
  const decided = decideTable(modelOf(own.rules), own.definition.decide.decision, given, facts.functions)
  if (!decided.ok) throw new Error(`decision ${own.item}: ${decided.problems[0]?.message ?? decided.code}`)
  return { value: decided.value.value as never, rules: decided.value.rules as never, on: localDate(context.now) }
}

function modelOf(xml: string): Model {
  const known = models.get(xml)
  if (known) return known
  const read = readDmn(xml)
  if (!read.ok) throw new Error(`rules: ${read.problems[0]?.message}`)
  models.set(xml, read.value)
  return read.value
}

/** A fee was paid: the case goes on. Safe to repeat, since a process that no longer waits for it is left alone. */
export async function feePaid(context: Context, payload: { case: string }): Promise<void> {
  const row = await caseStore(context.db).find(payload.case, true)
  if (!row || row.ask?.kind !== 'fee-paid') return
  const own = await context.ask(itemsPort).version(row.item, row.item_version)
  const advanced = await context.ask(processesPort).send(row.instance, { type: 'message', name: 'fee-paid' })
  if (!advanced.ok) return
  row.fee = row.fee && { ...row.fee, paid: true }
  const changing = change(row)
  tell(context, changing, 'paid', '已缴费')
  await follow(context, changing, own, advanced.value)
  await save(context, changing, 'fee-paid')
}

/** A day has come on which the lamp may change. */
export async function lampDue(context: Context, payload: { case: string }): Promise<void> {
  const row = await caseStore(context.db).find(payload.case, true)
  if (!row || row.ended_at) return
  await save(context, change(row), 'lamp')
}
