import type { Context } from '@xiangyun/kernel/modules'
import { lengthText } from '#modules/capabilities/items/evaluation.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import type { Performed, Variables } from '#modules/capabilities/processes/ports.ts'
import type { CaseRow } from '../store.ts'

type Words = { title: string; paragraphs: string[] }

/** A sealed letter for an end without a licence: refused, not accepted, terminated. Refusals name clause and appeal (行政许可法 第三十八条). */
export async function issueNotice(context: Context, row: CaseRow, own: ItemVersion, input: Variables): Promise<Performed> {
  const offices = context.ask(itemsPort).offices(own, row.division)!
  const unit = { id: offices.decide.id, name: offices.decide.name, creditCode: offices.decide.creditCode, division: offices.decide.division }
  const { title, paragraphs } = wordsOf(String(input['notice']), row, own)
  const letter = await context.ask(licencesPort).issueDocument({ title, number: row.number, unit, to: row.firm_name ?? row.applicant_name, paragraphs, case: row.id, at: context.now, operator: context.actor.id })
  row.result = { ...(row.result ?? { licences: [], reason: null, clause: null, appeal: null, values: {} }), document: letter.fileHash }
  return { ok: true, variables: { notice: letter.id } }
}

function wordsOf(notice: string, row: CaseRow, own: ItemVersion): Words {
  const head = `您申请的“${own.definition.name}”（办件编号 ${row.number}）`
  const { appeal } = own.definition.outcomes.refused
  const rights = `如不服本决定，可自收到本决定书之日起 ${lengthText(appeal.review)}内申请行政复议，或 ${lengthText(appeal.lawsuit)}内向人民法院提起行政诉讼。`
  const reason = `理由：${row.result?.reason ?? '详见审查意见'}。依据：${row.result?.clause ?? own.definition.basis[0]!.law}。`
  if (notice === 'refused') return { title: own.definition.outcomes.refused.document, paragraphs: [`${head}，经审查，决定不予批准。`, reason, rights] }
  if (notice === 'not-accepted') return { title: '不予受理决定书', paragraphs: [`${head}，经审查，决定不予受理。`, reason, rights] }
  return { title: own.definition.outcomes.terminated?.document ?? '终止办理通知书', paragraphs: [`${head}，因逾期没有补正、整改或缴费，现终止办理。`, '您可以备齐材料后重新申请。', rights] }
}
