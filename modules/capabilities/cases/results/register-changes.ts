import type { Context } from '@xiangyun/kernel/modules'
import { isTrue, plannedChanges } from '#modules/capabilities/items/evaluation.ts'
import type { PlannedChange } from '#modules/capabilities/items/evaluation.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import type { Performed } from '#modules/capabilities/processes/ports.ts'
import type { Entry, Inspected, Record_, Writing } from '#modules/data/registers/contract.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { openContent } from '../content.ts'
import { factsOf } from '../parties.ts'
import type { CaseRow } from '../store.ts'
import { heldStore } from './held-store.ts'
import { issueResult } from './issue-result.ts'
import { resultScope } from './result-scope.ts'
import type { ResultScope } from './result-scope.ts'

/** What is in the way of a result; `entry` when it is an entry that stands, else the register lacks one. */
type Obstacle = { readonly register: string; readonly entry: string | null; readonly message: string }

/** Before a licence has its number, text of its kind stands for it: what can be wrong is found before anything is issued. */
const notYet = { number: '待编号', identifier: '待编号' }

/**
 * Issues the result of a granted case and writes it into the registers, in one transaction (docs/decisions/0011). First every entry is
 * locked and looked at; when one write cannot be made nothing is issued, and the case waits with the reason until it can.
 */
export async function grantResult(context: Context, row: CaseRow, own: ItemVersion): Promise<Performed> {
  if (!own.definition.registerChanges) return issueResult(context, row, own)
  const content = openContent(context, row.content)
  const scope = await resultScope(context, row, own, { ...content, facts: await factsOf(context, own.definition, content.parties, content.answers) })
  const obstacles = await obstaclesTo(context, row, own, scope)
  if (obstacles.length > 0) return hold(context, row, obstacles)
  const issued = await issueResult(context, row, own)
  if (!issued.ok) return issued
  await writeAll(context, row, own, scope)
  await heldStore(context.db).release(row.id)
  return issued
}

function planned(row: CaseRow, own: ItemVersion, { facts, functions }: ResultScope, issued: { number: unknown; identifier: unknown }): PlannedChange[] {
  return plannedChanges(own.definition, { ...facts, issued, caseNumber: row.number }, functions)
}

function writingOf(context: Context, row: CaseRow, own: ItemVersion, change: PlannedChange): Writing {
  const unit = context.ask(itemsPort).offices(own, row.division)!.decide
  const { register, do: kind, law } = change.definition
  return { register, kind, key: change.key, values: change.values as Record_, provenance: { department: unit.department, unit: unit.id, case: row.id, number: row.number, item: own.item, change: change.id, law } }
}

/** A person or thing that this province has no entry of, where the item lets that be. */
const isPassedOver = ({ definition }: PlannedChange, { entry }: Inspected): boolean => definition.absent === 'skip' && entry === undefined

async function obstaclesTo(context: Context, row: CaseRow, own: ItemVersion, scope: ResultScope): Promise<Obstacle[]> {
  const registers = context.ask(registersPort)
  const found: Obstacle[] = []
  const fresh = new Set<string>()
  for (const change of planned(row, own, scope, notYet)) {
    const inspected = await registers.inspect(writingOf(context, row, own, change))
    if (isPassedOver(change, inspected)) continue
    const { register, do: kind } = change.definition
    if (kind === 'record' && fresh.has(`${register}/${change.key}`)) found.push({ register, entry: null, message: `${registers.definition(register)!.name}：同一条新记录出现两次` })
    if (kind === 'record') fresh.add(`${register}/${change.key}`)
    const entry = inspected.entry?.id ?? null
    found.push(...inspected.problems.map(({ message }) => ({ register, entry, message })))
    const refusal = refusalOf(change, inspected.entry, scope)
    if (refusal) found.push({ register, entry, message: refusal })
  }
  return found
}

function refusalOf({ definition, scope }: PlannedChange, entry: Entry | undefined, { functions }: ResultScope): string | undefined {
  if (!definition.must || isTrue(definition.must, { ...scope, entry: entry?.values ?? null }, functions)) return undefined
  return definition.refuse
}

async function hold(context: Context, row: CaseRow, obstacles: readonly Obstacle[]): Promise<Performed> {
  const reason = [...new Set(obstacles.map((o) => o.message))].join('；')
  const entries = [...new Set(obstacles.flatMap((o) => (o.entry ? [o.entry] : [])))]
  await heldStore(context.db).hold(row.id, { registers: [...new Set(obstacles.map((o) => o.register))], entries, missing: [...new Set(obstacles.filter((o) => !o.entry).map((o) => o.register))], reason }, context.now)
  context.audit({ act: 'cases.hold-result', object: `case/${row.id}`, subject: row.applicant_index, detail: { number: row.number, reason } })
  return { ok: false, code: 'register-change', message: `结果暂不能写入登记库：${reason}` }
}

async function writeAll(context: Context, row: CaseRow, own: ItemVersion, scope: ResultScope): Promise<void> {
  const registers = context.ask(registersPort)
  const { number, identifier } = row.result?.values ?? {}
  for (const change of planned(row, own, scope, { number: number ?? row.number, identifier: identifier ?? null })) {
    const writing = writingOf(context, row, own, change)
    if (isPassedOver(change, await registers.inspect(writing))) continue
    const written = await registers.write(writing)
    // Looked at and locked before: a refusal now is a race that undoes everything, and the work is tried again.
    if ('problems' in written) throw new Error(`register change ${change.id}: ${written.problems[0]?.message}`)
  }
}
