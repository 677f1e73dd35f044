import type { Answers, Facts } from '@xiangyun/forms'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { checkAnswers } from '#modules/capabilities/forms/evaluation.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import { paymentsPort } from '#modules/capabilities/payments/port.ts'
import type { Event, Variables } from '#modules/capabilities/processes/ports.ts'
import { processesPort } from '#modules/capabilities/processes/ports.ts'
import { isHandling } from '../access.ts'
import { isOwn } from '../authority.ts'
import { change, follow, save, tell } from '../changing.ts'
import { openContent, sealContent } from '../content.ts'
import type { chooseActivity as chooseRoute, finishCorrection as correctionRoute, object as objectRoute, provideSupplement as supplementRoute, withdraw as withdrawRoute } from '../contract.ts'
import { publicFacts } from '../drafts.ts'
import { sealForm } from '../forms.ts'
import { knownValues, withKnown } from '../prefilling.ts'
import { seen } from '../scope.ts'
import { heldStore } from '../results/held-store.ts'
import { caseStore, materialStore } from '../store.ts'
import type { CaseRow } from '../store.ts'
import { store } from './edit-draft.ts'

type Stage = { stage: string }

/** A case that the applicant, or a window for somebody present, may answer for. */
async function own(context: Context, id: string): Promise<CaseRow | undefined> {
  const row = await caseStore(context.db).find(id, true)
  if (!row) return undefined
  const isWindow = context.actor.permissions.has('cases:counter') && context.actor.traits['unit'] === row.window_unit
  return isWindow || (await isOwn(context, row)) ? row : undefined
}

/** Gives an event to the case's process and follows what comes of it. */
export async function pass(context: Context, row: CaseRow, event: Event, act: string, text: string): Promise<Result<Stage>> {
  const version = await context.ask(itemsPort).version(row.item, row.item_version)
  const changing = change(row)
  tell(context, changing, act, text)
  const advanced = await context.ask(processesPort).send(row.instance, event)
  if (!advanced.ok) return advanced
  await follow(context, changing, version, advanced.value)
  await save(context, changing, act)
  context.audit({ act: `cases.${act}`, object: `case/${row.id}`, subject: row.applicant_index, detail: { number: row.number } })
  return ok({ stage: row.stage })
}

/** Sends a message to the case's process. */
export async function send(context: Context, row: CaseRow, message: string, text: string, variables: Variables = {}): Promise<Result<Stage>> {
  const passed = await pass(context, row, { type: 'message', name: message, variables }, message, text)
  return passed.ok ? passed : fail('cases/not-asked', passed.detail)
}

/** The deciding office takes up one of the activities that its process offers (BPMN 2.0.2 §13.3.5). */
export async function chooseActivity(context: Context, input: InputOf<typeof chooseRoute>): Promise<Result<Stage>> {
  const row = await caseStore(context.db).find(input.id, true)
  if (!row || row.unit !== context.actor.traits['unit']) return fail('cases/no-case')
  const offered = (await offersOf(context, row)).find((one) => one.choice === input.choice)
  return offered ? pass(context, row, { type: 'activity-chosen', choice: input.choice }, 'choose', `开始办理：${offered.name}`) : fail('processes/not-possible', '这个环节现在不能选')
}

/** What an ad-hoc part of the process offers now. */
export async function offersOf(context: Context, row: CaseRow): Promise<{ choice: string; name: string }[]> {
  const processes = context.ask(processesPort)
  const choices = (await processes.state(row.instance))?.waits.filter((wait) => wait.kind === 'choice') ?? []
  if (choices.length === 0) return []
  const names = await processes.names(row.instance)
  return choices.map((wait) => ({ choice: wait.id, name: names.get(wait.element) ?? wait.element }))
}

