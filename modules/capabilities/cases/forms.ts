import type { Answers, Facts } from '@xiangyun/forms'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { InputOf, Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import type { Submission } from '#modules/capabilities/forms/contract.ts'
import { filesIn } from '#modules/capabilities/forms/evaluation.ts'
import { formsPort } from '#modules/capabilities/forms/port.ts'
import type { Sealed } from '#modules/capabilities/forms/port.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import type { Content } from './content.ts'
import type { caseFormPaper as paperRoute, draftLook, readCaseForm } from './contract.ts'
import { openedDraft, publicFacts } from './drafts.ts'
import type { Opened } from './drafts.ts'
import { knownValues, withKnown } from './prefilling.ts'
import { seen } from './scope.ts'
import type { Seen } from './scope.ts'
import type { CaseRow, MaterialRow } from './store.ts'
import { readable } from './views/case-page.ts'

/** Form and answers, sealed together: at submission, and again when the applicant mends them. */
export async function sealForm(context: Context, row: CaseRow, own: ItemVersion, content: Content, facts: Seen, isFirst = false): Promise<void> {
  await context.ask(formsPort).seal({ kind: 'case', subject: row.id, form: own.form, answers: content.answers as Answers, facts: facts.scope as Facts, kept: publicFacts(facts) as Facts, isFirst, who: row.applicant_index, whoName: row.applicant_name })
}

/** What a register does not confirm stands in the way of submission; one that does not answer does so only where the form says so. */
export async function lookRefusal(context: Context, { own, row, content, identityNumber }: Opened, answers: Answers, facts: Seen) {
  const representatives = Object.values(content.parties).flatMap((party) => ((party as Record<string, unknown> | null)?.['representativeName'] ?? []) as string | [])
  const signers = [...new Set([row.applicant_name, ...(context.actor.kind === 'person' ? [context.actor.name] : []), ...representatives])]
  const strangers = await context.ask(formsPort).notHeld(own.form, answers, { identityNumber, index: row.applicant_index, firm: row.firm, signers })
  if (strangers.length > 0) return fail('cases/form-invalid', strangers[0]!.message, strangers.map((one) => ({ ...one, at: `/answers${one.at}` })))
  const judged = await context.ask(formsPort).judge(own.form, answers, facts.scope as Facts)
  if (judged === 'too-many') return fail('forms/too-many-looks')
  const verdicts = judged.filter((one) => one.blocks)
  if (verdicts.length === 0) return undefined
  return fail('cases/form-invalid', verdicts.some((one) => one.state === 'down') ? '核对用的登记暂时查不到，您填的内容已保存，请稍后再提交' : '有内容与登记不一致', verdicts.map((one) => ({ at: `/answers${one.at}`, code: one.state === 'down' ? 'register-down' : 'look', message: one.message ?? '与登记不一致' })))
}

/** One question to a register while the form is being filled in. */
export async function lookInDraft(context: Context, input: InputOf<typeof draftLook>) {
  const opened = await openedDraft(context, input.id)
  if (!opened.ok) return opened
  const { own, row, content } = opened.value
  const answers = withKnown(input.answers, knownValues(context, own, content))
  const facts = seen(context, own, row.division, { ...content, answers })
  const judged = await context.ask(formsPort).judge(own.form, answers as Answers, facts.scope as Facts, input.look)
  if (judged === 'too-many') return fail('forms/too-many-looks')
  const [verdict] = judged
  return ok({ state: verdict?.state ?? ('holds' as const), message: verdict?.message ?? null })
}

/** How an answer names a file that was sent for it. */
export const fileId = (at: string, number: number): string => `${at}#${number}`

/** Files that answers name and that were never sent for that place. */
export function strangeFiles(own: ItemVersion, answers: Answers, given: readonly MaterialRow[]): { at: string; code: string; message: string }[] {
  const known = new Set(given.map((one) => fileId(one.material, one.number)))
  return filesIn(own.form, answers).filter((one) => !known.has(one.id)).map(({ at }) => ({ at: `/answers${at}`, code: 'no-file', message: '这个文件没有传上来，请重新上传' }))
}

/** Files that were sent for a question and that its answer does not name any more: they are not handed in. */
export function unnamedFiles(own: ItemVersion, answers: Answers, given: readonly MaterialRow[]): MaterialRow[] {
  const named = new Set(filesIn(own.form, answers).map((one) => one.id))
  return given.filter((one) => one.material.startsWith('/') && !named.has(fileId(one.material, one.number)))
}

async function sealedOf(context: Context, input: InputOf<typeof readCaseForm>): Promise<Result<{ row: CaseRow; sealed: Sealed }>> {
  const found = await readable(context, input.id)
  if (!found) return fail('cases/no-case')
  const forms = context.ask(formsPort)
  const row = (await forms.list('case', input.id)).find((one) => one.number === input.number)
  const sealed = row && (await forms.read(row.id))
  if (!sealed) return fail('cases/no-form')
  context.audit({ act: 'cases.read-form', object: `case/${input.id}`, subject: found.row.applicant_index, purpose: found.isOffice ? `approval:${found.row.item_name}` : 'self' })
  return ok({ row: found.row, sealed })
}

export async function listCaseForms(context: Context, { id }: { id: string }) {
  if (!(await readable(context, id))) return fail('cases/no-case')
  const rows = await context.ask(formsPort).list('case', id)
  return ok({ forms: rows.map((one) => ({ number: one.number, receipt: one.receipt, at: one.at.toISOString(), digest: one.digest })) })
}

/** The form as it was asked and answered then, whatever the item asks today. */
export async function caseForm(context: Context, input: InputOf<typeof readCaseForm>): Promise<Result<Submission>> {
  const found = await sealedOf(context, input)
  if (!found.ok) return found
  const { sealed } = found.value
  return ok({ id: sealed.id, receipt: sealed.receipt, title: sealed.form.title, who: sealed.whoName, at: sealed.at.toISOString(), form: sealed.form, answers: sealed.answers as Record<string, unknown>, facts: { ...sealed.facts }, digest: sealed.digest, intact: sealed.intact, fault: sealed.fault })
}

export async function caseFormPaper(context: Context, input: InputOf<typeof paperRoute>): Promise<Result<unknown>> {
  const found = await sealedOf(context, input)
  if (!found.ok) return found
  const { row, sealed } = found.value
  if (sealed.fault) return fail('forms/not-intact', sealed.fault.message)
  const own = await context.ask(itemsPort).version(row.item, row.item_version)
  const issuer = context.ask(itemsPort).offices(own, row.division)?.window.name ?? ''
  return context.ask(formsPort).paper(sealed, { issuer, number: row.number, demonstration: context.config.demonstration }, input.format)
}
