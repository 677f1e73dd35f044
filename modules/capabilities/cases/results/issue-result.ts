import { maskCitizenNumber } from '@xiangyun/identifiers'
import { isId } from '@xiangyun/kernel/ids'
import type { Context } from '@xiangyun/kernel/modules'
import { evaluate, lengthText } from '#modules/capabilities/items/evaluation.ts'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import type { ItemVersion } from '#modules/capabilities/items/port.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import type { Performed } from '#modules/capabilities/processes/ports.ts'
import { openApplicant, openContent } from '../content.ts'
import type { CaseRow } from '../store.ts'
import { endingLicences, endLicences } from './ended-licences.ts'
import { resultScope } from './result-scope.ts'

/** Grants: issues the sealed licence, or the sealed decision where the item ends in one. */
export async function issueResult(context: Context, row: CaseRow, own: ItemVersion): Promise<Performed> {
  const { granted } = own.definition.outcomes
  const content = openContent(context, row.content)
  const scope = await resultScope(context, row, own, content)
  const { facts, functions, decided, today, until } = scope
  const endings = await endingLicences(context, own, content, scope)
  const fields = (granted.fields ?? standardFields(row, own)).map((f) => ({ label: f.label, value: words(evaluate(f.value, facts, functions)) })).filter((f) => f.value !== '')
  const offices = context.ask(itemsPort).offices(own, row.division)!
  const unit = { id: offices.decide.id, name: offices.decide.name, creditCode: offices.decide.creditCode, division: offices.decide.division }
  const values = { ...(decided as Record<string, unknown>), ...(own.definition.fee === 'none' ? {} : { fee: row.fee?.due ?? 0 }) }
  if (!granted.licence) {
    const name = granted.name ?? `${own.definition.name}决定书`
    const letter = await context.ask(licencesPort).issueDocument({ title: name, number: row.number, unit, seal: granted.seal, to: row.firm_name ?? row.applicant_name, case: row.id, at: context.now, operator: context.actor.id,
      paragraphs: [`您申请的“${own.definition.name}”（办件编号 ${row.number}），经审查，决定准予。`, ...fields.map((f) => `${f.label}：${f.value}`), ...(until ? [`有效期至 ${until}。`] : [])] })
    await endLicences(context, endings, `${name}（${row.number}）`)
    row.result = { licences: [], document: letter.fileHash, reason: null, clause: null, appeal: null, values }
    return { ok: true, variables: { document: letter.id } }
  }
  const applicantNumber = openApplicant(context, row.applicant)
  const born = typeof granted.holder === 'object' ? { creditCode: words(evaluate(granted.holder.creditCode, facts, functions)), name: words(evaluate(granted.holder.name, facts, functions)) } : undefined
  const holder = born ? firmHolder(born.creditCode, born.name) : row.firm ? firmHolder(row.firm, row.firm_name ?? '') : { kind: 'person' as const, key: row.applicant_index, name: row.applicant_name, identifierMasked: maskCitizenNumber(applicantNumber) }
  const cancels = granted.cancels ? evaluate(granted.cancels, facts, functions) : null
  const replaced = endings.filter((e) => e.type === granted.licence && e.holder === holder.key)
  await endLicences(context, endings.filter((e) => !replaced.includes(e)), `${granted.name ?? own.definition.name}（${row.number}）`)
  const issued = await context.ask(licencesPort).issue({
    type: granted.licence, ...(granted.name ? { name: granted.name } : {}), unit, ...(granted.seal ? { seal: granted.seal } : {}), holder, fields, values: { ...facts, identityNumber: applicantNumber },
    validFrom: today, validUntil: until, issuedOn: today, case: row.id, item: own.item, operator: context.actor.id, cancels: [...(Array.isArray(cancels) ? cancels.filter((c): c is string => typeof c === 'string' && isId(c)) : []), ...replaced.map((e) => e.id)],
  })
  row.result = { licences: [issued.id], document: null, reason: null, clause: null, appeal: null, values: { ...values, number: issued.number, identifier: issued.identifier, ...(born ? { holder: born.creditCode } : {}) } }
  return { ok: true, variables: { licence: issued.id } }
}

const firmHolder = (creditCode: string, name: string) => ({ kind: 'firm' as const, key: creditCode, name, identifierMasked: creditCode })

/** An item that states no fields shows who holds it, for what and how long. */
const standardFields = (row: CaseRow, own: ItemVersion) => [
  { label: row.firm ? '名称' : '姓名', value: JSON.stringify(row.firm_name ?? row.applicant_name) },
  ...(row.firm ? [{ label: '统一社会信用代码', value: JSON.stringify(row.firm) }] : []),
  { label: '事项', value: JSON.stringify(own.definition.name) },
  { label: '有效期', value: JSON.stringify(own.definition.outcomes.granted.valid ? lengthText(own.definition.outcomes.granted.valid) : '长期') },
]

function words(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(words).filter(Boolean).join('、')
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'object') return Object.values(value).map(words).filter(Boolean).join('')
  return String(value as string | number)
}