export async function uploadSupplement(context: Context, input: { id: string; material: string; name: string }) {
  const row = await own(context, input.id)
  if (!row) return fail('cases/no-case')
  if (row.ask?.kind !== 'supplement-provided' && row.ask?.kind !== 'correction-finished') return fail('cases/not-asked')
  const version = await context.ask(itemsPort).version(row.item, row.item_version)
  const material = version.definition.materials.find((m) => m.id === input.material)
  if (!material || material.made) return fail('cases/no-material')
  await materialStore(context.db).dropMissing(input.id, input.material)
  return store(context, input.id, material.accepts ?? ['pdf', 'image'], input as typeof input & { body: AsyncIterable<Uint8Array> })
}

/** The applicant answers the one supplement notice: changed answers, added materials, and the case goes back to the window. */
export async function provideSupplement(context: Context, input: InputOf<typeof supplementRoute>): Promise<Result<Stage>> {
  const row = await own(context, input.id)
  if (!row) return fail('cases/no-case')
  if (row.ask?.kind !== 'supplement-provided') return fail('cases/not-asked')
  const version = await context.ask(itemsPort).version(row.item, row.item_version)
  if (input.answers) {
    const before = openContent(context, row.content)
    const answers = withKnown({ ...before.answers, ...input.answers }, knownValues(context, version, before))
    const facts = seen(context, version, row.division, { ...before, answers })
    const checked = await checkAnswers(version.form, answers as Answers, publicFacts(facts) as Facts)
    if (checked.errors.length > 0) return fail('cases/form-invalid', undefined, checked.errors.map((e) => ({ ...e, at: `/answers${e.at}` })))
    const content = { ...before, answers: checked.answers as Record<string, unknown> }
    row.content = sealContent(context, content)
    await sealForm(context, row, version, content, seen(context, version, row.division, content))
  }
  const given = await materialStore(context.db).of(row.id)
  const missing = given.filter((m) => m.kind === 'missing')
  if (missing.length > 0) return fail('cases/materials-missing', `还缺：${missing.map((m) => m.name).join('、')}`, missing.map((m) => ({ at: `/materials/${m.material}`, code: 'missing', message: `请上传${m.name}` })))
  return send(context, row, 'supplement-provided', '已补正')
}

export async function finishCorrection(context: Context, input: InputOf<typeof correctionRoute>): Promise<Result<Stage>> {
  const row = await own(context, input.id)
  if (!row) return fail('cases/no-case')
  return row.ask?.kind === 'correction-finished' ? send(context, row, 'correction-finished', `整改完成：${input.say}`) : fail('cases/not-asked')
}

/** Until the result is issued the applicant may take the application back, also while it waits for a register (行政许可法 does not forbid it; the case ends without result). */
export async function withdraw(context: Context, input: InputOf<typeof withdrawRoute>): Promise<Result<Stage>> {
  const row = await own(context, input.id)
  if (!row) return fail('cases/no-case')
  if (row.ended_at || (row.stage === 'issuing' && !(await heldStore(context.db).find(row.id)))) return fail('cases/ended')
  const result = await send(context, row, 'withdrawn', `撤回申请：${input.reason}`)
  if (result.ok) await context.ask(paymentsPort).cancelOf(row.id)
  return result.ok ? result : fail('cases/ended')
}

/** Somebody objected during the public notice; the office writes it down and must look into it. */
export async function object(context: Context, input: InputOf<typeof objectRoute>): Promise<Result<Stage>> {
  const row = await caseStore(context.db).find(input.id, true)
  if (!row || !isHandling(context.actor, row, await caseStore(context.db).tasks(row.id))) return fail('cases/no-case')
  return send(context, row, 'objection', `收到公示异议：${input.say}`)
}

/** The tax office of the place confirms that what was due is paid: only then may the certificate be issued (先税后证). */
export async function clearTax(context: Context, { id }: { id: string }): Promise<Result<Stage>> {
  const row = await caseStore(context.db).find(id, true)
  const { department, division } = context.actor.traits
  if (!row || department !== 'taxation' || !division || !row.division.startsWith(division.slice(0, 6))) return fail('cases/no-case')
  return send(context, row, 'tax-cleared', '税务部门确认税已缴清')
}
